"""Timers: one of a kind, moved, fired once, never lost."""

from datetime import datetime, timedelta

import pytest

from lightkeeper.actions import case
from lightkeeper.actions.timer import LEASE, Due, fired, set_timer, take_due
from lightkeeper.core.ticket import State
from lightkeeper.models import Conversation, Timer
from lightkeeper.tasks.pulse import fire_timers
from tests.actions.test_ledger import together
from tests.factories import House, start

HOUR = timedelta(hours=1)


def names(due: list[Due]) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in due]


def test_setting_it_again_moves_it(db: None, now: datetime) -> None:
    set_timer("a", "1", now)
    set_timer("a", "1", now + HOUR)
    set_timer("a", "2", now)
    assert names(take_due(now)) == [("a", "2")]
    assert names(take_due(now + HOUR)) == [("a", "2"), ("a", "1")]


def test_a_timer_that_was_taken_and_not_fired_is_due_again(db: None, now: datetime) -> None:
    set_timer("a", "1", now)
    (due,) = take_due(now)
    assert take_due(now + LEASE - timedelta(seconds=1)) == []  # its sleeper has time; then it is taken for dead
    assert names(take_due(now + LEASE)) == [("a", "1")]
    fired(due)  # the dead one comes back: the timer is another's now
    assert Timer.objects.count() == 1


def test_a_timer_set_while_it_fires_stays(db: None, now: datetime) -> None:
    set_timer("a", "1", now)
    (due,) = take_due(now)
    set_timer("a", "1", now + HOUR)
    fired(due)
    assert names(take_due(now + HOUR)) == [("a", "1")]


@pytest.mark.django_db(transaction=True)
def test_two_sleepers_never_take_the_same_one(now: datetime) -> None:
    for number in range(40):
        set_timer("a", str(number), now)
    taken: list[list[Due]] = [[], []]

    def sleeper(mine: list[Due]) -> None:
        while found := take_due(now, limit=3):
            mine += found

    assert together(lambda: sleeper(taken[0]), lambda: sleeper(taken[1])) == []
    assert sorted(names(taken[0] + taken[1])) == sorted(("a", str(number)) for number in range(40))


def test_one_that_fails_keeps_the_others_from_nothing(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    case.set_state(house.alice, conversation.reference, State.SOLVED, now=now)
    set_timer("unknown kind", "1", now)
    assert fire_timers(now + case.CLOSE_AFTER) == 2
    assert Conversation.objects.get(pk=conversation.pk).state == State.CLOSED
    assert list(Timer.objects.values_list("kind", flat=True)) == ["unknown kind"]


def test_a_case_solved_anew_has_its_whole_week(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    ref = conversation.reference
    case.set_state(house.alice, ref, State.SOLVED, now=now)
    (due,) = take_due(now + case.CLOSE_AFTER)
    case.set_state(house.alice, ref, State.OPEN, now=now + case.CLOSE_AFTER)
    case.set_state(house.alice, ref, State.SOLVED, now=now + case.CLOSE_AFTER)
    case.close_solved(conversation.pk, now=now + case.CLOSE_AFTER)
    fired(due)
    assert Conversation.objects.get(pk=conversation.pk).state == State.SOLVED
    assert Timer.objects.get().due_at == now + case.CLOSE_AFTER * 2


def test_solving_twice_asks_once(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    first = case.set_state(house.alice, conversation.reference, State.SOLVED, now=now)
    assert case.set_state(house.alice, conversation.reference, State.SOLVED, now=now) == first
