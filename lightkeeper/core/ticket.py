"""The life of a conversation: everything that can change its state is in this table.

A conversation is a ticket; there is one noun. The docs draw their diagram from TRANSITIONS.
"""

from enum import StrEnum
from typing import ClassVar

from lightkeeper.core.errors import LightkeeperError


class State(StrEnum):
    NEW = "new"  # nobody has answered yet
    OPEN = "open"  # the team's turn
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_OTHERS = "waiting_others"  # another department, a chain, a provider
    SOLVED = "solved"  # may be reopened by writing again
    CLOSED = "closed"  # the end; writing again starts a new conversation


class Cause(StrEnum):
    CUSTOMER_WROTE = "customer_wrote"
    AGENT_REPLIED = "agent_replied"
    ASSISTANT_REPLIED = "assistant_replied"
    HANDED_OVER = "handed_over"
    SET_OPEN = "set_open"
    SET_WAITING_CUSTOMER = "set_waiting_customer"
    SET_WAITING_OTHERS = "set_waiting_others"
    SOLVED = "solved"
    CLOSED = "closed"


class Bucket(StrEnum):
    """How inboxes and counters group states."""

    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"


BUCKETS: dict[State, Bucket] = {
    State.NEW: Bucket.OPEN,
    State.OPEN: Bucket.OPEN,
    State.WAITING_CUSTOMER: Bucket.WAITING,
    State.WAITING_OTHERS: Bucket.WAITING,
    State.SOLVED: Bucket.SOLVED,
    State.CLOSED: Bucket.SOLVED,
}

_BY_HAND = {
    Cause.SET_OPEN: State.OPEN,
    Cause.SET_WAITING_CUSTOMER: State.WAITING_CUSTOMER,
    Cause.SET_WAITING_OTHERS: State.WAITING_OTHERS,
    Cause.SOLVED: State.SOLVED,
}
_ANSWERED = {Cause.AGENT_REPLIED: State.WAITING_CUSTOMER, Cause.ASSISTANT_REPLIED: State.WAITING_CUSTOMER}

TRANSITIONS: dict[State, dict[Cause, State]] = {
    State.NEW: {Cause.CUSTOMER_WROTE: State.NEW, Cause.HANDED_OVER: State.OPEN, **_ANSWERED, **_BY_HAND},
    State.OPEN: {Cause.CUSTOMER_WROTE: State.OPEN, Cause.HANDED_OVER: State.OPEN, **_ANSWERED, **_BY_HAND},
    State.WAITING_CUSTOMER: {
        Cause.CUSTOMER_WROTE: State.OPEN,
        Cause.HANDED_OVER: State.OPEN,
        **_ANSWERED,
        **_BY_HAND,
    },
    State.WAITING_OTHERS: {
        Cause.CUSTOMER_WROTE: State.OPEN,
        Cause.HANDED_OVER: State.OPEN,
        # a word in between does not end the wait for others
        Cause.AGENT_REPLIED: State.WAITING_OTHERS,
        Cause.ASSISTANT_REPLIED: State.WAITING_OTHERS,
        **_BY_HAND,
    },
    State.SOLVED: {
        Cause.CUSTOMER_WROTE: State.OPEN,
        Cause.HANDED_OVER: State.OPEN,
        # a farewell does not reopen the case
        Cause.AGENT_REPLIED: State.SOLVED,
        Cause.ASSISTANT_REPLIED: State.SOLVED,
        Cause.CLOSED: State.CLOSED,
        **_BY_HAND,
    },
    State.CLOSED: {},
}

STATE_CAUSES: dict[State, Cause] = {
    State.OPEN: Cause.SET_OPEN,
    State.WAITING_CUSTOMER: Cause.SET_WAITING_CUSTOMER,
    State.WAITING_OTHERS: Cause.SET_WAITING_OTHERS,
    State.SOLVED: Cause.SOLVED,
}
"""What an agent may set by hand, and the cause that it is recorded with."""


class ConversationClosed(LightkeeperError):
    """Nothing can be added to a closed conversation."""

    code: ClassVar[str] = "conversation_closed"
    status: ClassVar[int] = 409


class StaleReply(LightkeeperError):
    """Somebody wrote to the customer, or the customer wrote, after what the author had seen."""

    code: ClassVar[str] = "stale_reply"
    status: ClassVar[int] = 409


def move(state: State, cause: Cause) -> State:
    """The state after `cause`. Raises ConversationClosed when the table has no such move."""
    try:
        return TRANSITIONS[state][cause]
    except KeyError:
        raise ConversationClosed from None


def refuse_stale(last_public_seq: int, seen_seq: int) -> None:
    """Raises StaleReply (field `seq`: the newest public message) when it is newer than what was seen."""
    if last_public_seq > seen_seq:
        raise StaleReply(seq=last_public_seq)
