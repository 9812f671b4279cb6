"""Django's stand-in behind the Unix socket: remembers what came and answers as it is told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.gateway.house import parse


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int


def plain(asked: Asked) -> bytes:
    """An answer that shows what was asked."""
    body = f"{asked.method} {asked.target} {len(asked.body)}".encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


@dataclass
class Web:
    """`answer`: bytes to send back; an empty answer closes the connection without one."""

    answer: Callable[[Asked], bytes] = plain
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        self.writers.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                method, target, _ = head.split(b"\r\n")[0].decode().split()
                _, headers, _ = parse(b"HTTP/1.1 200 OK" + head[head.index(b"\r\n") :])
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.asked.append(Asked(method, target, headers, body, number))
                answer = self.answer(self.asked[-1])
                if not answer:
                    break
                writer.write(answer)
                await writer.drain()
        writer.close()

    def hang_up(self) -> None:
        """Closes every connection."""
        for writer in self.writers:
            writer.close()


@contextlib.asynccontextmanager
async def serving(web: Web, folder: Path) -> AsyncIterator[Web]:
    """Listens at `folder`/web.sock."""
    server = await asyncio.start_unix_server(web.serve, folder / "web.sock")
    try:
        yield web
    finally:
        server.close()
        web.hang_up()
        (folder / "web.sock").unlink(missing_ok=True)
