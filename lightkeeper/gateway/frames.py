"""The socket's frames, both directions: JSON text, one object each, `t` names the sort. See reference/socket.md."""

from typing import Annotated, Literal

import msgspec

from lightkeeper.core.audience import Audience
from lightkeeper.ports.feed import Event

VERSION = 1

Topic = Annotated[str, msgspec.Meta(max_length=200)]
Cursor = Annotated[int, msgspec.Meta(ge=0)]
Token = Annotated[str, msgspec.Meta(max_length=32_768)]


class Hello(msgspec.Struct, frozen=True, tag_field="t", tag="hello"):
    """The first frame: who I am, and what I have seen of each topic that I follow."""

    v: int
    token: Token
    cursors: dict[Topic, Cursor] = {}


class Auth(msgspec.Struct, frozen=True, tag_field="t", tag="auth"):
    """A newer token, or one with further topics."""

    token: Token


class Sub(msgspec.Struct, frozen=True, tag_field="t", tag="sub"):
    """Follow a topic from `cursor`; lists and persons need none."""

    topic: Topic
    cursor: Cursor = 0


class Unsub(msgspec.Struct, frozen=True, tag_field="t", tag="unsub"):
    """Follow a topic no longer."""

    topic: Topic


class TypingNow(msgspec.Struct, frozen=True, tag_field="t", tag="typing"):
    """I began or stopped writing a message (public) or a note (team)."""

    topic: Topic
    on: bool
    audience: Audience = Audience.PUBLIC


class Ping(msgspec.Struct, frozen=True, tag_field="t", tag="ping"):
    """For clients that cannot see the protocol's own pings."""


FromClient = Hello | Auth | Sub | Unsub | TypingNow | Ping

decode = msgspec.json.Decoder(FromClient).decode


class Ready(msgspec.Struct, frozen=True, tag_field="t", tag="ready"):
    """The hello was good; `topics` are followed from now on."""

    v: int
    person: str
    expires_at: str
    topics: list[str]


class Events(msgspec.Struct, frozen=True, tag_field="t", tag="events"):
    """Exactly what the reader may see of (from_seq, to_seq]."""

    topic: str
    from_seq: int
    to_seq: int
    events: tuple[Event, ...]


class SummaryRows(msgspec.Struct, frozen=True, tag_field="t", tag="summary"):
    """Changed rows of a list; the newest `seq` of a reference wins."""

    topic: str
    rows: list[msgspec.Raw]


class Gone(msgspec.Struct, frozen=True, tag_field="t", tag="gone"):
    """This conversation is in that list no longer."""

    topic: str
    reference: str


class PersonNews(msgspec.Struct, frozen=True, tag_field="t", tag="news"):
    """Something of this person's changed outside the topics followed, e.g. a conversation begun in another tab."""

    topic: str
    reference: str
    seq: int


class Reset(msgspec.Struct, frozen=True, tag_field="t", tag="reset"):
    """The cursor is of no use: load by HTTP, then `sub` again."""

    topic: str


class SomeoneTyping(msgspec.Struct, frozen=True, tag_field="t", tag="typing"):
    """Lapses after 6 s unless it is renewed."""

    topic: str
    person: str
    name: str
    on: bool


class Present(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who has the conversation open; customers learn the kind alone."""

    kind: str
    ref: str | None = None
    name: str | None = None


class Presence(msgspec.Struct, frozen=True, tag_field="t", tag="presence"):
    """Everyone who has the conversation open now."""

    topic: str
    people: list[Present]


class ReadMark(msgspec.Struct, frozen=True, tag_field="t", tag="read"):
    """`person` has read up to `seq`."""

    topic: str
    person: str
    seq: int


class AssistantProgress(msgspec.Struct, frozen=True, tag_field="t", tag="progress"):
    """What the assistant does."""

    topic: str
    stage: Literal["reading", "looking_up", "writing", "done"]


class Revoked(msgspec.Struct, frozen=True, tag_field="t", tag="revoked"):
    """The topic may not be followed, or no longer."""

    topic: str


class Expiring(msgspec.Struct, frozen=True, tag_field="t", tag="expiring"):
    """Send `auth` with a new token within `seconds`."""

    seconds: int


class Failure(msgspec.Struct, frozen=True, tag_field="t", tag="error"):
    """Why the socket closes."""

    code: str


class Pong(msgspec.Struct, frozen=True, tag_field="t", tag="pong"):
    """The answer to `ping`."""


ToClient = (
    Ready
    | Events
    | SummaryRows
    | Gone
    | PersonNews
    | Reset
    | SomeoneTyping
    | Presence
    | ReadMark
    | AssistantProgress
    | Revoked
    | Expiring
    | Failure
    | Pong
)

_encoder = msgspec.json.Encoder()


def wire(frame: ToClient) -> bytes:
    """The frame as one unmasked WebSocket text message (RFC 6455, 5.2): made once, written to any number of sockets."""
    payload = _encoder.encode(frame)
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65_536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + payload
