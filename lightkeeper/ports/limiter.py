"""Rate limits that hold across processes: who may do something again, and when."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import LiteralString, Protocol

import psycopg

from lightkeeper.core import rate
from lightkeeper.core.rate import Decision, Rule


class Limiter(Protocol):
    """`take`: one token for `key` (at most 200 characters, e.g. "visitor:203.0.113.7"), by `rule`, at `now` (aware).

    `sweep`: forgets the keys that say nothing any more. How many.
    """

    def take(self, key: str, rule: Rule, now: datetime) -> Decision: ...

    def sweep(self, now: datetime) -> int: ...


class MemoryLimiter:
    """For one process and for tests. `closed` refuses everything, as a store that is full would."""

    def __init__(self, *, closed: bool = False, most: int = 100_000) -> None:
        self.closed = closed
        self._most = most
        self._full_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, key: str, rule: Rule, now: datetime) -> Decision:
        at = now.timestamp()
        if self.closed:
            return Decision(allowed=False, retry_after_s=rule.interval_s)
        with self._lock:
            if len(self._full_at) >= self._most:  # a flood of keys must not fill the memory
                self._forget(at)
            self._full_at[key], decision = rate.take(self._full_at.get(key), rule, at)
        return decision

    def sweep(self, now: datetime) -> int:
        with self._lock:
            return self._forget(now.timestamp())

    def _forget(self, at: float) -> int:
        kept = {each: full for each, full in self._full_at.items() if full > at}
        gone = len(self._full_at) - len(kept)
        self._full_at = kept
        return gone


class PostgresLimiter:
    """For all processes of an installation, in one statement on an unlogged table: limits may be forgotten in a crash.

    `connect` lends a connection (e.g. from a pool) in autocommit: the row stays locked until the statement is
    committed, so within a longer transaction everybody with the same key would wait for its end.
    """

    # `core.rate.take` in SQL. The `where` is the refusal: then no row comes back and no new version is written, so that
    # a flood of refused requests does not bloat the table.
    _TAKE = """
        with stored as (select full_at from rate_limit where key = %(key)s),
        taken as (
            insert into rate_limit as r (key, full_at) values (%(key)s, %(now)s + %(interval)s)
            on conflict (key) do update
                set full_at = least(greatest(r.full_at, %(now)s), %(now)s + %(empty)s) + %(interval)s
                where least(greatest(r.full_at, %(now)s), %(now)s + %(empty)s) + %(interval)s - %(now)s <= %(room)s
            returning r.full_at
        )
        select (select full_at from taken), (select full_at from stored)
    """

    _CAP = """
        update rate_limit set full_at = %(now)s + %(empty)s
        where key = %(key)s and full_at > %(now)s + %(empty)s + %(interval)s
    """

    CREATE: LiteralString = """
        create unlogged table if not exists rate_limit (
            key text collate "C" primary key,
            full_at double precision not null
        )
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[psycopg.Connection[tuple[object, ...]]]]) -> None:
        self._connect = connect

    def take(self, key: str, rule: Rule, now: datetime) -> Decision:
        at = now.timestamp()
        values = {"key": key[:200], "now": at, "interval": rule.interval_s, "empty": rule.empty_s, "room": rule.room_s}
        with self._connect() as connection:
            taken, stored = connection.execute(self._TAKE, values).fetchone() or (None, None)
            if taken is not None:
                return Decision(allowed=True)
            if isinstance(stored, float) and stored > at + rule.empty_s + rule.interval_s:
                # Emptier than empty: the clock went back. A refusal writes nothing, so the core's cap is stored here.
                connection.execute(self._CAP, values)
        # Others may have taken tokens after our snapshot: then it cannot tell the wait, and one interval is right.
        _, decision = rate.take(stored if isinstance(stored, float) else None, rule, at)
        return Decision(allowed=False, retry_after_s=decision.retry_after_s or rule.interval_s)

    def sweep(self, now: datetime) -> int:
        """Removes the keys whose bucket is full again: they say nothing. How many; run it daily."""
        with self._connect() as connection:
            return connection.execute("delete from rate_limit where full_at < %s", [now.timestamp()]).rowcount
