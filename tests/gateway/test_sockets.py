"""The protocol of docs/reference/socket.md, over real WebSockets."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from lightkeeper.gateway.settings import Limits
from lightkeeper.ports.bus import MemoryBus, Revoke
from lightkeeper.ports.feed import MemoryFeed
from tests.gateway.house import PUBLIC, TEAM, gateway, run, token, until
from tests.gateway.ledger import AT

REF = "7KQ4MXP29R"
TOPIC = f"c/{REF}"
ALICE = token("a_alice", {TOPIC: TEAM})
BOB = token("a_bob", {TOPIC: TEAM})
DANA = token("c_dana", {TOPIC: PUBLIC, "p/c_dana": PUBLIC}, kind="customer")


@pytest.fixture
def feed() -> MemoryFeed:
    return MemoryFeed()


def say(feed: MemoryFeed, body: str, audience: Any = PUBLIC) -> int:
    return feed.append(REF, audience, "message.posted", {"body": body}, "c_dana", AT)


@pytest.mark.parametrize(
    ("signed", "code"),
    [
        (token("a_alice", {TOPIC: TEAM}, key=b"x" * 32), "token_invalid"),  # another installation's
        (token("a_alice", {TOPIC: TEAM}, lives=timedelta(seconds=-1)), "token_expired"),
        (ALICE[:-2] + "AA", "token_invalid"),
        (ALICE.partition(".")[0], "token_invalid"),
        ("", "token_invalid"),
        ("é.é", "token_invalid"),
    ],
)
def test_a_bad_token_closes(signed: str, code: str, bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.line() as client:
            await client.send(t="hello", v=1, token=signed, cursors={TOPIC: 0})
            assert await client.closed() == 4401
            assert client.seen == [{"t": "error", "code": code}]

    run(work())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"t":"hello"}',
        '{"t":"hello","v":2,"token":"x"}',
        '{"t":"sub","topic":"c/7KQ4MXP29R"}',  # before the hello
        '{"t":"nonsense"}',
        '{"t":"hello","v":1,"token":"\\ud800"}',
        '{"t":"hello","v":1,"token":"x","cursors":{"c/A":-1}}',
        '{"t":"hello","v":1,"token":"x","cursors":{"c/A":1e99}}',
        "[" * 20_000,
        b"\x00\xff",
    ],
)
def test_what_is_no_frame_closes(text: str | bytes, bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.line() as client:
            await client.connection.send(text)
            assert await client.closed() in (4400, 4401)
            assert client.seen[0]["t"] == "error"

    run(work())


def test_a_frame_of_too_many_bytes_closes(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.line() as client:
            await client.connection.send("x" * 70_000)
            assert await client.closed() == 1009

    run(work())


def test_a_second_hello_closes(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.client(ALICE) as client:
            await client.send(t="hello", v=1, token=ALICE, cursors={})
            assert await client.closed() == 4400

    run(work())


def test_no_hello_closes(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        limits = Limits(hello_seconds=0.05)
        async with gateway(tmp_path, bus, feed, limits=limits) as house, house.line() as client:
            assert await client.closed() == 4408

    run(work())


def test_too_many_frames_close(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        limits = Limits(frames_per_second=0.001, frames_burst=5)
        async with gateway(tmp_path, bus, feed, limits=limits) as house, house.client(ALICE) as client:
            for _ in range(5):
                await client.send(t="ping")
            assert await client.closed() == 4429
            assert client.seen == [{"t": "pong"}] * 4 + [{"t": "error", "code": "rate_limited"}]

    run(work())


def test_a_person_has_so_many_sockets(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed, limits=Limits(sockets_per_person=1)) as house:
            async with house.client(ALICE), house.line() as second:
                await second.send(t="hello", v=1, token=ALICE, cursors={})
                assert await second.closed() == 4429
            async with house.client(ALICE):
                pass

    run(work())


def test_a_page_of_another_origin_gets_no_socket(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house:
            for origin in ("https://evil.example", "null", f"https://127.0.0.1:{house.port}"):
                with pytest.raises(InvalidStatus) as refused:
                    async with connect(f"ws://127.0.0.1:{house.port}/socket", origin=origin):  # type: ignore[arg-type]
                        pass
                assert refused.value.response.status_code == 403
            async with house.client(ALICE, origin=f"http://127.0.0.1:{house.port}"):
                pass
            with pytest.raises(InvalidStatus):
                async with connect(f"ws://127.0.0.1:{house.port}/elsewhere"):
                    pass

    run(work())


def test_what_was_not_granted_cannot_be_followed(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        feed.append("OTHER", PUBLIC, "message.posted", {"body": "secret"}, "c_erin", AT)
        async with gateway(tmp_path, bus, feed) as house, house.client(DANA, {"c/OTHER": 0}) as client:
            assert client.ready["topics"] == ["p/c_dana"]
            await client.send(t="sub", topic="c/OTHER", cursor=0)
            await client.send(t="typing", topic="c/OTHER", on=True, audience="public")
            assert await client.settled() == [{"t": "revoked", "topic": "c/OTHER"}] * 2

    run(work())


def test_a_customers_token_never_opens_the_teams_side(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    """Even when Django signed it by mistake."""

    async def work() -> None:
        say(feed, "a note", TEAM)
        signed = token("c_dana", {TOPIC: TEAM, "l/harbor/-": PUBLIC}, kind="customer")
        async with gateway(tmp_path, bus, feed) as house, house.client(signed, {TOPIC: 0, "l/harbor/-": 0}) as client:
            assert client.ready["topics"] == []
            assert {frame["t"] for frame in await client.settled()} == {"revoked"}

    run(work())


def test_a_token_renewed_in_band_keeps_the_socket(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        limits = Limits(expiring_seconds=3599.0)  # so that the notice comes soon after the hello
        short = token("a_alice", {TOPIC: TEAM}, lives=timedelta(seconds=2))
        async with gateway(tmp_path, bus, feed, limits=limits) as house, house.client(short, {TOPIC: 0}) as client:
            notice = next(each for each in client.seen if each["t"] == "expiring")
            assert notice["seconds"] <= 2
            await client.send(t="auth", token=token("a_alice", {TOPIC: TEAM, "c/NEW": TEAM}))
            await client.send(t="sub", topic="c/NEW", cursor=0)
            feed.append("NEW", PUBLIC, "message.posted", {"body": "in a wider grant"}, "c_erin", AT)
            assert await client.bodies("c/NEW", 1) == [(1, "in a wider grant")]
            end = datetime.fromisoformat(client.ready["expires_at"])
            await until(lambda: datetime.now(UTC) > end)
            assert not [each for each in await client.settled() if each["t"] in ("error", "revoked")]

    run(work())


def test_the_end_of_a_token_is_the_end_of_the_socket(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        short = token("a_alice", {TOPIC: TEAM}, lives=timedelta(seconds=1))
        async with gateway(tmp_path, bus, feed) as house, house.client(short, {TOPIC: 0}) as client:
            assert await client.closed() == 4401
            assert client.seen[-1] == {"t": "error", "code": "token_expired"}

    run(work())


def test_a_grant_that_is_not_renewed_lapses_alone(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        short = token("a_alice", {TOPIC: TEAM, "c/B": TEAM}, lives=timedelta(seconds=2))
        async with gateway(tmp_path, bus, feed) as house, house.client(short, {TOPIC: 0, "c/B": 0}) as client:
            await client.send(t="auth", token=token("a_alice", {TOPIC: TEAM}))
            assert await client.frame("revoked") == {"t": "revoked", "topic": "c/B"}
            await client.settled()

    run(work())


def test_somebody_elses_token_does_not_renew(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.client(ALICE) as client:
            await client.send(t="auth", token=BOB)
            assert await client.closed() == 4401

    run(work())


def test_a_lost_permission_closes_its_topic_at_once(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.client(ALICE, {TOPIC: 0}) as client:
            bus.publish(Revoke(topic=TOPIC, person="a_alice"))
            assert await client.frame("revoked") == {"t": "revoked", "topic": TOPIC}
            say(feed, "behind closed doors")
            await client.send(t="sub", topic=TOPIC, cursor=0)
            await client.send(t="auth", token=ALICE)  # signed before
            await client.send(t="sub", topic=TOPIC, cursor=0)
            refused = [frame for frame in await client.settled() if frame["t"] != "presence"]
            assert refused == [{"t": "revoked", "topic": TOPIC}] * 2

    run(work())


def test_a_team_that_lost_a_conversation_is_shut_out_and_its_customer_stays(
    bus: MemoryBus, feed: MemoryFeed, tmp_path: Path
) -> None:
    async def work() -> None:
        async with (
            gateway(tmp_path, bus, feed) as house,
            house.client(ALICE, {TOPIC: 0}) as alice,
            house.client(DANA, {TOPIC: 0}) as dana,
        ):
            bus.publish(Revoke(topic=TOPIC))
            assert await alice.frame("revoked") == {"t": "revoked", "topic": TOPIC}
            await alice.send(t="auth", token=ALICE)
            await alice.send(t="sub", topic=TOPIC, cursor=0)
            assert await alice.frame("revoked") == {"t": "revoked", "topic": TOPIC}
            await dana.send(t="auth", token=DANA)
            await dana.send(t="sub", topic=TOPIC, cursor=0)
            assert not [frame for frame in await dana.settled() if frame["t"] == "revoked"]

    run(work())


def test_a_person_put_out_is_out_on_every_socket(bus: MemoryBus, feed: MemoryFeed, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, feed) as house, house.client(BOB, {TOPIC: 0}) as bob:
            async with house.client(ALICE, {TOPIC: 0}) as first, house.client(ALICE) as second:
                bus.publish(Revoke(person="a_alice"))
                assert await first.closed() == await second.closed() == 4401
            async with house.line() as again:
                await again.send(t="hello", v=1, token=ALICE, cursors={})
                assert await again.closed() == 4401
            await bob.settled()

    run(work())
