"""From a reading to a card and its words: every state, nothing said that was not read, JSON there and back."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import messageformat
from lightkeeper.core.investigation import explain
from lightkeeper.core.investigation.card import (
    STATE_TEXT,
    Account,
    Amount,
    Block,
    Chain,
    Confirmations,
    EvidenceCard,
    Fee,
    Kind,
    Level,
    Source,
    State,
    Step,
    StepState,
)
from lightkeeper.core.investigation.evidence import Evidence, RawAnswer
from lightkeeper.core.investigation.reading import AddressReading, Failure, Stuck, TransferReading, Trouble
from lightkeeper.core.investigation.wire import from_json, to_json
from lightkeeper.ports.catalogue import FOLDER

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)
CHAIN = Chain("ethereum", "Ethereum")
NODE = Source("Node A", "node-a.example")
HASH = "0x" + "ab" * 32
COINS = Amount("ETH", "0.5", "500000000000000000", sender="0xa", recipient="0xb")
TOKEN = Amount("USDT", "5", "5000000", contract="0xc", listed=True, sender="0xa", recipient="0xb")


def bare(state: State) -> TransferReading:
    """Nothing but the state is known."""
    return TransferReading(CHAIN, HASH, state, NODE, AT)


def included(state: State = State.INCLUDED, n: int = 3) -> TransferReading:
    return replace(
        bare(state),
        sender="0xa",
        recipients=("0xb",),
        amounts=(COINS,),
        fee=Fee("ETH", "0.00042", "20", rate_unit="gwei"),
        block=Block(100, "0x1", AT),
        confirmations=Confirmations(n, 12),
        block_seconds=12,
    )


def keys(evidence: Evidence) -> list[str]:
    return [each.key for each in evidence.explanation]


STORIES: list[tuple[TransferReading, list[str]]] = [
    (bare(State.UNKNOWN), ["evidence.money.unknown", "evidence.happened.unknown", "evidence.next.unknown"]),
    (bare(State.PENDING), ["evidence.money.pending", "evidence.happened.pending", "evidence.next.pending"]),
    (
        replace(bare(State.PENDING), stuck=Stuck.NONCE_GAP, waiting_behind=2),
        ["evidence.money.pending", "evidence.happened.nonce_gap", "evidence.next.nonce_gap"],
    ),
    (
        replace(bare(State.PENDING), stuck=Stuck.EARLIER_PENDING, waiting_behind=1),
        ["evidence.money.pending", "evidence.happened.earlier_pending", "evidence.next.earlier_pending"],
    ),
    (included(), ["evidence.money.included", "evidence.happened.included", "evidence.next.included"]),
    (
        replace(included(), block_seconds=None),
        ["evidence.money.included", "evidence.happened.included", "evidence.next.included_unpaced"],
    ),
    (included(State.FINAL, 12), ["evidence.money.final", "evidence.happened.final", "evidence.next.final"]),
    (
        replace(included(State.FAILED), failure=Failure.REVERTED, failure_detail="no"),
        ["evidence.money.failed", "evidence.happened.reverted", "evidence.next.failed"],
    ),
    (
        replace(included(State.FAILED), failure=Failure.REVERTED, failure_detail="no", failure_today=True),
        ["evidence.money.failed", "evidence.happened.reverted_today", "evidence.next.failed"],
    ),
    (
        replace(included(State.FAILED), failure=Failure.REVERTED),
        ["evidence.money.failed", "evidence.happened.failed", "evidence.next.failed"],
    ),
    (
        replace(included(State.FAILED), failure=Failure.OUT_OF_GAS),
        ["evidence.money.failed", "evidence.happened.out_of_gas", "evidence.next.failed"],
    ),
    (bare(State.REPLACED), ["evidence.money.replaced", "evidence.happened.replaced", "evidence.next.replaced"]),
    (
        replace(bare(State.REPLACED), replaced_by="0xd"),
        ["evidence.money.replaced", "evidence.happened.replaced_by", "evidence.next.replaced"],
    ),
    (
        replace(included(State.FINAL), amounts=(replace(TOKEN, listed=False),)),
        ["evidence.money.unlisted", "evidence.happened.final", "evidence.next.unlisted"],
    ),
    (
        replace(included(State.FINAL), amounts=()),
        ["evidence.money.nothing_moved", "evidence.happened.final", "evidence.next.final"],
    ),
]


@pytest.mark.parametrize(("reading", "expected"), STORIES)
def test_money_first_then_what_happened_then_what_is_next(reading: TransferReading, expected: list[str]) -> None:
    assert keys(explain.transfer_evidence(reading)) == expected


@pytest.mark.parametrize("state", [each for each in State if each not in (State.UNREADABLE, State.KNOWN)])
def test_a_reading_with_nothing_but_its_state_is_still_told(state: State) -> None:
    card = explain.transfer_evidence(bare(state)).card
    assert (card.block, card.confirmations, card.fee, card.sender) == (None, None, None, None)
    assert all(each.at is None and each.n is None for each in card.steps)


def test_what_is_not_known_is_left_unsaid() -> None:
    assert keys(explain.transfer_evidence(bare(State.INCLUDED))) == ["evidence.money.nothing_moved"]


def test_timeline() -> None:
    assert explain.transfer_evidence(included()).card.steps == (
        Step("evidence.step.seen", StepState.DONE),
        Step("evidence.step.included", StepState.DONE, at=AT),
        Step("evidence.step.confirmed", StepState.CURRENT, n=3, of=12),
    )


@pytest.mark.parametrize(("n", "minutes"), [(1, 3), (11, 1), (12, 0), (40, 0)])
def test_the_wait_is_rounded_up(n: int, minutes: int) -> None:
    assert explain.wait_minutes(included(n=n)) == minutes


def test_notices_come_gravest_first_and_once() -> None:
    fake = replace(TOKEN, listed=False, imitates="USDT")
    other = replace(TOKEN, asset="FREE", contract="0xe", listed=False, units="0", amount="0")
    reading = replace(included(), amounts=(other, fake, fake), testnet=True)
    found = explain.transfer_evidence(reading).card.notable
    assert [(each.key, each.level) for each in found] == [
        ("evidence.notable.testnet", Level.DANGER),
        ("evidence.notable.counterfeit", Level.DANGER),
        ("evidence.notable.unlisted", Level.WARNING),
        ("evidence.notable.zero_transfer", Level.WARNING),
    ]


@pytest.mark.parametrize("trouble", Trouble)
def test_what_could_not_be_read_says_nothing_about_money(trouble: Trouble) -> None:
    evidence = explain.unreadable_evidence(Kind.TRANSACTION, CHAIN, HASH, NODE, AT, trouble)
    assert evidence.card.state is State.UNREADABLE
    assert (evidence.card.amounts, evidence.card.steps) == ((), ())
    assert keys(evidence) == ["evidence.money.unreadable", f"evidence.happened.{trouble}", "evidence.next.unreadable"]


def test_an_address() -> None:
    reading = AddressReading(CHAIN, "0xa", NODE, AT, Account(contract=True, used=True))
    assert keys(explain.address_evidence(reading)) == ["evidence.headline.contract", "evidence.next.contract"]
    reading = replace(reading, account=Account(contract=False, used=False))
    assert keys(explain.address_evidence(reading)) == ["evidence.headline.address", "evidence.happened.unused_address"]


def test_ids_tell_readings_apart() -> None:
    first, again = explain.transfer_evidence(included()), explain.transfer_evidence(included())
    later = explain.transfer_evidence(replace(included(), read_at=AT.replace(minute=1)))
    assert first.id == again.id != later.id


@pytest.mark.parametrize("reading", [story[0] for story in STORIES])
def test_json_there_and_back(reading: TransferReading) -> None:
    evidence = explain.transfer_evidence(replace(reading, raw=(RawAnswer("eth_chainId", "{}", AT),)))
    data = msgspec.json.decode(msgspec.json.encode(to_json(evidence)))
    assert from_json(Evidence, data) == evidence
    assert msgspec.convert(data["card"], EvidenceCard) == evidence.card
    assert from_json(EvidenceCard, msgspec.json.decode(msgspec.json.encode(evidence.card))) == evidence.card


def test_json_leaves_out_what_is_unknown() -> None:
    data = to_json(explain.transfer_evidence(bare(State.UNKNOWN)).card)
    assert data == {
        "kind": "transaction",
        "state": "unknown",
        "chain": {"id": "ethereum", "name": "Ethereum"},
        "subject": HASH,
        "headline": {"key": "evidence.headline.unknown", "params": {}},
        "source": {"name": "Node A", "label": "node-a.example"},
        "read_at": "2026-01-31T12:00:00Z",
        "steps": [
            {"key": "evidence.step.seen", "state": "current"},
            {"key": "evidence.step.included", "state": "todo"},
            {"key": "evidence.step.confirmed", "state": "todo"},
        ],
        "amounts": [],
        "recipients": [],
        "notable": [],
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([f.name for f in fields(EvidenceCard)]), inner)
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_other_json_is_a_value_error(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the one error that is promised
        from_json(EvidenceCard, data)


def test_placeholders_are_those_of_the_texts() -> None:
    """The table in `explain` and both catalogues name the same things."""
    for language in ("en", "zh-Hans"):
        texts = msgspec.json.decode((FOLDER / language / "evidence.json").read_bytes(), type=dict[str, str])
        for key, names in explain.PLACEHOLDERS.items():
            assert messageformat.parameters(messageformat.parse(texts[key])).keys() == set(names), (language, key)


def test_every_key_has_its_text() -> None:
    tables = (STATE_TEXT, explain.HEADLINE, explain.MONEY, explain.HAPPENED, explain.NEXT, explain.UNREADABLE)
    more = (explain.HAPPENED_STUCK, explain.HAPPENED_FAILED, explain.NEXT_STUCK)
    wanted = {key for table in (*tables, *more) for key in table.values()} | set(explain.PLACEHOLDERS)
    for language in ("en", "zh-Hans"):
        texts = msgspec.json.decode((FOLDER / language / "evidence.json").read_bytes(), type=dict[str, str])
        assert wanted <= texts.keys()
