"""HTTP/1.1 to Django over its Unix socket, with connections kept open. A tenth of a general client's cost a request."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httptools

from lightkeeper.gateway.refusals import Unavailable

Headers = list[tuple[bytes, bytes]]

IDLE_SECONDS = 4.0  # an older connection may be closed by Django while we write to it
IDLE_CONNECTIONS = 32
ABSENT_SECONDS = 0.3
# An answer is taken in at once, so that no Django thread waits for a slow client; only a huge one is held back.
BUFFER_BYTES = 16_777_216


class Answer:
    """A status, headers, and a body that may still be coming."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self.status = connection.status
        self.headers = connection.headers

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body. Raises Unavailable when it breaks off."""
        connection = self._connection
        while True:
            if chunk := connection.take():
                yield chunk
            elif connection.done:
                return
            elif connection.lost:
                raise Unavailable
            else:
                await connection.moved.wait()
                connection.moved.clear()

    @property
    def body(self) -> bytes | None:
        """All of it, when all of it is here."""
        return self._connection.take() if self._connection.done else None


class Connection(asyncio.Protocol):
    """One connection; one request at a time."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.lost = False
        self.used = 0.0
        self.reset(head=False)

    def reset(self, *, head: bool) -> None:
        """Ready for the next answer; `head`: it will have no body, whatever its headers say."""
        self.parser = httptools.HttpResponseParser(self)
        self.moved = asyncio.Event()
        self.status = 0
        self.headers: Headers = []
        self.done = False
        self.reusable = False
        self._head = head
        self._buffer = bytearray()
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self.transport.abort()
        if len(self._buffer) > BUFFER_BYTES and not self._paused:
            self._paused = True
            self.transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        lengths = {b"content-length", b"transfer-encoding"}
        if exc is None and self.status and not lengths & {name for name, _ in self.headers}:
            self.done = True  # the body that ends with the connection
        self.moved.set()

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.status = self.parser.get_status_code()
        if self._head:
            self.done = True
        self.moved.set()

    def on_body(self, body: bytes) -> None:
        self._buffer += body
        self.moved.set()

    def on_message_complete(self) -> None:
        self.done = True
        self.reusable = self.parser.should_keep_alive() and not self._head
        self.moved.set()

    def take(self) -> bytes:
        """What has come and was not taken."""
        taken = bytes(self._buffer)
        self._buffer.clear()
        if self._paused:
            self._paused = False
            self.transport.resume_reading()
        return taken


class Upstream:
    """Django behind the socket at `path`."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = str(path)
        self._seconds = seconds
        self._idle: list[Connection] = []

    async def ask(self, method: str, target: bytes, headers: Headers, body: bytes, *, repeatable: bool) -> Answer:
        """Sends the request and waits for the answer's head. Give the answer to `release` afterwards.

        A `repeatable` request is sent once more when the connection breaks before an answer. Raises Unavailable.
        """
        request = b"".join(
            [
                method.encode(),
                b" ",
                target,
                b" HTTP/1.1\r\n",
                *(part for name, value in headers for part in (name, b": ", value, b"\r\n")),
                b"content-length: %d\r\n\r\n" % len(body) if body or method not in ("GET", "HEAD") else b"\r\n",
                body,
            ]
        )
        try:
            async with asyncio.timeout(self._seconds):
                try:
                    return await self._try(request, head=method == "HEAD", fresh=False)
                except (FileNotFoundError, ConnectionRefusedError):  # it starts anew; nothing was sent
                    await asyncio.sleep(ABSENT_SECONDS)
                except (ConnectionError, EOFError):
                    if not repeatable:
                        raise
                return await self._try(request, head=method == "HEAD", fresh=True)
        except (OSError, EOFError) as error:
            raise Unavailable from error

    def release(self, answer: Answer) -> None:
        """The answer was read, or nobody wants the rest."""
        connection = answer._connection
        if connection.done and connection.reusable and not connection.lost and len(self._idle) < IDLE_CONNECTIONS:
            connection.used = asyncio.get_running_loop().time()
            self._idle.append(connection)
        else:
            connection.transport.abort()

    def close(self) -> None:
        """Closes what is idle."""
        while self._idle:
            self._idle.pop().transport.abort()

    async def _try(self, request: bytes, *, head: bool, fresh: bool) -> Answer:
        connection = (None if fresh else self._kept()) or await self._connect()
        connection.reset(head=head)
        try:
            connection.transport.write(request)
            while not connection.status:
                if connection.lost:
                    raise EOFError
                await connection.moved.wait()
                connection.moved.clear()
        except BaseException:
            connection.transport.abort()
            raise
        return Answer(connection)

    def _kept(self) -> Connection | None:
        oldest = asyncio.get_running_loop().time() - IDLE_SECONDS
        while self._idle:
            connection = self._idle.pop()
            if not connection.lost and connection.used > oldest:
                return connection
            connection.transport.abort()
        return None

    async def _connect(self) -> Connection:
        _, connection = await asyncio.get_running_loop().create_unix_connection(Connection, self._path)
        return connection
