"""What is unusual about a transfer, one sentence each, the gravest first."""

from collections.abc import Callable, Iterator
from typing import Final

from lightkeeper.core.investigation.card import Level, Notice, State
from lightkeeper.core.investigation.reading import TransferReading

_ORDER: Final = (Level.DANGER, Level.WARNING, Level.INFO)


def _counterfeit(reading: TransferReading) -> Iterator[Notice]:
    for each in reading.amounts:
        if each.imitates is not None and each.contract is not None:
            params = {"asset": each.imitates, "contract": each.contract}
            yield Notice("evidence.notable.counterfeit", params, Level.DANGER)


def _unlisted(reading: TransferReading) -> Iterator[Notice]:
    for each in reading.amounts:
        if each.listed is False and each.imitates is None and each.contract is not None:
            params = {"asset": each.asset, "contract": each.contract}
            yield Notice("evidence.notable.unlisted", params, Level.WARNING)


def _worthless(reading: TransferReading) -> Iterator[Notice]:
    if reading.testnet:
        yield Notice("evidence.notable.testnet", {"chain": reading.chain.name}, Level.DANGER)


def _zero(reading: TransferReading) -> Iterator[Notice]:
    """Transfers of nothing are how look-alike addresses get into a wallet's history (address poisoning)."""
    if any(each.contract is not None and each.units == "0" for each in reading.amounts):
        yield Notice("evidence.notable.zero_transfer", {}, Level.WARNING)


def _contract(reading: TransferReading) -> Iterator[Notice]:
    if reading.creates_contract:
        yield Notice("evidence.notable.creates_contract")
    elif reading.contract_call and not reading.amounts and reading.state in (State.INCLUDED, State.FINAL):
        yield Notice("evidence.notable.contract_call", {}, Level.WARNING)


def _to_itself(reading: TransferReading) -> Iterator[Notice]:
    if reading.sender is not None and reading.recipients == (reading.sender,):
        yield Notice("evidence.notable.to_itself", {}, Level.INFO)


_RULES: Final[tuple[Callable[[TransferReading], Iterator[Notice]], ...]] = (
    _worthless,
    _counterfeit,
    _unlisted,
    _zero,
    _contract,
    _to_itself,
)


def notices(reading: TransferReading) -> tuple[Notice, ...]:
    """All that is unusual, each said once."""
    found: list[Notice] = []
    for rule in _RULES:
        for each in rule(reading):
            if each not in found:
                found.append(each)
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.level)))
