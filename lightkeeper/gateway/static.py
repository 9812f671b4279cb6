"""The built front end: hashed files for ever, the console's page for all of /desk/, the widget's loader."""

import asyncio
import mimetypes
import re
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Any

from lightkeeper.gateway.bodies import Receive
from lightkeeper.gateway.peers import header
from lightkeeper.gateway.refusals import MethodNotAllowed, NotFound, Send, refuse, respond

HASHED = re.compile(r"-[0-9A-Za-z_-]{8,}\.\w+$")  # as Vite names what it builds
FOREVER = b"public, max-age=31536000, immutable"
SHORT = b"public, max-age=300"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))

# Svelte sets single styles on elements, which style-src alone would refuse; it makes no style sheets in the page.
CONSOLE_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    b"img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; "
    b"manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

Extra = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it will be sent: `encoding` is the Content-Encoding of the bytes at `path`, if any."""

    path: Path
    encoding: str
    tag: bytes
    modified: float


class Static:
    """An ASGI application over `folder`. `cache` None: by the file's name."""

    def __init__(
        self, folder: Path, prefix: str, *, only: str = "", cache: bytes | None = None, extra: Extra = ()
    ) -> None:
        self._folder = folder.resolve()
        self._prefix = prefix
        self._only = only
        self._cache = cache
        self._extra = extra

    async def __call__(self, scope: dict[str, Any], _: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(scope, send, MethodNotAllowed(), "")
            return
        name = self._only or scope["path"].removeprefix(self._prefix)
        found = await asyncio.to_thread(find, self._folder, name, header(scope["headers"], b"accept-encoding"))
        if found is None:
            await refuse(scope, send, NotFound(), "")
            return
        headers = [*self._headers(name, found), *self._extra]
        if found.tag in header(scope["headers"], b"if-none-match").encode("latin-1").replace(b"W/", b"").split(b", "):
            await respond(send, 304, headers)
            return
        body = await asyncio.to_thread(found.path.read_bytes)
        headers.append((b"content-length", str(len(body)).encode()))
        await respond(send, 200, headers, b"" if scope["method"] == "HEAD" else body)

    def _headers(self, name: str, found: Found) -> list[tuple[bytes, bytes]]:
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if media_type.startswith("text/") or media_type in ("application/javascript", "application/json"):
            media_type += "; charset=utf-8"
        headers = [
            (b"content-type", media_type.encode()),
            (b"cache-control", self._cache or (FOREVER if HASHED.search(name) else SHORT)),
            (b"etag", found.tag),
            (b"last-modified", formatdate(found.modified, usegmt=True).encode()),
            (b"vary", b"accept-encoding"),
            (b"x-content-type-options", b"nosniff"),
        ]
        return [*headers, (b"content-encoding", found.encoding.encode())] if found.encoding else headers


def find(folder: Path, name: str, accepted: str) -> Found | None:
    """The file `name` below `folder` (absolute), compressed beforehand when there is one that the reader takes."""
    if "\0" in name or "\\" in name:
        return None
    path = (folder / name.lstrip("/")).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return None
    takes = {
        each.split(";")[0].strip()
        for each in accepted.split(",")
        if "q=0" not in each.replace(" ", "").split("q=0.")[0]
    }
    for encoding, ending in ENCODINGS:
        packed = path.with_name(path.name + ending)
        if encoding in takes and packed.is_file():
            return _found(packed, encoding)
    return _found(path, "")


def _found(path: Path, encoding: str) -> Found:
    stat = path.stat()
    return Found(path, encoding, b'"%x-%x%s"' % (stat.st_mtime_ns, stat.st_size, encoding.encode()), stat.st_mtime)
