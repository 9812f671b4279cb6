"""The least that a client needs: HTTP/1.1 on one kept connection, and a WebSocket that reads text frames.

General clients cost as much as what is measured; the load generator shares the machine with the system.
"""

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from typing import cast

import httptools


class Request(asyncio.Protocol):
    """One connection, one request at a time. `ask` gives (status, body)."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._body = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, _error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the server hung up"))

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if self._answer is not None:
            self._answer.set_result((self._parser.get_status_code(), bytes(self._body)))
        self._parser = httptools.HttpResponseParser(self)
        self._body.clear()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._answer


class WebSocket(asyncio.Protocol):
    """Gives each text frame to `heard` as bytes; answers pings."""

    transport: asyncio.Transport

    def __init__(self, heard: Callable[[bytes], None]) -> None:
        self._heard = heard
        self._buffer = bytearray()
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.lost = True
        if not self.open.done():
            self.open.set_exception(ConnectionResetError("no socket"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                self.open.set_exception(ConnectionRefusedError(head.decode("latin-1")[:200]))
                return
            self.open.set_result(None)
            self._buffer = bytearray(rest)
        while (end_of_frame := self._take()) is not None:
            del self._buffer[:end_of_frame]

    def say(self, text: bytes, opcode: int = 1) -> None:
        """One masked frame."""
        size = len(text)
        lengths = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack(">H", size)
        if size > 0xFFFF:
            lengths = b"\xff" + struct.pack(">Q", size)
        # a mask of zeros leaves the text as it is
        self.transport.write(bytes([0x80 | opcode]) + lengths + b"\0\0\0\0" + text)

    def _take(self) -> int | None:
        """Handles the first whole frame; where it ends, or None when there is none."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        end = start + size
        if len(buffer) < end:
            return None
        body = bytes(buffer[start:end])
        if buffer[0] & 0x0F == 1:
            self._heard(body)
        elif buffer[0] & 0x0F == 9:
            self.say(body, opcode=10)
        return end


async def connect(port: int) -> Request:
    """A kept HTTP connection."""
    _, request = await asyncio.get_running_loop().create_connection(Request, "127.0.0.1", port)
    return request


async def open_socket(port: int, hello: bytes, heard: Callable[[bytes], None]) -> WebSocket:
    """A socket after its hello was sent."""
    loop = asyncio.get_running_loop()
    _, line = await loop.create_connection(lambda: WebSocket(heard), "127.0.0.1", port)
    key = base64.b64encode(os.urandom(16)).decode()
    line.transport.write(
        f"GET /socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{port}\r\n\r\n".encode()
    )
    await line.open
    line.say(hello)
    return line


def post(port: int, path: str, body: bytes, *headers: tuple[str, str]) -> bytes:
    """The bytes of a POST of JSON."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n{lines}"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(port: int, path: str, *headers: tuple[str, str]) -> bytes:
    """The bytes of a GET."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n".encode()
