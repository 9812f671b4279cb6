"""A repeat of a creating request does nothing twice, also when both come at once."""

from datetime import datetime
from typing import Any

import pytest

from lightkeeper.actions.housekeeping import KEYS_KEPT, forget_idempotency_keys
from lightkeeper.actions.idempotency import IdempotencyMismatch, once
from lightkeeper.actions.receive import receive
from lightkeeper.models import IdempotencyKey, Message
from tests.actions.test_ledger import together
from tests.factories import House, make_house, said, start


def test_a_repeat_gets_the_first_answer(db: None, now: datetime) -> None:
    calls: list[int] = []

    def perform() -> dict[str, Any]:
        calls.append(1)
        return {"seq": len(calls)}

    first, again = (once("c_1", "k", ["POST", "body"], perform, now=now) for _ in range(2))
    assert (first.result, first.replayed) == ({"seq": 1}, False)
    assert (again.result, again.replayed) == ({"seq": 1}, True)
    assert once("c_2", "k", ["POST", "other"], perform, now=now).result == {"seq": 2}  # keys belong to their author
    with pytest.raises(IdempotencyMismatch):
        once("c_1", "k", ["POST", "another body"], perform, now=now)


def test_what_failed_may_be_tried_again(db: None, now: datetime) -> None:
    def broken() -> dict[str, Any]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once("c_1", "k", [], broken, now=now)
    assert once("c_1", "k", [], lambda: {"seq": 1}, now=now).replayed is False


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_message(now: datetime) -> None:
    house: House = make_house()
    conversation = start(house.dana)
    results: list[tuple[int, bool]] = []

    def send() -> None:
        def perform() -> dict[str, Any]:
            return {"seq": receive(house.dana, conversation.reference, said("again"), now=now).seq}

        outcome = once(house.dana.ref, "k", ["again"], perform, now=now)
        results.append((outcome.result["seq"], outcome.replayed))

    assert together(send, send, send) == []
    assert len({seq for seq, _ in results}) == 1
    assert sorted(replayed for _, replayed in results) == [False, True, True]
    assert Message.objects.filter(conversation=conversation, body="again").count() == 1


def test_keys_are_forgotten_and_say_nothing(db: None, now: datetime) -> None:
    once("c_1", "k", ["guess me"], lambda: {"seq": 1}, now=now)
    row = IdempotencyKey.objects.get()
    assert b"guess me" not in bytes(row.request_hash)
    assert forget_idempotency_keys(now=now + KEYS_KEPT) == 0
    assert forget_idempotency_keys(now=now + KEYS_KEPT * 2) == 1
