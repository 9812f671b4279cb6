"""From a reading to evidence: the card and the words, chosen by tables. No I/O, nothing added that was not read."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from lightkeeper.core.investigation.card import STATE_TEXT, Chain, EvidenceCard, Kind, Source, State, Text
from lightkeeper.core.investigation.evidence import Evidence, RawAnswer, evidence_id
from lightkeeper.core.investigation.notable import notices
from lightkeeper.core.investigation.reading import AddressReading, Failure, Stuck, TransferReading, Trouble
from lightkeeper.core.investigation.timeline import timeline

Params = Mapping[str, str | int]

HEADLINE: Final[dict[State, str]] = {
    State.UNKNOWN: "evidence.headline.unknown",
    State.PENDING: "evidence.headline.pending",
    State.INCLUDED: "evidence.headline.included",
    State.FINAL: "evidence.headline.final",
    State.FAILED: "evidence.headline.failed",
    State.REPLACED: "evidence.headline.replaced",
}

MONEY: Final[dict[State, str]] = {
    State.UNKNOWN: "evidence.money.unknown",
    State.PENDING: "evidence.money.pending",
    State.INCLUDED: "evidence.money.included",
    State.FINAL: "evidence.money.final",
    State.FAILED: "evidence.money.failed",
    State.REPLACED: "evidence.money.replaced",
}

HAPPENED: Final[dict[State, str]] = {
    State.UNKNOWN: "evidence.happened.unknown",
    State.PENDING: "evidence.happened.pending",
    State.INCLUDED: "evidence.happened.included",
    State.FINAL: "evidence.happened.final",
    State.FAILED: "evidence.happened.failed",
    State.REPLACED: "evidence.happened.replaced",
}

HAPPENED_STUCK: Final[dict[Stuck, str]] = {
    Stuck.LOW_FEE: "evidence.happened.low_fee",
    Stuck.NONCE_GAP: "evidence.happened.nonce_gap",
    Stuck.EARLIER_PENDING: "evidence.happened.earlier_pending",
}

HAPPENED_FAILED: Final[dict[Failure, str]] = {
    Failure.REVERTED: "evidence.happened.reverted",
    Failure.OUT_OF_GAS: "evidence.happened.out_of_gas",
    Failure.OTHER: "evidence.happened.failed",
}

NEXT: Final[dict[State, str]] = {
    State.UNKNOWN: "evidence.next.unknown",
    State.PENDING: "evidence.next.pending",
    State.INCLUDED: "evidence.next.included",
    State.FINAL: "evidence.next.final",
    State.FAILED: "evidence.next.failed",
    State.REPLACED: "evidence.next.replaced",
}

NEXT_STUCK: Final[dict[Stuck, str]] = {
    Stuck.LOW_FEE: "evidence.next.low_fee",
    Stuck.NONCE_GAP: "evidence.next.nonce_gap",
    Stuck.EARLIER_PENDING: "evidence.next.earlier_pending",
}

UNREADABLE: Final[dict[Trouble, str]] = {
    Trouble.UNREACHABLE: "evidence.happened.unreachable",
    Trouble.TIMED_OUT: "evidence.happened.timed_out",
    Trouble.UNUSABLE: "evidence.happened.unusable",
    Trouble.INCONSISTENT: "evidence.happened.inconsistent",
}


# The placeholders of each text; one that is not here has none. A text is chosen only when its facts are known.
PLACEHOLDERS: Final[dict[str, tuple[str, ...]]] = {
    "evidence.headline.included": ("n", "of"),
    "evidence.headline.final": ("chain",),
    "evidence.headline.failed": ("chain",),
    "evidence.headline.unreadable": ("chain",),
    "evidence.headline.address": ("chain",),
    "evidence.headline.contract": ("chain",),
    "evidence.money.unknown": ("source",),
    "evidence.money.included": ("chain",),
    "evidence.money.final": ("chain",),
    "evidence.money.unreadable": ("chain",),
    "evidence.happened.pending": ("source",),
    "evidence.happened.low_fee": ("rate", "needed", "unit"),
    "evidence.happened.nonce_gap": ("behind",),
    "evidence.happened.earlier_pending": ("behind",),
    "evidence.happened.included": ("block", "n", "of"),
    "evidence.happened.final": ("block", "n"),
    "evidence.happened.failed": ("block",),
    "evidence.happened.reverted": ("block", "reason"),
    "evidence.happened.reverted_today": ("block", "reason"),
    "evidence.happened.out_of_gas": ("block",),
    "evidence.happened.replaced_by": ("hash",),
    "evidence.happened.unreachable": ("source",),
    "evidence.happened.timed_out": ("source",),
    "evidence.happened.unusable": ("source",),
    "evidence.happened.inconsistent": ("source",),
    "evidence.happened.unused_address": ("chain",),
    "evidence.next.included": ("minutes",),
    "evidence.next.included_unpaced": ("of",),
}


def transfer_evidence(reading: TransferReading) -> Evidence:
    """The card of a transaction and its explanation, with the raw answers of the reading."""
    card = EvidenceCard(
        kind=Kind.TRANSACTION,
        state=reading.state,
        chain=reading.chain,
        subject=reading.hash,
        headline=_headline(HEADLINE[reading.state], reading.state, _params(reading)),
        source=reading.source,
        read_at=reading.read_at,
        steps=timeline(reading),
        amounts=reading.amounts,
        sender=reading.sender,
        recipients=reading.recipients,
        fee=reading.fee,
        confirmations=reading.confirmations,
        block=reading.block,
        notable=notices(reading),
        replaced_by=reading.replaced_by,
        explorer_url=reading.explorer_url,
    )
    said = (choose(reading) for choose in (_money, _happened, _next))
    return Evidence(evidence_id(card), card, tuple(each for each in said if each is not None), reading.raw)


def address_evidence(reading: AddressReading) -> Evidence:
    """The card of an address: contract or not, ever used or not, balances."""
    contract = reading.account.contract
    headline = "evidence.headline.contract" if contract else "evidence.headline.address"
    card = EvidenceCard(
        kind=Kind.ADDRESS,
        state=State.KNOWN,
        chain=reading.chain,
        subject=reading.address,
        headline=Text(headline, {"chain": reading.chain.name}),
        source=reading.source,
        read_at=reading.read_at,
        amounts=reading.amounts,
        account=reading.account,
        explorer_url=reading.explorer_url,
    )
    words = [Text(headline, {"chain": reading.chain.name})]
    if contract:
        words.append(Text("evidence.next.contract"))
    elif reading.account.used is False:
        words.append(Text("evidence.happened.unused_address", {"chain": reading.chain.name}))
    return Evidence(evidence_id(card), card, tuple(words), reading.raw)


def unreadable_evidence(
    kind: Kind,
    chain: Chain,
    subject: str,
    source: Source,
    read_at: datetime,
    trouble: Trouble,
    *,
    raw: tuple[RawAnswer, ...] = (),
    explorer_url: str | None = None,
) -> Evidence:
    """Evidence that nothing could be read: it says so, and nothing about the money."""
    params: Params = {"chain": chain.name, "source": source.name}
    card = EvidenceCard(
        kind=kind,
        state=State.UNREADABLE,
        chain=chain,
        subject=subject,
        headline=_headline("evidence.headline.unreadable", State.UNREADABLE, params),
        source=source,
        read_at=read_at,
        explorer_url=explorer_url,
    )
    keys = ("evidence.money.unreadable", UNREADABLE[trouble], "evidence.next.unreadable")
    said = (_text(key, params) for key in keys)
    return Evidence(evidence_id(card), card, tuple(each for each in said if each is not None), raw)


def _text(key: str, params: Params) -> Text | None:
    """The text with its placeholders, or None when a fact that it would name is not known: it is left unsaid."""
    names = PLACEHOLDERS.get(key, ())
    return Text(key, {name: params[name] for name in names}) if params.keys() >= set(names) else None


def _headline(key: str, state: State, params: Params) -> Text:
    return _text(key, params) or Text(STATE_TEXT[state])


def _params(reading: TransferReading) -> dict[str, str | int]:
    """The placeholders that every text about this reading may use; what is unknown is simply not there."""
    found: dict[str, str | int] = {"chain": reading.chain.name, "source": reading.source.name}
    if reading.confirmations is not None:
        found |= {"n": reading.confirmations.n, "of": reading.confirmations.of}
    if reading.block is not None:
        found["block"] = reading.block.height
    if reading.waiting_behind is not None:
        found["behind"] = reading.waiting_behind
    if reading.failure_detail is not None:
        found["reason"] = reading.failure_detail
    if reading.fee is not None:
        offered = {"rate": reading.fee.rate, "needed": reading.fee.rate_needed, "unit": reading.fee.rate_unit}
        found |= {name: value for name, value in offered.items() if value is not None}
    minutes = wait_minutes(reading)
    if minutes is not None:
        found["minutes"] = minutes
    return found


def wait_minutes(reading: TransferReading) -> int | None:
    """Whole minutes, rounded up, until the confirmations that are waited for, at the chain's usual pace."""
    if reading.confirmations is None or reading.block_seconds is None:
        return None
    missing = max(0, reading.confirmations.of - reading.confirmations.n)
    return math.ceil(missing * reading.block_seconds / 60)


def _all_unlisted(reading: TransferReading) -> bool:
    return bool(reading.amounts) and all(each.listed is False for each in reading.amounts)


def _money(reading: TransferReading) -> Text | None:
    arrived = reading.state in (State.INCLUDED, State.FINAL)
    if arrived and _all_unlisted(reading):
        return _text("evidence.money.unlisted", _params(reading))
    if arrived and not reading.amounts:
        return _text("evidence.money.nothing_moved", _params(reading))
    return _text(MONEY[reading.state], _params(reading))


def _happened(reading: TransferReading) -> Text | None:
    params = _params(reading)
    if reading.stuck is not None:
        return _text(HAPPENED_STUCK[reading.stuck], params)
    if reading.failure_today:
        return _text("evidence.happened.reverted_today", params)
    if reading.failure is Failure.REVERTED and reading.failure_detail is None:
        return _text("evidence.happened.failed", params)
    if reading.failure is not None:
        return _text(HAPPENED_FAILED[reading.failure], params)
    if reading.state is State.REPLACED and reading.replaced_by is not None:
        return _text("evidence.happened.replaced_by", params | {"hash": reading.replaced_by})
    return _text(HAPPENED[reading.state], params)


def _next(reading: TransferReading) -> Text | None:
    params = _params(reading)
    if reading.stuck is not None:
        return _text(NEXT_STUCK[reading.stuck], params)
    if reading.state in (State.INCLUDED, State.FINAL) and _all_unlisted(reading):
        return _text("evidence.next.unlisted", params)
    if reading.state is State.INCLUDED and "minutes" not in params:
        return _text("evidence.next.included_unpaced", params)
    return _text(NEXT[reading.state], params)
