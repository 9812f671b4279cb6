"""Pages that an agent asks for, one after the other, through the gateway: the inbox and the search."""

import asyncio
import json
import time
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from benches import wire
from benches.bulk import load_conversations, load_messages, load_participations
from benches.figures import Row, Spread, Table, under
from benches.people import Desk, Scene
from benches.system import System

INBOX_P95_MS = 40.0
SEARCH_P95_MS = 150.0
DEEP = 20
"""Pages down."""

FILTERS = {
    "open": "state=open",
    "everything": "state=all",
    "mine": "state=open&assignee=me",
    "unassigned": "state=open&assignee=none",
    "one team": "state=open&team=support",
    "solved": "state=solved",
}
WORDS = {"chargeback": 10_000, "冻结": 10_000, "memo": 100, "提币": 100, "withdrawal": 5, "充值": 5}
"""Each stands in one of so many messages."""


def inbox(system: System, scene: Scene, sizes: Sequence[int], repeats: int) -> Table:
    """First pages, deep pages and filters; all of a size together against the bar."""
    rows, loaded = [], 0
    for size in sizes:
        load_conversations(scene, loaded, size - 1)
        loaded = size
        if size == sizes[-1]:
            load_participations(scene)
        rows += asyncio.run(_inbox(system, scene, size, repeats))
    return Table("Inbox page (50 rows)", tuple(rows))


async def _inbox(system: System, scene: Scene, size: int, repeats: int) -> list[Row]:
    line = await wire.connect(system.port)
    rows: list[Row] = []
    everything: list[float] = []
    for desk, who in ((scene.leads[0], "lead"), (scene.members[0], "agent of one team")):
        for name, asked in FILTERS.items():
            if who != "lead" and name == "one team":
                continue
            path = f"/api/agent/inbox?{asked}"
            times = await _times(line, system.port, desk, [path] * repeats)
            deep = await _deep(line, system.port, desk, path, repeats)
            everything += times + deep
            rows.append(Row(f"{size:,}: {who}, {name}", Spread.of(times)))
            if deep:
                rows.append(Row(f"{size:,}: {who}, {name}, deep", Spread.of(deep)))
    line.transport.close()
    return [*rows, under(Spread.of(everything), "p95", INBOX_P95_MS, f"{size:,}: all of these")]


async def _deep(line: wire.Request, port: int, desk: Desk, path: str, repeats: int) -> list[float]:
    """The page after DEEP others."""
    after = ""
    for _ in range(DEEP):
        _, body = await _get(line, port, desk, path + (f"&after={quote(after)}" if after else ""))
        after = json.loads(body)["next"] or ""
        if not after:
            return []
    return await _times(line, port, desk, [f"{path}&after={quote(after)}"] * repeats)


def search(system: System, scene: Scene, number: int, repeats: int) -> Table:
    """Words of several shares, for agents who see all and who see a twentieth."""
    load_messages(scene, number, WORDS)
    return Table(f"Search over {number:,} messages", tuple(asyncio.run(_search(system, scene, repeats))))


async def _search(system: System, scene: Scene, repeats: int) -> list[Row]:
    line = await wire.connect(system.port)
    rows: list[Row] = []
    for desks, who in ((scene.leads, "all"), (scene.members, "5 %")):
        for word, every in WORDS.items():
            path = f"/api/agent/search?q={quote(word)}"
            times: list[float] = []
            for n in range(repeats):  # agents in turn: each may search sixty times a minute
                times += await _times(line, system.port, desks[n % len(desks)], [path])
            name = f"{word} ({100 / every:g} %), agent sees {who}"
            rows.append(under(Spread.of(times), "p95", SEARCH_P95_MS, name))
    line.transport.close()
    return rows


async def _times(line: wire.Request, port: int, desk: Desk, paths: Iterable[str]) -> list[float]:
    return [(await _get(line, port, desk, path))[0] for path in paths]


async def _get(line: wire.Request, port: int, desk: Desk, path: str) -> tuple[float, bytes]:
    """Seconds and the body."""
    request = wire.get(port, path, ("Cookie", desk.cookie))
    began = time.monotonic()
    status, body = await line.ask(request)
    took = time.monotonic() - began
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:300]!r}")
    return took, body
