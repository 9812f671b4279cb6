"""The process that the supervisor starts."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from lightkeeper.core.topics import LIFETIME, Grant, sign
from lightkeeper.gateway.settings import Settings
from lightkeeper.ports.keyring import Keyring
from lightkeeper.ports.postgres_bus import PostgresBus
from lightkeeper.ports.vault import FolderVault
from tests.gateway.house import PUBLIC, Client, reference, run
from tests.gateway.ledger import Writer

STARTED = 20.0


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Settings(tmp_path, tmp_path, database, f"http://127.0.0.1:{port}", "127.0.0.1", port)


@pytest.fixture
def process(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    told = {
        "LIGHTKEEPER_DATA": str(settings.data),
        "LIGHTKEEPER_RUN": str(settings.run),
        "LIGHTKEEPER_URL": settings.url,
        "DATABASE_URL": settings.database_url,
    }
    process = subprocess.Popen([sys.executable, "-m", "lightkeeper.gateway"], env={**os.environ, **told})
    yield process
    process.kill()
    process.wait()


async def answers(settings: Settings) -> None:
    async with asyncio.timeout(STARTED):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", settings.port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                return


def test_it_serves_and_at_sigterm_sends_its_clients_elsewhere(
    settings: Settings, process: subprocess.Popen[bytes], database: str
) -> None:
    async def work() -> None:
        await answers(settings)
        key = Keyring(FolderVault(settings.data / "keys")).topic_key
        ref = reference()
        topic = f"c/{ref}"
        signed = sign(Grant("c_dana", "Dana", "customer", {topic: PUBLIC}, datetime.now(UTC) + LIFETIME), key)
        bus = PostgresBus(database)
        writer = Writer(database, bus)
        async with connect(f"ws://127.0.0.1:{settings.port}/socket") as connection:
            client = Client(connection)
            await client.send(t="hello", v=1, token=signed, cursors={topic: 0})
            await client.frame("ready")
            writer.append(ref, "hello")
            assert await client.bodies(topic, 1) == [(1, "hello")]
            _, stalled = await asyncio.open_connection("127.0.0.1", settings.port)
            stalled.write(b"POST /api/x HTTP/1.1\r\nhost: h\r\ncontent-length: 9\r\n\r\n")
            process.send_signal(signal.SIGTERM)
            assert await client.closed() == 1012
            assert await asyncio.to_thread(process.wait, 10) in (0, -signal.SIGTERM)
            stalled.close()
        writer.close()
        bus.close()

    run(work())


def test_what_it_is_told() -> None:
    environ = {
        "LIGHTKEEPER_DATA": "/d",
        "LIGHTKEEPER_RUN": "/r",
        "LIGHTKEEPER_URL": "https://desk.example",
        "DATABASE_URL": "postgresql://x",
        "LIGHTKEEPER_PORT": "8100",
        "LIGHTKEEPER_HOST": "0.0.0.0",
        "LIGHTKEEPER_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
    }
    settings = Settings.read(environ)
    assert (settings.host, settings.port, settings.web) == ("0.0.0.0", 8100, Path("/r/web.sock"))
    assert [str(each) for each in settings.trusted] == ["10.0.0.0/8", "::1/128"]
    plain = Settings.read({**environ, "LIGHTKEEPER_PORT": "", "LIGHTKEEPER_HOST": ""})
    assert (plain.host, plain.port) == ("desk.example", 8100)
