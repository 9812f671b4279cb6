"""A gateway on a port of its own, and clients with real WebSockets. Nothing waits for a time; all wait for an event."""

import asyncio
import contextlib
import json
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from lightkeeper.core.audience import Audience
from lightkeeper.core.topics import LIFETIME, Grant, sign
from lightkeeper.gateway.app import application, server
from lightkeeper.gateway.settings import Limits, Settings
from lightkeeper.ports.bus import Bus
from lightkeeper.ports.feed import Feed

KEY = b"k" * 32
DEADLINE = 10.0

PUBLIC, TEAM = Audience.PUBLIC, Audience.TEAM


def run(work: Coroutine[Any, Any, None]) -> None:
    """Runs a test on the loop that the gateway runs on."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


async def until(holds: Callable[[], bool]) -> None:
    """Waits for a condition, at most DEADLINE seconds."""
    async with asyncio.timeout(DEADLINE):
        while not holds():
            await asyncio.sleep(0.002)


def reference() -> str:
    """A conversation that no other test uses."""
    return secrets.token_hex(5).upper()


def token(
    person: str, topics: Mapping[str, Audience], *, kind: str = "agent", lives: timedelta = LIFETIME, key: bytes = KEY
) -> str:
    """A token as Django signs it."""
    return sign(Grant(person, person.removeprefix("a_").title(), kind, topics, datetime.now(UTC) + lives), key)


@dataclass
class Gateway:
    """A running gateway."""

    port: int
    settings: Settings

    @contextlib.asynccontextmanager
    async def client(
        self, signed: str, cursors: Mapping[str, int] | None = None, **options: Any
    ) -> AsyncIterator["Client"]:
        """A connected client that said hello and was told ready."""
        async with self.line(**options) as client:
            await client.send(t="hello", v=1, token=signed, cursors=dict(cursors or {}))
            client.ready = await client.frame("ready")
            yield client

    @contextlib.asynccontextmanager
    async def line(self, **options: Any) -> AsyncIterator["Client"]:
        """A connection without a hello."""
        async with connect(f"ws://127.0.0.1:{self.port}/socket", compression=None, **options) as connection:
            yield Client(connection)

    async def http(self, head: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        """One request as it is written; the answer, read to the end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(
                head.replace("\n", "\r\n").encode() + b"\r\nhost: desk.example\r\nconnection: close\r\n\r\n" + body
            )
            async with asyncio.timeout(DEADLINE):
                return parse(await reader.read())
        finally:
            writer.close()


def parse(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers, body of an answer with a Content-Length or up to the end."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split()[1]), headers, body


class Client:
    """A WebSocket that speaks our frames."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.ready: dict[str, Any] = {}
        self.seen: list[dict[str, Any]] = []

    async def send(self, **frame: Any) -> None:
        await self.connection.send(json.dumps(frame))

    async def frame(self, *sorts: str) -> dict[str, Any]:
        """The next frame of one of these sorts; others before it are kept in `seen`."""
        async with asyncio.timeout(DEADLINE):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                if frame["t"] in sorts:
                    return frame
                self.seen.append(frame)

    async def closed(self) -> int:
        """The code with which the gateway closes."""
        async with asyncio.timeout(DEADLINE):
            try:
                while True:
                    self.seen.append(json.loads(await self.connection.recv()))
            except ConnectionClosed:
                return self.connection.close_code or 0

    async def settled(self) -> list[dict[str, Any]]:
        """Everything that came before the answer to a ping."""
        await self.send(t="ping")
        await self.frame("pong")
        seen, self.seen = self.seen, []
        return seen

    async def bodies(self, topic: str, to_seq: int) -> list[tuple[int, str]]:
        """(seq, body) of the topic's messages until `to_seq` is covered; fails on a gap."""
        found: list[tuple[int, str]] = []
        while True:
            frame = await self.frame("events")
            if frame["topic"] != topic:
                continue
            found += [(event["seq"], event["payload"]["body"]) for event in frame["events"]]
            if frame["to_seq"] >= to_seq:
                return found


@contextlib.asynccontextmanager
async def gateway(
    folder: Path, bus: Bus, feed: Feed, *, limits: Limits | None = None, **settings: Any
) -> AsyncIterator[Gateway]:
    """A gateway that serves until the block ends."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    told = Settings(
        data=folder,
        run=folder,
        database_url="",
        url=f"http://127.0.0.1:{port}",
        host="127.0.0.1",
        port=port,
        static=folder / "static",
        limits=limits or Limits(),
    )
    told = replace(told, **settings)
    running = server(application(told, bus, feed, KEY), told)
    serving = asyncio.create_task(running.serve(sockets=[listener]))
    try:
        await until(lambda: running.started or serving.done())
        yield Gateway(port, told)
    finally:
        running.should_exit = True
        await serving
