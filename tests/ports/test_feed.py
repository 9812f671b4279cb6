"""One contract over every feed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Protocol

import msgspec
import psycopg
import pytest

from lightkeeper.core.audience import Audience
from lightkeeper.ports.bus import MemoryBus
from lightkeeper.ports.feed import Change, Feed, FeedUnavailable, MemoryFeed, Page, Position, Summary
from lightkeeper.ports.postgres_feed import PostgresFeed
from tests.gateway.ledger import AT, Writer, make_database

PUBLIC, TEAM = Audience.PUBLIC, Audience.TEAM


class Hand(Protocol):
    """Writes what a feed reads."""

    def append(self, reference: str, body: str | None, audience: Audience = PUBLIC) -> int: ...

    def summarise(self, reference: str, row: dict[str, Any], topics: tuple[str, ...]) -> None: ...


class MemoryHand:
    def __init__(self, feed: MemoryFeed) -> None:
        self.feed = feed
        self.seqs: dict[str, int] = {}

    def append(self, reference: str, body: str | None, audience: Audience = PUBLIC) -> int:
        payload = None if body is None else {"body": body}
        self.seqs[reference] = self.feed.append(reference, audience, "message.posted", payload, "c_dana", AT)
        return self.seqs[reference]

    def summarise(self, reference: str, row: dict[str, Any], topics: tuple[str, ...]) -> None:
        raw = msgspec.Raw(json.dumps({"reference": reference, **row}).encode())
        topic = f"l/{row['brand']}/{row['team'] or '-'}"
        self.feed.summarise(Summary(reference, self.seqs[reference], topic, raw))


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    url, drop = make_database()
    yield url
    drop()


Try = Callable[[Callable[[Feed, Hand], Awaitable[None]]], None]


@pytest.fixture(params=["memory", "postgres"])
def attempt(request: pytest.FixtureRequest, database: str) -> Try:
    """Runs a test with a feed and a hand that writes for it."""

    def attempt(work: Callable[[Feed, Hand], Awaitable[None]]) -> None:
        async def whole() -> None:
            if request.param == "memory":
                memory = MemoryFeed()
                await work(memory, MemoryHand(memory))
                return
            feed, writer = PostgresFeed(database), Writer(database, MemoryBus())
            writer.connection.execute("TRUNCATE conversation, event RESTART IDENTITY")
            await feed.open()
            try:
                await work(feed, writer)
            finally:
                await feed.close()
                writer.close()

        asyncio.run(whole())

    return attempt


def seqs(page: Page) -> list[int]:
    return [event.seq for event in page.events]


def test_each_reader_sees_its_audience_and_the_same_head(attempt: Try) -> None:
    async def work(feed: Feed, hand: Hand) -> None:
        for body, audience in (("a", PUBLIC), ("b", TEAM), ("c", PUBLIC), ("d", TEAM)):
            hand.append("A", body, audience)
        team, public = await feed.events("A", TEAM, 0, 10), await feed.events("A", PUBLIC, 0, 10)
        assert (seqs(team), team.to_seq, team.head) == ([1, 2, 3, 4], 4, 4)
        assert (seqs(public), public.to_seq, public.head) == ([1, 3], 4, 4)
        later = await feed.events("A", PUBLIC, 3, 10)
        assert (seqs(later), later.to_seq, later.head) == ([], 4, 4)

    attempt(work)


def test_a_page_that_is_full_ends_at_its_last_event(attempt: Try) -> None:
    async def work(feed: Feed, hand: Hand) -> None:
        for n in range(5):
            hand.append("A", f"{n}", TEAM if n == 1 else PUBLIC)
        page = await feed.events("A", PUBLIC, 0, 2)
        assert (seqs(page), page.to_seq, page.head) == ([1, 3], 3, 5)

    attempt(work)


def test_an_event_has_the_form_of_the_wire(attempt: Try) -> None:
    async def work(feed: Feed, hand: Hand) -> None:
        hand.append("A", "我的充值没到账")
        hand.append("A", None)
        page = await feed.events("A", PUBLIC, 0, 10)
        assert json.loads(msgspec.json.encode(page.events)) == [
            {
                "seq": seq,
                "kind": "message.posted",
                "v": 1,
                "actor": "c_dana",
                "at": "2026-11-21T05:10:11.123Z",
                "audience": "public",
                "payload": payload,
            }
            for seq, payload in ((1, {"body": "我的充值没到账"}), (2, None))
        ]

    attempt(work)


def test_a_ledger_that_is_not_there(attempt: Try) -> None:
    async def work(feed: Feed, hand: Hand) -> None:
        hand.append("A", "a")
        assert await feed.events("B", TEAM, 0, 10) == Page((), 0, 0)
        past = await feed.events("A", TEAM, 7, 10)
        assert (past.events, past.to_seq, past.head) == ((), 1, 1)

    attempt(work)


def test_rows_of_lists(attempt: Try) -> None:
    async def work(feed: Feed, hand: Hand) -> None:
        for reference, team in (("A", "wallet"), ("B", None), ("C", None)):
            hand.append(reference, "a")
            if reference != "C":
                hand.summarise(reference, {"brand": "harbor", "team": team}, ())
        rows = sorted(await feed.summaries(["A", "B", "C", "D"]), key=lambda each: each.reference)
        assert [(each.reference, each.seq, each.topic) for each in rows] == [
            ("A", 1, "l/harbor/wallet"),
            ("B", 1, "l/harbor/-"),
        ]
        assert json.loads(bytes(rows[0].row)) == {"reference": "A", "brand": "harbor", "team": "wallet"}

    attempt(work)


def test_a_global_reader_finds_everything_after_its_position_once(attempt: Try) -> None:
    async def work(feed: Feed, hand: Hand) -> None:
        hand.append("A", "before")
        position = await feed.position()
        assert await feed.changed_since(position, 10) == ([], position)
        for reference in ("A", "B", "A"):
            hand.append(reference, "after")
        first, position = await feed.changed_since(position, 2)
        rest, position = await feed.changed_since(position, 2)
        assert [*first, *rest] == [Change("A", 2), Change("B", 1), Change("A", 3)]
        assert await feed.changed_since(position, 2) == ([], position)

    attempt(work)


async def changes(feed: PostgresFeed, position: Position, number: int) -> list[Change]:
    """So many changes, once no transaction of anybody else on the server holds them back."""
    async with asyncio.timeout(10):
        while len(found := (await feed.changed_since(position, 10))[0]) < number:
            await asyncio.sleep(0.01)
    return found


def test_a_late_commit_is_not_skipped(database: str) -> None:
    async def work() -> None:
        feed, early, late = PostgresFeed(database), Writer(database, MemoryBus()), Writer(database, MemoryBus())
        await feed.open()
        position = await feed.position()
        with late.connection.transaction():
            late.add("LATE", '{"body": "late"}', PUBLIC, "message.posted")
            early.append("EARLY", "early")
            held, position = await feed.changed_since(position, 10)
        found = await changes(feed, position, 2)
        assert {each.reference for each in [*held, *found]} == {"LATE", "EARLY"}
        assert held == []
        await feed.close()
        early.close()
        late.close()

    asyncio.run(work())


def test_events_of_an_earlier_epoch_are_complete(database: str) -> None:
    """After a restore, old events may have transaction ids above those of the new cluster."""

    async def work() -> None:
        feed, writer = PostgresFeed(database), Writer(database, MemoryBus())
        await feed.open()
        writer.append("OLD", "old")
        position = await feed.position()
        writer.append("MOVED", "before the move")
        writer.connection.execute("UPDATE event SET txid = txid + 1000000 WHERE payload->>'body' = 'before the move'")
        assert (await feed.changed_since(position, 10))[0] == []
        writer.append("NEW", "after the move")
        writer.connection.execute("UPDATE event SET epoch = 2 WHERE payload->>'body' = 'after the move'")
        found = await changes(feed, position, 2)
        assert [each.reference for each in found] == ["MOVED", "NEW"]
        writer.connection.execute("UPDATE event SET epoch = 1")  # the tests share a database: no new epoch stays behind
        await feed.close()
        writer.close()

    asyncio.run(work())


def test_connections_that_were_cut_are_made_anew(database: str) -> None:
    async def work() -> None:
        feed, writer = PostgresFeed(database), Writer(database, MemoryBus())
        await feed.open()
        writer.append("CUT", "a")
        await feed.events("CUT", PUBLIC, 0, 10)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'lightkeeper feed' AND datname = current_database()"
            )
        async with asyncio.timeout(10):
            while True:
                try:
                    page = await feed.events("CUT", PUBLIC, 0, 10)
                    break
                except FeedUnavailable:
                    await asyncio.sleep(0.01)
        assert seqs(page) == [1]
        await feed.close()
        writer.close()

    asyncio.run(work())


def test_an_outage_has_one_name() -> None:
    async def work() -> None:
        memory = MemoryFeed()
        memory.failing = True
        with pytest.raises(FeedUnavailable):
            await memory.events("A", PUBLIC, 0, 10)
        with pytest.raises(FeedUnavailable):
            await memory.summaries(["A"])
        with pytest.raises(FeedUnavailable):
            await memory.changed_since(memory_position, 10)

    memory_position = asyncio.run(MemoryFeed().position())
    asyncio.run(work())
