from pathlib import Path

from lightkeeper.ports.bus import MemoryBus
from lightkeeper.ports.postgres_feed import PostgresFeed
from tests.gateway.house import PUBLIC, TEAM, gateway, reference, run, token
from tests.gateway.ledger import Writer


def test_a_client_gets_each_event_once_and_in_order_over_a_drop(
    database: str, bus: MemoryBus, writer: Writer, tmp_path: Path
) -> None:
    async def work() -> None:
        feed = PostgresFeed(database)
        await feed.open()
        ref = reference()
        topic = f"c/{ref}"
        signed = token("c_dana", {topic: PUBLIC}, kind="customer")
        async with gateway(tmp_path, bus, feed) as house:
            async with house.client(signed, {topic: 0}) as client:
                assert client.ready["topics"] == [topic]
                for n in (1, 2, 3):
                    writer.append(ref, f"m{n}")
                assert await client.bodies(topic, 3) == [(1, "m1"), (2, "m2"), (3, "m3")]
            for n in (4, 5):
                writer.append(ref, f"m{n}")
            async with house.client(signed, {topic: 3}) as client:
                writer.append(ref, "m6")
                assert await client.bodies(topic, 6) == [(4, "m4"), (5, "m5"), (6, "m6")]

    run(work())


def test_a_note_reaches_the_team_and_leaves_no_gap_for_the_customer(
    database: str, bus: MemoryBus, writer: Writer, tmp_path: Path
) -> None:
    async def work() -> None:
        feed = PostgresFeed(database)
        await feed.open()
        ref = reference()
        topic = f"c/{ref}"
        writer.append(ref, "hello")
        writer.append(ref, "he seems upset", TEAM)
        async with (
            gateway(tmp_path, bus, feed) as house,
            house.client(token("c_dana", {topic: PUBLIC}, kind="customer"), {topic: 0}) as dana,
            house.client(token("a_alice", {topic: TEAM}), {topic: 0}) as alice,
        ):
            first = await dana.frame("events")
            assert (first["from_seq"], first["to_seq"]) == (0, 2)
            assert [event["seq"] for event in first["events"]] == [1]
            writer.append(ref, "ask the wallet team", TEAM)
            hidden = await dana.frame("events")
            assert (hidden["from_seq"], hidden["to_seq"], hidden["events"]) == (2, 3, [])
            writer.append(ref, "are you there")
            assert await dana.bodies(topic, 4) == [(4, "are you there")]
            assert [seq for seq, _ in await alice.bodies(topic, 4)] == [1, 2, 3, 4]

    run(work())
