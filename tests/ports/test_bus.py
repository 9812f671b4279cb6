"""One contract over every bus."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TypeVar

import psycopg
import pytest

from lightkeeper.core.audience import Audience
from lightkeeper.ports.bus import (
    FRAME_BYTES,
    Bus,
    Ephemeral,
    Heard,
    Here,
    ListNews,
    MemoryBus,
    News,
    Person,
    Progress,
    Read,
    Resumed,
    Revoke,
    Typing,
    pack,
    unpack,
)
from lightkeeper.ports.postgres_bus import PostgresBus
from tests.gateway.ledger import make_database

DEADLINE = 10.0

T = TypeVar("T")

FRAMES = (
    News("c/7KQ4MXP29R", 12),
    ListNews("l/harbor/-", "7KQ4MXP29R", 12),
    Ephemeral("c/7KQ4MXP29R", Audience.TEAM, Typing("a_alice", "爱丽丝", True)),
    Ephemeral("c/7KQ4MXP29R", Audience.PUBLIC, Read("c_dana", 11)),
    Ephemeral("c/7KQ4MXP29R", Audience.PUBLIC, Progress("looking_up")),
    Ephemeral("c/7KQ4MXP29R", Audience.TEAM, Here("g1", (Person("a_bob", "Bob", "agent"),), True)),
    Revoke(topic="c/7KQ4MXP29R", person="a_bob"),
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database of our own: everyone in a database hears what is said in it."""
    url, drop = make_database()
    yield url
    drop()


@pytest.fixture
def postgres(database: str) -> Iterator[PostgresBus]:
    bus = PostgresBus(database)
    yield bus
    bus.close()


@pytest.fixture(params=["memory", "postgres"])
def bus(request: pytest.FixtureRequest, postgres: PostgresBus) -> Iterator[Bus]:
    bus = MemoryBus() if request.param == "memory" else postgres
    yield bus
    bus.close()


@contextlib.asynccontextmanager
async def listening(bus: Bus) -> AsyncIterator[AsyncIterator[Heard]]:
    heard = bus.subscribe()
    try:
        assert await within(anext(heard)) == Resumed()
        yield heard
    finally:
        await heard.aclose()  # type: ignore[attr-defined]


async def within(work: Awaitable[T]) -> T:
    async with asyncio.timeout(DEADLINE):
        return await work


async def take(heard: AsyncIterator[Heard], number: int) -> list[Heard]:
    return [await within(anext(heard)) for _ in range(number)]


def test_every_subscriber_hears_every_frame_in_order(bus: Bus) -> None:
    async def work() -> None:
        async with listening(bus) as first, listening(bus) as second:
            assert await asyncio.to_thread(bus.publish, *FRAMES)
            assert await take(first, len(FRAMES)) == list(FRAMES)
            assert await take(second, len(FRAMES)) == list(FRAMES)

    asyncio.run(work())


def test_more_than_one_payload_holds_comes_whole(bus: Bus) -> None:
    many = [News(f"c/{n:010}", n) for n in range(2_000)]

    async def work() -> None:
        async with listening(bus) as heard:
            assert bus.publish(*many)
            assert await take(heard, len(many)) == many

    asyncio.run(work())


def test_many_threads_may_publish(bus: Bus) -> None:
    async def work() -> None:
        async with listening(bus) as heard:
            await asyncio.gather(*(asyncio.to_thread(bus.publish, News("c/A", n)) for n in range(50)))
            frames = await take(heard, 50)
            assert sorted(frame.seq for frame in frames if isinstance(frame, News)) == list(range(50))

    asyncio.run(work())


def test_a_frame_that_is_too_long_is_a_mistake(bus: Bus) -> None:
    with pytest.raises(ValueError, match="at most"):
        bus.publish(News("c/" + "A" * FRAME_BYTES, 1))


def test_nothing_to_say(bus: Bus) -> None:
    assert bus.publish()


def test_close_ends_subscriptions(bus: Bus) -> None:
    async def work() -> None:
        async with listening(bus) as heard:
            bus.close()
            with pytest.raises(StopAsyncIteration):
                await within(anext(heard))
        assert not bus.publish(FRAMES[0])

    asyncio.run(work())


def test_a_pack_keeps_to_its_limit() -> None:
    frames = [News("c/" + "长" * n, n) for n in range(1, 1_000, 7)]
    packed = pack(frames, 7_900)
    assert max(len(text.encode()) for text in packed) <= 7_900
    assert [frame for text in packed for frame in unpack(text)] == frames


def test_after_a_gap_the_subscriber_is_told_and_hears_again(postgres: PostgresBus, database: str) -> None:
    async def work() -> None:
        async with listening(postgres) as heard:
            assert postgres.publish(FRAMES[0])
            assert await take(heard, 1) == [FRAMES[0]]
            with psycopg.connect(database, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'lightkeeper bus' AND datname = current_database()"
                )
            assert await take(heard, 1) == [Resumed()]
            assert postgres.publish(FRAMES[1])  # its own connection was cut too: it is made anew
            assert await take(heard, 1) == [FRAMES[1]]

    asyncio.run(work())


def test_an_absent_server_costs_a_publisher_no_time_and_no_exception() -> None:
    bus = PostgresBus("postgresql://nobody@127.0.0.1:1/nothing")
    assert not bus.publish(FRAMES[0])
    assert not bus.publish(FRAMES[0])
    bus.close()


def test_what_another_release_says_is_passed_over(postgres: PostgresBus, database: str) -> None:
    async def work() -> None:
        async with listening(postgres) as heard:
            with psycopg.connect(database, autocommit=True) as connection:
                connection.execute("""SELECT pg_notify('lightkeeper', '[["future", 1]]')""")
            assert postgres.publish(FRAMES[0])
            assert await take(heard, 1) == [FRAMES[0]]

    asyncio.run(work())


def test_the_memory_bus_misbehaves_on_command() -> None:
    bus = MemoryBus()

    async def work() -> None:
        async with listening(bus) as heard:
            bus.dropping = True
            assert bus.publish(FRAMES[0])
            bus.dropping, bus.failing = False, True
            assert not bus.publish(FRAMES[1])
            bus.failing = False
            bus.hold()
            assert bus.publish(FRAMES[2])
            bus.release()
            bus.interrupt()
            assert await take(heard, 2) == [FRAMES[2], Resumed()]

    asyncio.run(work())
