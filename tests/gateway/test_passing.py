"""What passes by: typing, presence, read marks, the assistant's progress. Told once, over all gateways."""

from pathlib import Path

from lightkeeper.ports.bus import Ephemeral, ListNews, MemoryBus, Progress, Read
from lightkeeper.ports.feed import MemoryFeed
from tests.gateway.house import PUBLIC, TEAM, gateway, run, token

TOPIC = "c/7KQ4MXP29R"
ALICE = token("a_alice", {TOPIC: TEAM})
BOB = token("a_bob", {TOPIC: TEAM})
DANA = token("c_dana", {TOPIC: PUBLIC, "p/c_dana": PUBLIC}, kind="customer")


def test_typing_reaches_whom_it_is_meant_for(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        async with (
            gateway(tmp_path, bus, MemoryFeed()) as one,
            gateway(tmp_path, bus, MemoryFeed()) as other,
            one.client(ALICE, {TOPIC: 0}) as alice,
            other.client(BOB, {TOPIC: 0}) as bob,
            other.client(DANA, {TOPIC: 0}) as dana,
        ):
            await alice.send(t="typing", topic=TOPIC, on=True, audience="team")
            shown = {"t": "typing", "topic": TOPIC, "person": "a_alice", "name": "Alice", "on": True}
            assert await bob.frame("typing") == shown
            await alice.send(t="typing", topic=TOPIC, on=True, audience="public")
            assert await dana.frame("typing") == shown
            assert not [each for each in dana.seen if each["t"] == "typing"]
            await dana.send(t="typing", topic=TOPIC, on=True)
            assert (await alice.frame("typing"))["person"] == "c_dana"
            await dana.send(t="typing", topic=TOPIC, on=True, audience="team")
            assert await dana.closed() == 4400
            assert dana.seen[-1] == {"t": "error", "code": "forbidden"}

    run(work())


def test_presence_over_two_gateways(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        async with (
            gateway(tmp_path, bus, MemoryFeed()) as one,
            gateway(tmp_path, bus, MemoryFeed()) as other,
            one.client(ALICE, {TOPIC: 0}) as alice,
        ):

            async def shown(*refs: str) -> None:
                while [each["ref"] for each in (await alice.frame("presence"))["people"]] != list(refs):
                    pass

            async with other.client(BOB, {TOPIC: 0}), other.client(DANA, {TOPIC: 0}) as dana:
                await shown("a_alice", "a_bob", "c_dana")
                assert (await dana.frame("presence"))["people"] == [{"kind": "agent"}, {"kind": "customer"}]
            await shown("a_alice")

    run(work())


def test_what_passes_by(bus: MemoryBus, tmp_path: Path) -> None:
    async def work() -> None:
        async with gateway(tmp_path, bus, MemoryFeed()) as house, house.client(DANA, {TOPIC: 0}) as dana:
            bus.publish(
                Ephemeral(TOPIC, TEAM, Read("a_alice", 1)),
                Ephemeral(TOPIC, PUBLIC, Read("a_alice", 2)),
                Ephemeral(TOPIC, PUBLIC, Progress("writing")),
                ListNews("p/c_dana", "NEW", 1),
            )
            assert await dana.frame("read") == {"t": "read", "topic": TOPIC, "person": "a_alice", "seq": 2}
            assert await dana.frame("progress") == {"t": "progress", "topic": TOPIC, "stage": "writing"}
            assert await dana.frame("news") == {"t": "news", "topic": "p/c_dana", "reference": "NEW", "seq": 1}

    run(work())
