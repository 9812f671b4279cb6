"""Who follows what, and how far each has got. Pure bookkeeping: no clock, no sockets, no database.

A subscription to a conversation holds the cursor of its client. News only raises what is wanted; `due` says what must
be read, `deliver` hands it to all who stand at the same cursor. So replay and live news are one mechanism, a topic's
events go out in order, and whoever cannot take more is simply read for later: the ledger is the buffer.
"""

from collections.abc import Iterator
from typing import Protocol

from lightkeeper.core.audience import Audience, visible_audiences
from lightkeeper.gateway.frames import Events, Reset, ToClient, wire
from lightkeeper.ports.feed import Page

TOO_FAR_BEHIND = 500
PAGE = 100
FRAME_BYTES = 262_144  # of payloads; the rest of a page is read again for the next frame
UNREAD = 2**62  # over every seq: wanted by who must be read for once, whatever the cursor


class Follower(Protocol):
    """One socket."""

    @property
    def person(self) -> str: ...

    @property
    def writable(self) -> bool:
        """Whether it has taken what it was sent; if not, `Hub.due` skips it until it asks again."""
        ...

    def push(self, data: bytes) -> None:
        """Hands over one encoded frame. Never blocks and never raises."""
        ...

    def forget(self, topic: str) -> None:
        """The hub dropped this subscription."""
        ...


class Subscription:
    """One follower of one topic. `wanted`: the newest seq known to exist; it is due while that is over `cursor`."""

    __slots__ = ("audience", "cursor", "follower", "wanted")

    def __init__(self, follower: Follower, audience: Audience, cursor: int) -> None:
        self.follower = follower
        self.audience = audience
        self.cursor = cursor
        self.wanted = UNREAD


class Hub:
    """Topics and their followers."""

    def __init__(self) -> None:
        self._topics: dict[str, dict[Follower, Subscription]] = {}
        self._sorts: dict[str, set[str]] = {}  # by the first letter: lists are few among thousands of conversations

    def subscribe(self, follower: Follower, topic: str, audience: Audience, cursor: int) -> None:
        """Follow `topic` from `cursor`; a second time replaces the first."""
        self._topics.setdefault(topic, {})[follower] = Subscription(follower, audience, cursor)
        self._sorts.setdefault(topic[0], set()).add(topic)

    def unsubscribe(self, follower: Follower, topic: str) -> None:
        """Idempotent."""
        followers = self._topics.get(topic)
        if followers is None:
            return
        followers.pop(follower, None)
        if not followers:
            del self._topics[topic]
            self._sorts[topic[0]].discard(topic)

    def followers(self, topic: str, audience: Audience = Audience.PUBLIC) -> Iterator[Follower]:
        """Those whose standing sees what is meant for `audience`."""
        for each in list(self._topics.get(topic, {}).values()):
            if audience in visible_audiences(each.audience):
                yield each.follower

    def topics(self, sort: str) -> list[str]:
        """The topics of a sort (`c`, `l` or `p`) that somebody follows."""
        return list(self._sorts.get(sort, ()))

    def has(self, topic: str) -> bool:
        """Whether anyone follows it."""
        return topic in self._topics

    def send(self, topic: str, frame: ToClient, audience: Audience = Audience.PUBLIC, besides: str = "") -> None:
        """The frame to all whose standing sees `audience`, but for the person `besides`; encoded once."""
        data: bytes | None = None
        for follower in self.followers(topic, audience):
            if follower.person != besides:
                data = data or wire(frame)
                follower.push(data)

    def news(self, topic: str, seq: int) -> bool:
        """The ledger has events up to `seq`. Whether anyone is due."""
        due = False
        for each in self._topics.get(topic, {}).values():
            if each.cursor < seq:
                each.wanted = max(each.wanted, seq)
                due = True
        return due

    def due(self, topic: str) -> tuple[Audience, int] | None:
        """The next read to make, as (audience, after); None when everyone has everything, or cannot take more.

        What is returned counts as read: hand the page to `deliver`, or call `again` when reading failed.
        """
        found: tuple[Audience, int] | None = None
        for each in self._topics.get(topic, {}).values():
            if each.wanted > each.cursor and each.follower.writable and found in (None, (each.audience, each.cursor)):
                found = (each.audience, each.cursor)
                each.wanted = each.cursor  # news that comes while we read raises it again
        return found

    def again(self, topic: str, audience: Audience, after: int) -> None:
        """The read failed; those who stood there are still due."""
        for each in self._standing(topic, audience, after):
            each.wanted = UNREAD

    def deliver(self, topic: str, audience: Audience, after: int, page: Page) -> None:
        """Hands the events of (after, page.to_seq] to all who stand at `after`."""
        standing = self._standing(topic, audience, after)
        if page.head < after or page.head - after > TOO_FAR_BEHIND:
            for each in standing:
                self.unsubscribe(each.follower, topic)
                each.follower.forget(topic)
                each.follower.push(wire(Reset(topic)))
            return
        if page.to_seq == after:
            return
        page = _cut(page)
        data = wire(Events(topic, after, page.to_seq, page.events))
        for each in standing:
            each.wanted = max(each.wanted, page.head)
            if each.follower.writable:
                each.cursor = page.to_seq
                each.follower.push(data)

    def _standing(self, topic: str, audience: Audience, after: int) -> list[Subscription]:
        followers = self._topics.get(topic, {}).values()
        return [each for each in followers if each.cursor == after and each.audience is audience]


def _cut(page: Page) -> Page:
    """The page up to where its payloads fill a frame."""
    size = 0
    for n, event in enumerate(page.events):
        size += len(memoryview(event.payload))
        if size > FRAME_BYTES and n:
            return Page(page.events[:n], page.events[n - 1].seq, page.head)
    return page
