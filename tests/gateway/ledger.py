"""Ledgers to read from: the tables that the feed reads, in a database of their own, and a hand that writes them."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from lightkeeper.core.audience import Audience
from lightkeeper.core.topics import conversation_topic
from lightkeeper.ports.bus import Bus, ListNews, News
from tests.database import server_url

# The columns and indexes of lightkeeper/models that the feed uses, and none that it does not.
TABLES = """
CREATE TABLE conversation (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    reference text UNIQUE NOT NULL,
    seq int NOT NULL DEFAULT 0,
    summary jsonb NOT NULL DEFAULT '{}');
CREATE TABLE event (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    conversation_id bigint NOT NULL REFERENCES conversation,
    seq int NOT NULL,
    epoch int NOT NULL DEFAULT 1,
    txid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    v smallint NOT NULL DEFAULT 1,
    kind text NOT NULL,
    actor text NOT NULL,
    audience text NOT NULL,
    at timestamptz NOT NULL,
    payload jsonb);
CREATE INDEX ON event (conversation_id, seq);
CREATE INDEX ON event (epoch, txid, id);
"""

AT = datetime(2026, 11, 21, 5, 10, 11, 123456, tzinfo=UTC)


def make_database() -> tuple[str, Callable[[], None]]:
    """A fresh database with the tables: its address, and what drops it."""
    name = f"gateway_{os.getpid()}_{os.urandom(4).hex()}"
    with psycopg.connect(server_url(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = make_conninfo(server_url(), dbname=name)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLES)

    def drop() -> None:
        with psycopg.connect(server_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    return url, drop


class Writer:
    """Writes events as the actions do: row lock, gapless seq, commit, then the bus."""

    def __init__(self, url: str, bus: Bus) -> None:
        self.connection = psycopg.connect(url, autocommit=True)
        self.bus = bus

    def close(self) -> None:
        self.connection.close()

    def append(
        self,
        reference: str,
        body: str | None,
        audience: Audience = Audience.PUBLIC,
        *,
        tell: bool = True,
        kind: str = "message.posted",
    ) -> int:
        """One event; its seq. `body` None: a redacted one. `tell` False: the process died before it could publish."""
        payload = None if body is None else json.dumps({"body": body})
        with self.connection.transaction():
            seq = self.add(reference, payload, audience, kind)
        if tell:
            self.bus.publish(News(conversation_topic(reference), seq))
        return seq

    def add(self, reference: str, payload: str | None, audience: Audience, kind: str) -> int:
        """Within a transaction of the caller's."""
        row = self.connection.execute(
            "INSERT INTO conversation (reference, seq) VALUES (%s, 1)"
            " ON CONFLICT (reference) DO UPDATE SET seq = conversation.seq + 1 RETURNING id, seq",
            (reference,),
        ).fetchone()
        assert row is not None
        self.connection.execute(
            "INSERT INTO event (conversation_id, seq, kind, actor, audience, at, payload)"
            " VALUES (%s, %s, %s, 'c_dana', %s, %s, %s)",
            (*row, kind, str(audience), AT, payload),
        )
        seq: int = row[1]
        return seq

    def summarise(self, reference: str, row: dict[str, Any], topics: tuple[str, ...], *, tell: bool = True) -> None:
        """Sets the conversation's row, and tells the lists."""
        done = self.connection.execute(
            "UPDATE conversation SET summary = %s WHERE reference = %s RETURNING seq",
            (json.dumps({"reference": reference, **row}), reference),
        ).fetchone()
        assert done is not None
        if tell:
            self.bus.publish(*(ListNews(topic, reference, done[0]) for topic in topics))
