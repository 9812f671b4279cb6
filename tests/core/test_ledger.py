"""The chain of a conversation: whatever is changed in it is found, and a redaction is no change."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import ledger
from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import canonical
from lightkeeper.core.events import MessagePosted, TagAdded
from lightkeeper.core.ledger import EMPTY, Break, Entry, Head

REF = "7KQ4MXP29R"
AT = datetime(2026, 11, 21, 5, 10, 11, 123_456, tzinfo=UTC)


def chain(length: int = 5) -> list[Entry]:
    entries: list[Entry] = []
    head = EMPTY
    for number in range(length):
        payload = MessagePosted(f"消息 {number}", "text", None, (), None) if number % 2 else TagAdded(f"tag-{number}")
        audience = Audience.PUBLIC if number % 2 else Audience.TEAM
        salt = bytes([number]) * ledger.SALT_BYTES
        entry = ledger.append(head, REF, payload, actor="a_1", audience=audience, at=AT, salt=salt)
        head = Head(entry.seq, entry.chain_hash)
        entries.append(entry)
    return entries


def test_what_was_written_holds() -> None:
    assert ledger.verify(REF, chain()) == ()
    assert ledger.verify(REF, []) == ()


def test_the_hashes_are_those_that_the_documentation_gives() -> None:
    """Independent of the code: a verifier in another language must get the same bytes."""
    entry = chain(1)[0]
    content = b'[1,"tag.added","a_1","2026-11-21T05:10:11.123Z","team",{"tag":"tag-0"}]'
    assert entry.commitment == hashlib.sha256(b"lightkeeper event\0" + bytes(16) + content).digest()
    joined = b"lightkeeper chain\0" + bytes(32) + b'["7KQ4MXP29R",1]' + entry.commitment
    assert entry.chain_hash == hashlib.sha256(joined).digest()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"payload": {"tag": "other"}}, "commitment"),
        ({"salt": b"x" * 16}, "commitment"),
        ({"actor": "a_2"}, "commitment"),
        ({"at": AT + timedelta(milliseconds=1)}, "commitment"),
        ({"audience": Audience.PUBLIC}, "commitment"),
        ({"kind": "tag.removed"}, "commitment"),
        ({"v": 2}, "commitment"),
        ({"payload": None}, "commitment"),  # half a redaction
        ({"salt": None}, "commitment"),
        ({"chain_hash": b"x" * 32}, "link"),
    ],
)
def test_a_changed_field_is_found(change: dict[str, Any], code: str) -> None:
    entries = chain()
    entries[2] = replace(entries[2], **change)
    assert Break(3, code) in ledger.verify(REF, entries)


def test_a_new_commitment_breaks_the_link() -> None:
    entries = chain()
    entries[2] = replace(entries[2], payload=None, salt=None, commitment=b"x" * 32)
    assert ledger.verify(REF, entries) == (Break(3, "link"),)


@given(st.permutations(range(5)))
def test_another_order_is_found(order: list[int]) -> None:
    entries = chain()
    assert (ledger.verify(REF, [entries[place] for place in order]) == ()) is (order == list(range(5)))


def test_a_missing_event_is_found() -> None:
    entries = chain()
    assert ledger.verify(REF, entries[:2] + entries[3:]) == (Break(4, "gap"),)
    assert ledger.verify(REF, entries[1:])[0] == Break(2, "gap")


def test_a_chain_belongs_to_one_conversation() -> None:
    assert ledger.verify("ANOTHER000", chain())[0] == Break(1, "link")


def test_a_redaction_leaves_the_chain_whole() -> None:
    entries = [replace(each, payload=None, salt=None) if each.seq in {1, 4} else each for each in chain()]
    assert [each.redacted for each in entries] == [True, False, False, True, False]
    assert ledger.verify(REF, entries) == ()


def test_the_same_words_commit_to_something_else_each_time() -> None:
    words = TagAdded("123456")
    one = ledger.append(EMPTY, REF, words, actor="a", audience=Audience.TEAM, at=AT, salt=b"1" * 16)
    two = ledger.append(EMPTY, REF, words, actor="a", audience=Audience.TEAM, at=AT, salt=b"2" * 16)
    assert one.commitment != two.commitment
    assert one.at == AT.replace(microsecond=123_000)


def test_a_days_root_depends_on_every_head_and_on_the_day_before_and_on_no_order() -> None:
    heads = [("A", Head(3, b"a" * 32)), ("B", Head(1, b"b" * 32))]
    root = ledger.day_root(ledger.GENESIS, heads)
    assert ledger.day_root(ledger.GENESIS, reversed(heads)) == root
    others = [
        ledger.day_root(root, heads),
        ledger.day_root(ledger.GENESIS, heads[:1]),
        ledger.day_root(ledger.GENESIS, [("A", Head(4, b"a" * 32)), heads[1]]),
        ledger.day_root(ledger.GENESIS, [("A", Head(3, b"c" * 32)), heads[1]]),
    ]
    assert len({root, *others}) == 5
    assert ledger.signed_root(date(2026, 11, 20), root) != ledger.signed_root(date(2026, 11, 21), root)
    assert canonical(["A", 3]) == b'["A",3]'
