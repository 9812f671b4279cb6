"""Clients that take nothing, or give nothing, are not felt by the others."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lightkeeper.core.tickets import UploadTicket, sign_upload
from lightkeeper.gateway.settings import Limits
from lightkeeper.ports.bus import MemoryBus, News
from lightkeeper.ports.feed import MemoryFeed
from tests.gateway.house import KEY, PUBLIC, TEAM, Client, gateway, run, token
from tests.gateway.ledger import AT

TOPIC = "c/A"
BIG = "x" * 100_000


async def say(bus: MemoryBus, feed: MemoryFeed, number: int, quick: Client) -> None:
    """So many large messages, each seen by the quick client before the next."""
    for _ in range(number):
        seq = feed.append("A", PUBLIC, "message.posted", {"body": BIG}, "c_dana", AT)
        bus.publish(News(TOPIC, seq))
        assert [each for each, _ in await quick.bodies(TOPIC, seq)] == [seq]


def test_a_slow_reader_is_closed_and_holds_up_nobody(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        feed = MemoryFeed()
        async with (
            gateway(tmp_path, bus, feed, limits=Limits(stall_seconds=0.1)) as house,
            house.client(token("a_alice", {TOPIC: TEAM}), {TOPIC: 0}, max_queue=1) as slow,
            house.client(token("a_bob", {TOPIC: TEAM}), {TOPIC: 0}) as quick,
        ):
            await say(bus, feed, 100, quick)
            here = [each["ref"] for frame in quick.seen for each in frame.get("people", ())]
            while here[-1:] != ["a_bob"] or "a_alice" in here[-2:]:
                here += [each["ref"] for each in (await quick.frame("presence"))["people"]]
            assert await slow.closed() == 4409

    run(work())


def test_a_reader_that_pauses_gets_the_rest_without_a_gap(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        feed = MemoryFeed()
        async with (
            gateway(tmp_path, bus, feed) as house,
            house.client(token("a_alice", {TOPIC: TEAM}), {TOPIC: 0}, max_queue=1) as slow,
            house.client(token("a_bob", {TOPIC: TEAM}), {TOPIC: 0}) as quick,
        ):
            await say(bus, feed, 100, quick)
            assert [seq for seq, _ in await slow.bodies(TOPIC, 100)] == list(range(1, 101))

    run(work())


def test_messages_flow_while_200_uploads_stall(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        feed = MemoryFeed()
        async with contextlib.AsyncExitStack() as open_ones:
            house = await open_ones.enter_async_context(gateway(tmp_path, bus, feed))
            for n in range(200):
                _, writer = await asyncio.open_connection("127.0.0.1", house.port)
                open_ones.callback(writer.close)
                head = f"POST /api/widget/harbor/conversations HTTP/1.1\r\nhost: h\r\ncontent-length: 1000{n}\r\n\r\n"
                if n % 2:
                    ends = datetime.now(UTC) + timedelta(minutes=1)
                    ticket = sign_upload(UploadTicket(f"{n:032x}", 10_000_000, "c_dana", ends), KEY)
                    head = f"PUT /files/upload HTTP/1.1\r\nhost: h\r\nx-upload-ticket: {ticket}\r\n"
                    head += "content-length: 1000000\r\n\r\n"
                writer.write(head.encode() + b"x" * 100)
                await writer.drain()
            client = await open_ones.enter_async_context(house.client(token("a_bob", {TOPIC: TEAM}), {TOPIC: 0}))
            lapses = []
            for _ in range(20):
                began = time.perf_counter()
                seq = feed.append("A", PUBLIC, "message.posted", {"body": "hi"}, "c_dana", AT)
                bus.publish(News(TOPIC, seq))
                await client.bodies(TOPIC, seq)
                lapses.append(time.perf_counter() - began)
            assert sorted(lapses)[10] < 0.1

    run(work())
