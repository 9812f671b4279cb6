"""One question, one piece of evidence: reads through a reader and never raises for what a node did."""

from datetime import datetime

from lightkeeper.core.investigation.card import Kind
from lightkeeper.core.investigation.evidence import Evidence
from lightkeeper.core.investigation.explain import address_evidence, transfer_evidence, unreadable_evidence
from lightkeeper.core.investigation.reading import TransferReading
from lightkeeper.ports.chain import ChainError, ChainReader


def look_up_transaction(
    reader: ChainReader, tx_hash: str, *, now: datetime, earlier: TransferReading | None = None
) -> Evidence:
    """The evidence about a hash; a node that fails gives a card in the state `unreadable`, dated `now`."""
    try:
        return transfer_evidence(reader.transaction(tx_hash, earlier=earlier))
    except ChainError as error:
        return unreadable_evidence(
            Kind.TRANSACTION,
            reader.chain,
            tx_hash,
            reader.source,
            now,
            error.trouble,
            raw=error.raw,
            explorer_url=reader.explorer_url(tx_hash),
        )


def look_up_address(reader: ChainReader, address: str, *, now: datetime) -> Evidence:
    """The evidence about an address, as above."""
    try:
        return address_evidence(reader.address(address))
    except ChainError as error:
        return unreadable_evidence(
            Kind.ADDRESS, reader.chain, address, reader.source, now, error.trouble, raw=error.raw
        )
