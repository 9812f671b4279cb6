"""The bus over PostgreSQL's NOTIFY: no other service is needed."""

import asyncio
import contextlib
import itertools
import logging
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import psycopg

from lightkeeper.ports.bus import Frame, Heard, Resumed, pack, unpack

log = logging.getLogger(__name__)

CHANNEL = "lightkeeper"
PAYLOAD_BYTES = 7_900  # NOTIFY takes less than 8,000
CONNECT_SECONDS = 2
CALM_SECONDS = 1.0  # after a failed publish nobody tries again for this long: requests must not queue behind an outage
PROBE_SECONDS = 15.0
BACKOFF_SECONDS = (0.05, 0.2, 0.5, 1.0, 2.0)


_OPTIONS: dict[str, Any] = {
    "autocommit": True,
    "connect_timeout": CONNECT_SECONDS,
    "application_name": "lightkeeper bus",
    # A notice is no truth: its commit need not reach the disk.
    "options": "-c synchronous_commit=off",
    "tcp_user_timeout": 5_000,
}


class PostgresBus:
    """Publishes through one small connection of its own, after the commit, from any thread.

    NOTIFY inside the writing transaction would serialise all commits on one lock of the server; on a connection of its
    own only the notices queue behind each other.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._calm_until = 0.0
        self._closed = False
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Heard | None]]] = []

    def publish(self, *frames: Frame) -> bool:
        payloads = pack(frames, PAYLOAD_BYTES)
        if not payloads:
            return True
        with self._lock:
            if self._closed or time.monotonic() < self._calm_until:
                return False
            # A connection that went stale is found by using it; the second try has a fresh one.
            if self._notify(payloads) or self._notify(payloads):
                return True
            self._calm_until = time.monotonic() + CALM_SECONDS
            return False

    async def subscribe(self) -> AsyncIterator[Heard]:
        queue: asyncio.Queue[Heard | None] = asyncio.Queue()
        listener = (asyncio.get_running_loop(), queue)
        if self._closed:
            return
        self._listeners.append(listener)
        following = asyncio.create_task(self._follow(queue))
        try:
            while (heard := await queue.get()) is not None:
                yield heard
        finally:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._drop()
        for loop, queue in list(self._listeners):
            loop.call_soon_threadsafe(queue.put_nowait, None)
        self._listeners.clear()

    def _notify(self, payloads: list[str]) -> bool:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = psycopg.connect(self._url, **_OPTIONS)
            for payload in payloads:
                self._connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))
        except psycopg.Error as error:
            log.warning("the bus could not publish: %s", type(error).__name__)
            self._drop()
            return False
        return True

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def _follow(self, queue: asyncio.Queue[Heard | None]) -> None:
        """Fills the queue; reconnects for ever, with growing pauses."""
        pauses = itertools.chain(BACKOFF_SECONDS, itertools.repeat(BACKOFF_SECONDS[-1]))
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, **_OPTIONS) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    queue.put_nowait(Resumed())
                    pauses = itertools.chain(BACKOFF_SECONDS, itertools.repeat(BACKOFF_SECONDS[-1]))
                    await _hear(connection, queue)
            except (psycopg.Error, TimeoutError) as error:
                log.warning("the bus lost its connection: %s", type(error).__name__)
                await asyncio.sleep(next(pauses))


async def _hear(connection: psycopg.AsyncConnection[tuple[Any, ...]], queue: asyncio.Queue[Heard | None]) -> None:
    while True:
        async for notice in connection.notifies(timeout=PROBE_SECONDS):
            try:
                for frame in unpack(notice.payload):
                    queue.put_nowait(frame)
            except msgspec.DecodeError:  # a newer release publishes what we do not know yet
                log.warning("the bus carried %d bytes that are no frames", len(notice.payload))
        async with asyncio.timeout(PROBE_SECONDS):  # a server that vanished without a word answers nothing
            await connection.execute("SELECT 1")
