"""Redaction: the words stand nowhere any more, and everything still verifies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection

from lightkeeper.actions import attachment, case, draft, evidence, rating, receive, redact, reply
from lightkeeper.actions.chapter import chapter
from lightkeeper.actions.handover import ask_person
from lightkeeper.core import transcript
from lightkeeper.core.access import Forbidden, NotFound
from lightkeeper.core.audience import Audience
from lightkeeper.core.investigation.explain import transfer_evidence
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import State
from lightkeeper.models import Conversation, Event, Message
from lightkeeper.ports.keyring import verify as signed_by
from lightkeeper.ports.store import MemoryStore
from lightkeeper.ports.wired import Ports
from lightkeeper.queries.conversation import locked_conversation
from lightkeeper.queries.timeline import events
from lightkeeper.queries.transcript import agent_transcript
from tests.actions.verify import verify_action
from tests.core.test_investigation import included
from tests.factories import House, said, start

HASH = "0x" + "5a" * 32


def everything() -> Iterator[tuple[str, bytes]]:
    """Every row of every table of every schema of ours, as text: what a dump of the data would hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select table_schema, table_name from information_schema.tables
               where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"""
        )
        for schema, table in cursor.fetchall():
            with cursor.copy(f'copy "{schema}"."{table}" to stdout') as copy:
                yield table, b"".join(bytes(part) for part in copy)


def holding(*words: str) -> dict[str, set[str]]:
    """The tables in which each word still stands, as text, in bytea (COPY writes it in hex) or lower-cased."""
    found: dict[str, set[str]] = {word: set() for word in words}
    for table, data in everything():
        low = data.lower()
        for word in words:
            if word.lower().encode() in low or word.encode().hex().encode() in low:
                found[word].add(table)
    return {word: tables for word, tables in found.items() if tables}


def upload(house: House, ports: Ports, owner: str, name: str, data: bytes, now: datetime) -> str:
    row = attachment.expect_upload(house.brand, owner, name=name, size=len(data), now=now)
    with ports.incoming.writer(row.key, limit=10_000) as file:
        file.write(data)
        file.commit()
    attachment.complete_upload(house.brand, owner, row.key)
    return row.key


def add_evidence(conversation: Conversation, house: House, now: datetime, subject: str) -> int:
    read = transfer_evidence(replace(included(), hash=subject))
    with chapter(locked_conversation(conversation.pk), house.alice.ref, now) as writing:
        evidence.keep(writing, read, None)
    return Event.objects.filter(conversation=conversation, kind="evidence.added").latest("id").seq


def seq_of(conversation: Conversation, kind: str) -> int:
    return Event.objects.filter(conversation=conversation, kind=kind, payload__isnull=False).latest("id").seq


def test_what_is_redacted_stands_nowhere(house: House, ports: Ports, now: datetime) -> None:
    key = upload(house, ports, house.dana.ref, "walrusname.txt", b"the walrusfile says so", now)
    received = receive.start_conversation(
        house.dana,
        said(f"walrusmessage {HASH}", attachments=[key], key="walruskey"),
        language="en",
        subject="walrustitle",
        now=now,
    )
    conversation = Conversation.objects.get(reference=received.reference)
    ref = conversation.reference
    noted = reply.note(house.alice, ref, reply.Reply(guard("walrusnote"), 0), now=now)
    draft.save_draft(
        house.bob, ref, Audience.PUBLIC, guard("walrusdraft"), attachments=[], base_seq=received.seq, now=now
    )
    add_evidence(conversation, house, now, HASH)
    ask_person(house.dana, ref, now=now)
    titled = seq_of(conversation, "subject.changed")
    case.describe(house.alice, ref, subject="walrussubject", now=now)
    case.set_state(house.alice, ref, State.SOLVED, now=now)
    rating.rate(house.dana, ref, 2, guard("walrusrating"), now=now)
    words = [
        *("walrusmessage", "walrusname", "walrusnote", "walrusdraft", "walrussubject", "walrusrating", "walruskey"),
        *("walrustitle", HASH),
    ]
    assert set(holding(*words)) == set(words)
    assert isinstance(ports.store, MemoryStore)
    assert "walrusmessage" in str(Conversation.objects.get(pk=conversation.pk).case_file)

    for seq in (received.seq, noted, titled, seq_of(conversation, "subject.changed"), seq_of(conversation, "rated")):
        with verify_action(conversation):
            redact.redact(house.lead, ref, seq, reason="asked by the customer", now=now)

    assert holding(*words) == {}
    assert not any(b"walrus" in data for data in ports.store.files.values())
    row = Conversation.objects.get(pk=conversation.pk)
    assert (row.case_file, row.subject, row.summary["subject"], row.rating) == (None, "", "", 2)
    assert "walrus" not in str(row.summary)
    gone = {event["seq"] for event in events(ref, Audience.TEAM).events if event["payload"] is None}
    assert {received.seq, noted, titled} < gone
    public = ports.keyring.public_keys()[0].public
    for audience in Audience:
        data = agent_transcript(ref, now=now, audience=audience)
        assert b"walrus" not in data
        assert transcript.verify(data, lambda content, signature: signed_by(content, signature, public)) == ()


def test_the_last_words_leave_the_list_too(house: House, now: datetime) -> None:
    conversation = start(house.dana, "walrusfirst")
    assert conversation.summary["last"]["text"] == "walrusfirst"
    redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="asked", now=now)
    row = Conversation.objects.get(pk=conversation.pk)
    assert row.summary["last"]["text"] == ""
    assert holding("walrusfirst") == {}


def test_what_the_house_made_of_a_message_goes_with_it(house: House, now: datetime) -> None:
    conversation = start(house.dana, f"Where is {HASH}?")
    shown = add_evidence(conversation, house, now, HASH)
    other = add_evidence(conversation, house, now, "0x" + "6b" * 32)
    with verify_action(conversation):
        redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="asked", now=now)
    assert holding(HASH) == {}
    left = Event.objects.filter(conversation=conversation, kind="evidence.added", payload__isnull=False)
    assert [event.seq for event in left] == [other]
    assert shown != other


def test_what_the_customer_wrote_twice_is_kept_until_both_are_redacted(house: House, now: datetime) -> None:
    conversation = start(house.dana, f"Where is {HASH}?")
    again = receive.receive(house.dana, conversation.reference, said(f"I mean {HASH}"), now=now)
    shown = add_evidence(conversation, house, now, HASH)
    redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="asked", now=now)
    assert Event.objects.get(conversation=conversation, seq=shown).payload is not None
    redact.redact(house.lead, conversation.reference, again.seq, reason="asked", now=now)
    assert holding(HASH) == {}


def test_redacted_evidence_goes_from_the_row_too(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    seq = add_evidence(conversation, house, now, HASH)
    with verify_action(conversation):
        redact.redact(house.lead, conversation.reference, seq, reason="wrong customer", now=now)
    assert holding(HASH) == {}


def test_an_old_name_of_the_case_leaves_the_new_one(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    case.describe(house.alice, conversation.reference, subject="walrusold", now=now)
    old = seq_of(conversation, "subject.changed")
    case.describe(house.alice, conversation.reference, subject="new", now=now)
    with verify_action(conversation):
        redact.redact(house.lead, conversation.reference, old, reason="asked", now=now)
    assert Conversation.objects.get(pk=conversation.pk).subject == "new"
    assert holding("walrusold") == {}


def test_a_case_file_can_be_redacted_alone(house: House, now: datetime) -> None:
    conversation = start(house.dana, "walruswish and nothing else")
    ask_person(house.dana, conversation.reference, now=now)
    with verify_action(conversation):
        redact.redact(house.lead, conversation.reference, seq_of(conversation, "handed.over"), reason="no", now=now)
    assert Conversation.objects.get(pk=conversation.pk).case_file is None
    assert Message.objects.get(conversation=conversation, seq=conversation.public_seq).body != ""


def test_twice_is_once(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    first = redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="asked", now=now)
    head = Conversation.objects.get(pk=conversation.pk).seq
    assert redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="x", now=now) == first
    assert Conversation.objects.get(pk=conversation.pk).seq == head


def test_only_words_can_be_redacted_and_only_by_who_may(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    for seq in (1, 2):
        with pytest.raises(Forbidden):
            redact.redact(house.lead, conversation.reference, seq, reason="no", now=now)
    with pytest.raises(NotFound):
        redact.redact(house.lead, conversation.reference, 99, reason="no", now=now)
    with pytest.raises(Forbidden):
        redact.redact(house.alice, conversation.reference, conversation.public_seq, reason="no", now=now)
