"""The life of a conversation: the whole table."""

import pytest

from lightkeeper.core import ticket
from lightkeeper.core.ticket import BUCKETS, STATE_CAUSES, TRANSITIONS, Bucket, Cause, State

N, O, WC, WO, S, C = State  # noqa: E741
WROTE, REPLIED, ANSWERED, HANDED, OPEN, CUSTOMER, OTHERS, SOLVED, CLOSED = Cause

# one row for each state; "-" where the cause is refused
TABLE: dict[State, dict[Cause, State | str]] = {
    N: {WROTE: N, REPLIED: WC, ANSWERED: WC, HANDED: O, OPEN: O, CUSTOMER: WC, OTHERS: WO, SOLVED: S, CLOSED: "-"},
    O: {WROTE: O, REPLIED: WC, ANSWERED: WC, HANDED: O, OPEN: O, CUSTOMER: WC, OTHERS: WO, SOLVED: S, CLOSED: "-"},
    WC: {WROTE: O, REPLIED: WC, ANSWERED: WC, HANDED: O, OPEN: O, CUSTOMER: WC, OTHERS: WO, SOLVED: S, CLOSED: "-"},
    WO: {WROTE: O, REPLIED: WO, ANSWERED: WO, HANDED: O, OPEN: O, CUSTOMER: WC, OTHERS: WO, SOLVED: S, CLOSED: "-"},
    S: {WROTE: O, REPLIED: S, ANSWERED: S, HANDED: O, OPEN: O, CUSTOMER: WC, OTHERS: WO, SOLVED: S, CLOSED: C},
    C: dict.fromkeys(Cause, "-"),
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("cause", list(Cause))
def test_every_move(state: State, cause: Cause) -> None:
    after = TABLE[state][cause]
    if after == "-":
        with pytest.raises(ticket.ConversationClosed):
            ticket.move(state, cause)
    else:
        assert ticket.move(state, cause) is after


def test_nothing_leaves_the_end_and_nothing_but_solving_leads_to_it() -> None:
    assert TRANSITIONS[C] == {}
    assert {state for state, moves in TRANSITIONS.items() if C in moves.values()} == {S}


def test_every_state_has_its_place_in_the_inbox() -> None:
    assert set(BUCKETS) == set(State)
    assert {state for state, bucket in BUCKETS.items() if bucket is Bucket.SOLVED} == {S, C}


def test_what_is_set_by_hand_gets_there_from_everywhere_but_the_end() -> None:
    for wanted, cause in STATE_CAUSES.items():
        assert {ticket.move(state, cause) for state in State if state is not C} == {wanted}


@pytest.mark.parametrize(("last", "seen", "stale"), [(0, 0, False), (5, 5, False), (5, 6, False), (6, 5, True)])
def test_a_reply_is_stale_when_something_newer_is_public(last: int, seen: int, stale: bool) -> None:
    if stale:
        with pytest.raises(ticket.StaleReply) as held:
            ticket.refuse_stale(last, seen)
        assert held.value.fields == {"seq": last}
    else:
        ticket.refuse_stale(last, seen)
