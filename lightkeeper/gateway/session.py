"""One socket's conversation with us, from hello to close. Knows no WebSocket: it is given text and pushes bytes."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec

from lightkeeper.core import topics
from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.topics import Grant, TokenExpired, TokenInvalid
from lightkeeper.gateway import frames
from lightkeeper.gateway.allowance import Allowance
from lightkeeper.gateway.frames import ToClient, wire
from lightkeeper.gateway.hub import Hub
from lightkeeper.gateway.presence import PresenceBoard
from lightkeeper.gateway.pump import Pump
from lightkeeper.gateway.revocations import Revocations
from lightkeeper.gateway.settings import Limits
from lightkeeper.ports.bus import Ephemeral, Person, Typing
from lightkeeper.ports.clock import Clock

MISUSE, TOKEN, NO_HELLO, SLOW, TOO_MANY = 4400, 4401, 4408, 4409, 4429

TYPING_SECONDS = 2.0  # the same "still typing" is passed on at most this often
NAME_LENGTH = 60


class Wire(Protocol):
    """The connection below."""

    @property
    def writable(self) -> bool: ...

    def push(self, data: bytes) -> None: ...

    def hang_up(self, code: int) -> None: ...


class Board(Protocol):
    """What a session needs of its gateway."""

    hub: Hub
    pump: Pump
    presence: PresenceBoard
    revocations: Revocations
    limits: Limits
    clock: Clock
    key: bytes

    def publish(self, frame: Ephemeral) -> None: ...

    def enter(self, session: "Session") -> bool:
        """Counts the session for its person; False when that person has too many."""
        ...

    def leave(self, session: "Session") -> None: ...


class Session:
    """See `docs/reference/socket.md` for the protocol. All methods are called on the event loop and return at once."""

    __slots__ = (
        "__weakref__",
        "_allowance",
        "_board",
        "_followed",
        "_grants",
        "_me",
        "_open",
        "_timer",
        "_typed",
        "_warned",
        "_wire",
        "expires_at",
        "person",
    )

    def __init__(self, board: Board, connection: Wire) -> None:
        self._board = board
        self._wire = connection
        self._open = True
        self._me = Person("", "", "")
        self.person = ""
        self.expires_at = datetime.fromtimestamp(0, UTC)
        self._grants: dict[str, tuple[Audience, datetime]] = {}
        self._followed: dict[str, Audience] = {}
        self._typed: dict[str, tuple[bool, Audience, float]] = {}
        self._warned = False
        limits = board.limits
        self._allowance = Allowance(limits.frames_per_second, limits.frames_burst, board.clock.monotonic())
        self._timer = asyncio.get_running_loop().call_later(limits.hello_seconds, self._no_hello)

    @property
    def writable(self) -> bool:
        return self._wire.writable

    def push(self, data: bytes) -> None:
        if self._open:
            self._wire.push(data)

    def forget(self, topic: str) -> None:
        """The hub dropped the topic: the client has to come back with another cursor."""
        self._followed.pop(topic, None)
        self._board.presence.leave(topic, self._me)

    def drained(self) -> None:
        """The connection takes frames again."""
        for topic in self._followed:
            if topic.startswith("c/"):
                self._board.pump.look(topic)

    def receive(self, text: str) -> None:
        """One frame of the client."""
        if not self._open:
            return
        if not self._allowance.take(self._board.clock.monotonic()):
            self.fail("rate_limited", TOO_MANY)
            return
        try:
            frame = frames.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            self.fail("invalid", MISUSE)
            return
        if isinstance(frame, frames.Hello) is bool(self.person):  # the hello comes first, and once
            self.fail("invalid", MISUSE)
            return
        self._take(frame)

    def _take(self, frame: frames.FromClient) -> None:
        match frame:
            case frames.Hello():
                self._hello(frame)
            case frames.Auth():
                self._auth(frame)
            case frames.Sub():
                self._follow(frame.topic, frame.cursor)
            case frames.Unsub():
                self._unfollow(frame.topic)
            case frames.TypingNow():
                self._typing(frame)
            case frames.Ping():
                self._send(frames.Pong())

    def revoke(self, topic: str, *, team_only: bool = False) -> None:
        """A permission was taken back: the topic closes. `team_only` leaves a customer in their own conversation."""
        if team_only and self._me.kind != "agent":
            return
        if self._grants.pop(topic, None) or topic in self._followed:
            self._unfollow(topic)
            self.push(wire(frames.Revoked(topic)))

    def revoke_all(self) -> None:
        """Everything of this person was taken back."""
        for topic in list(self._followed):
            self.revoke(topic)
        self.fail("token_invalid", TOKEN)

    def fail(self, code: str, close: int) -> None:
        """Says why and closes."""
        self.push(wire(frames.Failure(code)))
        self.close(close)

    def close(self, code: int) -> None:
        """Closes the connection."""
        if self._open:
            self.gone()
            self._wire.hang_up(code)

    def gone(self) -> None:
        """The connection is closed or about to be: forgets everything. Idempotent."""
        if not self._open:
            return
        self._open = False
        self._timer.cancel()
        for topic in list(self._followed):
            self._unfollow(topic)
        if self.person:
            self._board.leave(self)

    def _hello(self, frame: frames.Hello) -> None:
        if frame.v != frames.VERSION:
            return self.fail("invalid", MISUSE)
        grant = self._verified(frame.token)
        if grant is None:
            return None
        self.person = grant.person
        self._me = Person(grant.person, grant.name[:NAME_LENGTH], grant.kind)
        if not self._board.enter(self):
            return self.fail("rate_limited", TOO_MANY)
        self._accept(grant)
        wanted = {**dict.fromkeys([topics.person_topic(self.person)], 0), **frame.cursors}
        allowed = {topic: cursor for topic, cursor in wanted.items() if topic in self._grants}
        self._send(frames.Ready(frames.VERSION, self.person, timestamp(self.expires_at), list(allowed)))
        for topic, cursor in wanted.items():
            if topic in allowed or topic in frame.cursors:
                self._follow(topic, cursor)
        return None

    def _auth(self, frame: frames.Auth) -> None:
        grant = self._verified(frame.token)
        if grant is None:
            return None
        if grant.person != self.person:
            return self.fail("token_invalid", TOKEN)
        return self._accept(grant)

    def _typing(self, frame: frames.TypingNow) -> None:
        standing = self._followed.get(frame.topic)
        if standing is None or not frame.topic.startswith("c/"):
            return None
        if frame.audience is Audience.TEAM and standing is not Audience.TEAM:
            return self.fail("forbidden", MISUSE)
        now = self._board.clock.monotonic()
        on, audience, at = self._typed.get(frame.topic, (False, Audience.PUBLIC, 0.0))
        if (on, audience) == (frame.on, frame.audience) and (not on or now - at < TYPING_SECONDS):
            return None
        self._typed[frame.topic] = (frame.on, frame.audience, now)
        payload = Typing(self.person, self._me.name, frame.on)
        return self._board.publish(Ephemeral(frame.topic, frame.audience, payload))

    def _verified(self, token: str) -> Grant | None:
        code = "token_invalid"
        try:
            grant = topics.verify(token, self._board.key, self._board.clock.now())
        except (TokenInvalid, TokenExpired) as error:
            code = error.code
        except UnicodeError:  # half a surrogate pair is no token either
            pass
        else:
            if not self._board.revocations.ended(grant):
                return grant
        self.fail(code, TOKEN)
        return None

    def _accept(self, grant: Grant) -> None:
        """Adds the token's topics to what was granted before; each lapses with the last token that named it."""
        for topic, audience in grant.topics.items():
            if self._board.revocations.refused(grant, topic):
                continue
            # Only agents have a standing beyond the public, and only agents see lists, whatever a token says.
            if grant.kind != "agent" and (topic.startswith("l/") or audience is not Audience.PUBLIC):
                continue
            standing = Audience.TEAM if topic.startswith("l/") else audience
            if self._followed.get(topic, standing) is not standing:
                self.revoke(topic)  # what it reads has changed: it starts anew
            self._grants[topic] = (standing, grant.expires_at)
        self.expires_at = max(self.expires_at, grant.expires_at)
        self._warned = False
        self._tick()

    def _follow(self, topic: str, cursor: int) -> None:
        granted = self._grants.get(topic)
        if granted is None:
            return self._send(frames.Revoked(topic))
        if len(self._followed) >= self._board.limits.topics_per_socket and topic not in self._followed:
            return self.fail("rate_limited", TOO_MANY)
        audience = granted[0]
        again = topic in self._followed
        self._followed[topic] = audience
        self._board.hub.subscribe(self, topic, audience, cursor)
        if topic.startswith("c/"):
            self._board.pump.look(topic)
            if not again:
                self._board.presence.join(topic, self, self._me, audience)
        return None

    def _unfollow(self, topic: str) -> None:
        if self._followed.pop(topic, None) is not None:
            self._board.hub.unsubscribe(self, topic)
            self._board.presence.leave(topic, self._me)

    def _tick(self) -> None:
        """Ends what has expired, warns before the end, and sets the timer for the next moment."""
        now = self._board.clock.now()
        if now >= self.expires_at:
            return self.fail("token_expired", TOKEN)
        for topic in [each for each, (_, until) in self._grants.items() if until <= now]:
            self.revoke(topic)
        warning = self.expires_at - timedelta(seconds=self._board.limits.expiring_seconds)
        if not self._warned and now >= warning:
            self._warned = True
            self._send(frames.Expiring(round((self.expires_at - now).total_seconds())))
        moments = [self.expires_at, *(until for _, until in self._grants.values())]
        if not self._warned:
            moments.append(warning)
        self._timer.cancel()
        wait = max(0.0, (min(moments) - now).total_seconds())
        self._timer = asyncio.get_running_loop().call_later(wait, self._tick)
        return None

    def _no_hello(self) -> None:
        self.fail("no_hello", NO_HELLO)

    def _send(self, frame: ToClient) -> None:
        self.push(wire(frame))
