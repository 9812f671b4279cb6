"""The feed over PostgreSQL: plain SQL, prepared, on a few connections of its own."""

from collections.abc import Sequence
from typing import Any

import msgspec
import psycopg
from psycopg_pool import AsyncConnectionPool

from lightkeeper.core.audience import Audience, visible_audiences
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.topics import list_topic
from lightkeeper.ports.feed import NEWEST_ID, Change, Event, FeedUnavailable, Page, Position, Summary

CONNECTIONS = 4
WAIT_SECONDS = 5.0

# One statement, so that `c.seq` and the events are of the same moment.
_EVENTS = """
SELECT c.seq, e.seq, e.kind, e.v, e.actor, e.at, e.audience, e.payload::text
  FROM conversation c
  LEFT JOIN LATERAL (
       SELECT * FROM event
        WHERE conversation_id = c.id AND seq > %s AND audience = ANY(%s)
        ORDER BY seq
        LIMIT %s) e ON true
 WHERE c.reference = %s
 ORDER BY e.seq
"""

_SUMMARIES = """
SELECT reference, seq, summary->>'brand', summary->>'team', summary::text
  FROM conversation
 WHERE reference = ANY(%s) AND summary->>'brand' IS NOT NULL
"""

_POSITION = """
SELECT coalesce((SELECT max(epoch) FROM event), 0), pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1
"""

# An earlier epoch is complete; in the newest one, what is below the snapshot's xmin can be overtaken by no commit.
_CHANGED = """
SELECT c.reference, e.seq, e.epoch, e.txid, e.id
  FROM event e
  JOIN conversation c ON c.id = e.conversation_id
 WHERE (e.epoch, e.txid, e.id) > (%s, %s, %s)
   AND (e.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint OR e.epoch < (SELECT max(epoch) FROM event))
 ORDER BY e.epoch, e.txid, e.id
 LIMIT %s
"""


class PostgresFeed:
    """See `Feed`. `open` before use; it does not wait for the server, and lost connections are made anew."""

    def __init__(self, url: str) -> None:
        self._pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            open=False,
            timeout=WAIT_SECONDS,
            reconnect_timeout=0,
            kwargs={
                "autocommit": True,
                "prepare_threshold": 0,
                "application_name": "lightkeeper feed",
                "connect_timeout": 5,
                "tcp_user_timeout": 10_000,
                "options": "-c statement_timeout=10s",
            },
        )

    async def open(self) -> None:
        """Starts to connect."""
        await self._pool.open(wait=False)

    async def events(self, reference: str, audience: Audience, after: int, limit: int) -> Page:
        audiences = [str(each) for each in visible_audiences(audience)]
        rows = await self._rows(_EVENTS, (after, audiences, limit, reference))
        if not rows:
            return Page((), 0, 0)
        head = rows[0][0]
        events = tuple(_event(row) for row in rows if row[1] is not None)
        return Page(events, events[-1].seq if len(events) == limit else head, head)

    async def summaries(self, references: Sequence[str]) -> list[Summary]:
        rows = await self._rows(_SUMMARIES, (list(references),))
        return [
            Summary(reference, seq, list_topic(brand, team), msgspec.Raw(row.encode()))
            for reference, seq, brand, team, row in rows
        ]

    async def position(self) -> Position:
        ((epoch, txid),) = await self._rows(_POSITION, ())
        return Position(epoch, txid, NEWEST_ID)

    async def changed_since(self, position: Position, limit: int) -> tuple[list[Change], Position]:
        rows = await self._rows(_CHANGED, (position.epoch, position.txid, position.id, limit))
        if not rows:
            return [], position
        return [Change(row[0], row[1]) for row in rows], Position(*rows[-1][2:])

    async def close(self) -> None:
        await self._pool.close(timeout=1)

    async def _rows(self, query: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            async with self._pool.connection() as connection:
                return await (await connection.execute(query, parameters)).fetchall()
        except psycopg.Error as error:  # also tables that are not there yet: the first migration is under way
            raise FeedUnavailable from error


def _event(row: tuple[Any, ...]) -> Event:
    _, seq, kind, v, actor, at, audience, payload = row
    raw = msgspec.Raw(b"null" if payload is None else payload.encode())
    return Event(seq, kind, v, actor, timestamp(at), Audience(audience), raw)
