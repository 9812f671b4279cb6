"""The ledger in the database: gapless under concurrency, defended by its triggers."""

import json
import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction

from lightkeeper.actions import receive, reply
from lightkeeper.core import ledger
from lightkeeper.core.canonical import canonical
from lightkeeper.core.secrets import guard
from lightkeeper.models import Brand, Conversation, Event, Message
from lightkeeper.queries.timeline import entries
from tests.factories import House, make_customer, make_house, said, start


def together(*tasks: Callable[[], object]) -> list[BaseException]:
    """Runs each in a thread with its own connection, all beginning at once; what went wrong."""
    ready = threading.Barrier(len(tasks))
    errors: list[BaseException] = []

    def run(task: Callable[[], object]) -> None:
        try:
            ready.wait()
            task()
        except BaseException as error:  # noqa: BLE001  handed to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap(now: datetime) -> None:
    house = make_house()
    conversation = start(house.dana)
    ref = conversation.reference

    def customer() -> None:
        for number in range(6):
            receive.receive(house.dana, ref, said(f"message {number}"), now=now)

    def agent() -> None:
        for number in range(6):
            reply.reply(house.alice, ref, reply.Reply(guard(f"answer {number}"), 0, anyway=True), now=now)

    def colleague() -> None:
        for number in range(6):
            reply.note(house.bob, ref, reply.Reply(guard(f"note {number}"), 0), now=now)

    assert together(customer, agent, colleague) == []
    chain = entries(ref)
    assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))
    assert ledger.verify(ref, chain) == ()
    row = Conversation.objects.get(pk=conversation.pk)
    assert (row.seq, bytes(row.chain_hash)) == (len(chain), chain[-1].chain_hash)
    assert Message.objects.filter(conversation=conversation).count() == 19


REFUSED = {
    "payload": "update event set payload = '{}'",
    "json null": "update event set payload = 'null', salt = null",
    "half": "update event set payload = null",
    "salt": "update event set salt = null",
    "actor": "update event set actor = 'a_x'",
    "at": "update event set at = now()",
    "seq": "update event set seq = seq + 1",
    "epoch": "update event set epoch = 9",
    "txid": "update event set txid = 1",
    "audience": "update event set audience = 'public'",
    "commitment": "update event set commitment = ''",
    "chain": "update event set chain_hash = '', payload = null, salt = null",
    "delete": "delete from event",
    "conversation": "delete from conversation",
    "brand moved": "update conversation set brand_id = %(demo)s",
    "renamed": "update conversation set reference = 'X'",
    "made a demo": "update brand set demo = not demo",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses_to_change_what_happened(house: House, now: datetime, sql: str) -> None:
    demo = Brand.objects.create(slug="demo", name="Demo", demo=True, created_at=now)
    start(house.dana)
    before = list(Event.objects.order_by("id").values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, {"demo": demo.pk})
    assert list(Event.objects.order_by("id").values()) == before


def test_a_redaction_is_allowed_and_cannot_be_undone(house: House) -> None:
    start(house.dana)
    with connection.cursor() as cursor:
        cursor.execute("update event set payload = null, salt = null")
        cursor.execute("update event set payload = null, salt = null")
    for sql in ("update event set payload = '{}'", "update event set payload = '{}', salt = ''"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_demos_events_can_go(house: House, now: datetime) -> None:
    demo = Brand.objects.create(slug="demo", name="Demo", demo=True, created_at=now, languages=["en"])
    stays, goes = start(house.dana), start(make_customer(demo))
    Conversation.objects.filter(brand=demo).delete()
    assert set(Event.objects.values_list("conversation_id", flat=True)) == {stays.pk}
    assert goes.pk != stays.pk


HARD = ["充值 \U0001f600 \u2028", "\u202e\u200b", '"\\/\b\f\n\r\t', "é e\u0301", "\x7f\x1f", "9" * 400]


@pytest.mark.parametrize("text", HARD)
def test_what_is_stored_is_what_was_hashed(house: House, now: datetime, text: str) -> None:
    conversation = start(house.dana)
    reply.note(house.alice, conversation.reference, reply.Reply(guard(text), 0), now=now.replace(microsecond=123_999))
    assert ledger.verify(conversation.reference, entries(conversation.reference)) == ()
    assert entries(conversation.reference)[-1].payload["body"] == text  # type: ignore[index]


def test_jsonb_keeps_what_canonical_accepts(db: None) -> None:
    value = {"big": 2**80, "minus": -(2**80), "deep": [[{"a": None}]], "unicode": "\U0001f600\uffff", "zero": 0, "": ""}
    with connection.cursor() as cursor:
        cursor.execute("select %s::jsonb::text", [json.dumps(value)])
        (stored,) = cursor.fetchone() or ("",)
    assert canonical(json.loads(stored)) == canonical(value)
