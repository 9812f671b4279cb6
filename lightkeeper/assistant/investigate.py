"""Look-ups on the configured chains. Waits for nodes, so it is never called inside a database transaction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lightkeeper.chains.addresses.check import NAMES, check_address
from lightkeeper.chains.addresses.evm import NETWORKS as EVM_NETWORKS
from lightkeeper.chains.addresses.verdict import Verdict
from lightkeeper.chains.look_up import look_up_address, look_up_transaction
from lightkeeper.core.investigation.card import State
from lightkeeper.core.investigation.evidence import Evidence
from lightkeeper.ports.chain import ChainReader

MOST_HASHES: Final = 3
"""More are not looked up in one turn: a pasted account statement must not hold a worker for minutes."""

NOT_THERE: Final = frozenset({State.UNKNOWN, State.UNREADABLE})


@dataclass(frozen=True, slots=True)
class Search:
    """What the chains said about one hash: the evidence that counts, and all that was read to find it."""

    subject: str
    found: Evidence | None
    read: tuple[Evidence, ...]

    @property
    def state(self) -> State | None:
        """Of what was found; UNREADABLE when a chain could not be asked; UNKNOWN when all know nothing; None when there
        was none to ask."""
        if self.found is not None:
            return self.found.card.state
        states = [each.card.state for each in self.read]
        return State.UNREADABLE if State.UNREADABLE in states else (State.UNKNOWN if states else None)


def readable(hint: str | None) -> bool:
    """Whether a hash of this network (an id) may be on a chain that is read: every EVM chain has the same form."""
    return hint is None or hint in EVM_NETWORKS


def network_name(network: str) -> str:
    """For people."""
    return NAMES.get(network, network.capitalize())


def search(chains: Mapping[str, ChainReader], tx_hash: str, hint: str | None, *, now: datetime) -> Search:
    """Asks the chains in their order, the hinted one first, until one knows the hash."""
    read: list[Evidence] = []
    for reader in _ordered(chains, hint):
        evidence = look_up_transaction(reader, tx_hash, now=now)
        read.append(evidence)
        if evidence.card.state not in NOT_THERE:
            return Search(tx_hash, evidence, (evidence,))
    return Search(tx_hash, None, tuple(read))


def search_address(chains: Mapping[str, ChainReader], address: str, *, now: datetime) -> tuple[Evidence, ...]:
    """What each chain says about an address: the same one may be used on several."""
    return tuple(look_up_address(reader, address, now=now) for reader in chains.values())


def faulty(addresses: Iterable[str], network: str | None) -> Iterator[tuple[str, Verdict]]:
    """The addresses, as written, that have something wrong with them."""
    for written in addresses:
        verdict = check_address(written, network)
        if not verdict.valid:
            yield written, verdict


def _ordered(chains: Mapping[str, ChainReader], hint: str | None) -> Iterator[ChainReader]:
    if hint is not None and hint in chains:
        yield chains[hint]
    yield from (reader for name, reader in chains.items() if name != hint)
