"""What the bus did not say is found all the same."""

from pathlib import Path

import pytest

from lightkeeper.gateway import sweep
from lightkeeper.ports.bus import MemoryBus
from lightkeeper.ports.feed import Feed, FeedUnavailable, MemoryFeed, Position
from lightkeeper.ports.postgres_bus import PostgresBus
from lightkeeper.ports.postgres_feed import PostgresFeed
from tests.gateway.house import PUBLIC, TEAM, gateway, reference, run, token
from tests.gateway.ledger import AT, Writer


async def opened(database: str) -> PostgresFeed:
    feed = PostgresFeed(database)
    await feed.open()
    return feed


def test_a_message_that_was_never_published_arrives(
    database: str, bus: MemoryBus, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "EVERY_SECONDS", 0.05)

    async def work() -> None:
        ref = reference()
        topic = f"c/{ref}"
        async with (
            gateway(tmp_path, bus, await opened(database)) as house,
            house.client(token("c_dana", {topic: PUBLIC}, kind="customer"), {topic: 0}) as client,
        ):
            writer.append(ref, "said")
            assert await client.bodies(topic, 1) == [(1, "said")]
            for seq in (2, 3):  # the first may still be found by what a start looks at
                writer.append(ref, "unsaid", tell=False)
                assert await client.bodies(topic, seq) == [(seq, "unsaid")]

    run(work())


def test_after_a_gap_of_the_bus_the_sweep_is_at_once(
    database: str, bus: MemoryBus, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "EVERY_SECONDS", 1_000.0)

    async def work() -> None:
        ref = reference()
        topic = f"c/{ref}"
        async with (
            gateway(tmp_path, bus, await opened(database)) as house,
            house.client(token("c_dana", {topic: PUBLIC}, kind="customer"), {topic: 0}) as client,
        ):
            writer.append(ref, "said")
            await client.bodies(topic, 1)
            bus.dropping = True
            for seq in (2, 3):  # the first may still be found by what a start looks at
                writer.append(ref, "lost")
                bus.interrupt()
                assert await client.bodies(topic, seq) == [(seq, "lost")]

    run(work())


def test_lists_show_changes_told_and_untold(
    database: str, bus: MemoryBus, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "EVERY_SECONDS", 0.05)

    async def work() -> None:
        ref = reference()
        none, wallet = "l/harbor/-", "l/harbor/wallet"
        signed = token("a_alice", {none: TEAM, wallet: TEAM, "l/other/-": TEAM})
        lists = {none: 0, wallet: 0, "l/other/-": 0}
        async with (
            gateway(tmp_path, bus, await opened(database)) as house,
            house.client(signed, lists) as client,
        ):
            writer.append(ref, "hello")
            writer.summarise(ref, {"brand": "harbor", "team": None, "seq": 1}, (none,))
            row = {"reference": ref, "brand": "harbor", "team": None, "seq": 1}
            assert await client.frame("summary", "gone") == {"t": "summary", "topic": none, "rows": [row]}

            with writer.connection.transaction():
                writer.add(ref, "{}", TEAM, "assigned")
                writer.summarise(ref, {"brand": "harbor", "team": "wallet", "seq": 2}, (none, wallet))
            frames = [await client.frame("summary", "gone") for _ in range(2)]
            row = {"reference": ref, "brand": "harbor", "team": "wallet", "seq": 2}
            assert {"t": "gone", "topic": none, "reference": ref} in frames
            assert {"t": "summary", "topic": wallet, "rows": [row]} in frames

            with writer.connection.transaction():
                writer.add(ref, "{}", TEAM, "assigned")
                writer.summarise(ref, {"brand": "harbor", "team": None, "seq": 3}, (), tell=False)
            frames = [await client.frame("summary", "gone") for _ in range(2)]
            assert {"t": "gone", "topic": wallet, "reference": ref} in frames
            assert {frame["topic"] for frame in frames} == {none, wallet}

    run(work())


class Moody(MemoryFeed):
    """Fails its first few reads."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self.left = failures

    def _refuse(self) -> None:
        self.left -= 1
        if self.left >= 0:
            raise FeedUnavailable


def test_an_outage_of_the_database_delays_and_loses_nothing(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        feed: Feed = Moody(2)
        assert isinstance(feed, Moody)
        topic = "c/A"
        async with (
            gateway(tmp_path, bus, feed) as house,
            house.client(token("c_dana", {topic: PUBLIC}, kind="customer"), {topic: 0}) as client,
        ):
            feed.append("A", PUBLIC, "message.posted", {"body": "m"}, "c_dana", AT)
            assert await client.bodies(topic, 1) == [(1, "m")]

    run(work())


def test_everything_over_postgresql(database: str, tmp_path: Path) -> None:
    async def work() -> None:
        buses = [PostgresBus(database) for _ in range(3)]
        writer = Writer(database, buses[2])
        ref = reference()
        topic = f"c/{ref}"
        alice, bob = token("a_alice", {topic: TEAM}), token("a_bob", {topic: TEAM})
        async with (
            gateway(tmp_path, buses[0], await opened(database)) as one,
            gateway(tmp_path, buses[1], await opened(database)) as other,
            one.client(alice, {topic: 0}) as first,
            other.client(bob, {topic: 0}) as second,
        ):
            while len((await first.frame("presence"))["people"]) < 2:
                pass
            for n in range(1, 31):
                writer.append(ref, f"m{n}", TEAM if n % 3 else PUBLIC)
            expected = [(n, f"m{n}") for n in range(1, 31)]
            assert await first.bodies(topic, 30) == await second.bodies(topic, 30) == expected
            await second.send(t="typing", topic=topic, on=True, audience="team")
            assert (await first.frame("typing"))["person"] == "a_bob"
        writer.close()
        buses[2].close()

    run(work())


def test_a_position_is_ordered() -> None:
    assert Position(1, 9, 9) < Position(2, 0, 0)
