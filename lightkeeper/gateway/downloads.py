"""GET /files/get/<ticket>: a stored file, never as a page of ours."""

import asyncio
import secrets
from typing import Any
from urllib.parse import quote

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.tickets import DownloadTicket, verify_download
from lightkeeper.gateway.bodies import Receive
from lightkeeper.gateway.refusals import MethodNotAllowed, Send, refuse
from lightkeeper.ports.clock import Clock
from lightkeeper.ports.store import FileMissing, Store

READ_BYTES = 262_144
PREFIX = "/files/get/"


class Downloads:
    """An ASGI application. `key` signs tickets."""

    def __init__(self, store: Store, clock: Clock, key: bytes) -> None:
        self._store = store
        self._clock = clock
        self._key = key

    async def __call__(self, scope: dict[str, Any], _: Receive, send: Send) -> None:
        request = secrets.token_hex(8)
        try:
            if scope["method"] not in ("GET", "HEAD"):
                raise MethodNotAllowed
            now = self._clock.now()
            ticket = verify_download(scope["path"].removeprefix(PREFIX), self._key, now)
            size = await asyncio.to_thread(self._store.size, ticket.key)
            file = await asyncio.to_thread(self._store.open, ticket.key)
        except LightkeeperError as error:
            await refuse(scope, send, error, request)
            return
        with file:
            seconds = int((ticket.expires_at - now).total_seconds())
            await send({"type": "http.response.start", "status": 200, "headers": _headers(ticket, size, seconds)})
            left = 0 if scope["method"] == "HEAD" else size
            while left > 0:
                chunk = await asyncio.to_thread(file.read, min(left, READ_BYTES))
                if not chunk:  # cut short while we read it: the connection breaks, so that nobody takes it for whole
                    raise FileMissing
                left -= len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


def _headers(ticket: DownloadTicket, size: int, seconds: int) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-type", _media_type(ticket.media_type)),
        (b"content-length", str(size).encode()),
        (b"content-disposition", disposition(ticket.name)),
        (b"cache-control", b"private, max-age=%d" % seconds),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"sandbox; default-src 'none'"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"referrer-policy", b"no-referrer"),
    ]


def disposition(name: str) -> bytes:
    """`attachment` with the name for old and new readers (RFC 6266; RFC 8187)."""
    plain = "".join(each if each.isascii() and (each.isalnum() or each in " ._-()") else "_" for each in name)
    full = quote(name.encode("utf-8", "replace"), safe="!#$&+-.^_`|~")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}".encode("ascii")


def _media_type(media_type: str) -> bytes:
    ours = media_type.isascii() and media_type.isprintable()
    return media_type.encode() if ours else b"application/octet-stream"
