"""The one read of ledgers that the gateway has. Who may see an event is decided here, by audience."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec

from lightkeeper.core.audience import Audience, visible_audiences
from lightkeeper.core.canonical import canonical, timestamp
from lightkeeper.core.errors import LightkeeperError

NEWEST_ID = 2**63 - 1


class FeedUnavailable(LightkeeperError):
    """The ledgers cannot be read just now."""

    code = "unavailable"
    status = 503


class Event(msgspec.Struct, frozen=True, gc=False):
    """One event as it goes over the wire; `payload` is its JSON as stored (`null` when redacted), `at` RFC 3339."""

    seq: int
    kind: str
    v: int
    actor: str
    at: str
    audience: Audience
    payload: msgspec.Raw


class Page(msgspec.Struct, frozen=True):
    """The visible events of (after, to_seq], in order; `head` is the ledger's newest seq, 0 when there is no ledger.

    `to_seq` equals `head` unless the limit cut the page. Hidden events are simply not in it.
    """

    events: tuple[Event, ...]
    to_seq: int
    head: int


class Summary(msgspec.Struct, frozen=True):
    """A list's row: `topic` is the list that it belongs to now, `row` the JSON that lists show."""

    reference: str
    seq: int
    topic: str
    row: msgspec.Raw


class Position(msgspec.Struct, frozen=True, order=True):
    """Where a global reader stands: everything up to here was read."""

    epoch: int
    txid: int
    id: int


class Change(msgspec.Struct, frozen=True):
    """The ledger of `reference` has an event `seq`."""

    reference: str
    seq: int


class Feed(Protocol):
    """All calls raise FeedUnavailable during an outage."""

    async def events(self, reference: str, audience: Audience, after: int, limit: int) -> Page:
        """What a reader of standing `audience` sees of one ledger after seq `after`, at most `limit` events."""
        ...

    async def summaries(self, references: Sequence[str]) -> list[Summary]:
        """The rows of these conversations, in no order; missing ones are left out."""
        ...

    async def position(self) -> Position:
        """Before everything that may still be committed: later commits are found by `changed_since` from here."""
        ...

    async def changed_since(self, position: Position, limit: int) -> tuple[list[Change], Position]:
        """Events after `position` that no late commit can precede, oldest first, and the position after them."""
        ...

    async def close(self) -> None: ...


class MemoryFeed:
    """Ledgers in memory, for tests. `failing` makes every read raise; `reads` counts the reads of events."""

    def __init__(self) -> None:
        self.failing = False
        self.reads = 0
        self._ledgers: dict[str, list[Event]] = {}
        self._summaries: dict[str, Summary] = {}
        self._changes: list[Change] = []

    def append(self, reference: str, audience: Audience, kind: str, payload: Any, actor: str, at: datetime) -> int:
        """Adds an event; its seq."""
        ledger = self._ledgers.setdefault(reference, [])
        seq = len(ledger) + 1
        ledger.append(Event(seq, kind, 1, actor, timestamp(at), audience, msgspec.Raw(canonical(payload))))
        self._changes.append(Change(reference, seq))
        return seq

    def summarise(self, summary: Summary) -> None:
        """Sets the row of a conversation."""
        self._summaries[summary.reference] = summary

    async def events(self, reference: str, audience: Audience, after: int, limit: int) -> Page:
        self._refuse()
        self.reads += 1
        ledger = self._ledgers.get(reference, [])
        visible = [each for each in ledger if each.seq > after and each.audience in visible_audiences(audience)]
        cut = len(visible) >= limit
        return Page(tuple(visible[:limit]), visible[limit - 1].seq if cut else len(ledger), len(ledger))

    async def summaries(self, references: Sequence[str]) -> list[Summary]:
        self._refuse()
        return [self._summaries[each] for each in references if each in self._summaries]

    async def position(self) -> Position:
        self._refuse()
        return Position(1, 0, len(self._changes))

    async def changed_since(self, position: Position, limit: int) -> tuple[list[Change], Position]:
        self._refuse()
        found = self._changes[position.id : position.id + limit]
        return found, Position(1, 0, position.id + len(found))

    async def close(self) -> None:
        self.failing = True

    def _refuse(self) -> None:
        if self.failing:
            raise FeedUnavailable
