"""Taking in a request's body: no more than the limit, no slower than the rate. Django never waits for a client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from lightkeeper.gateway.peers import Headers, header
from lightkeeper.gateway.refusals import TooLarge, TooSlow

Receive = Callable[[], Awaitable[Any]]

# A client that is cut off in the middle of sending sees a broken connection instead of our refusal. So a little more
# is read, and thrown away.
DRAIN_BYTES = 8_388_608
DRAIN_SECONDS = 2.0


class ClientGone(Exception):
    """The connection closed before the body was complete."""


class Body:
    """One request's body; `receive` is ASGI's."""

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive = receive
        length = header(headers, b"content-length")
        self._length = int(length) if length.isdigit() else 0
        self._more = self._length > 0 or header(headers, b"transfer-encoding") != ""

    async def chunks(self, *, limit: int, seconds: float, grace: float, rate: float) -> AsyncIterator[bytes]:
        """The body as it comes, at most `limit` bytes.

        It has `grace` seconds, and one more for each `rate` bytes that came, but never more than `seconds`. Raises
        TooLarge, TooSlow, ClientGone.
        """
        if self._length > limit:
            raise TooLarge(limit=limit)
        loop = asyncio.get_running_loop()
        began, came = loop.time(), 0
        while self._more:
            try:
                async with asyncio.timeout_at(began + min(seconds, grace + came / rate)):
                    chunk = await self._next()
            except TimeoutError:
                self._more = False  # nothing to wait for
                raise TooSlow from None
            came += len(chunk)
            if came > limit:
                raise TooLarge(limit=limit)
            if chunk:
                yield chunk

    async def drain(self) -> None:
        """Throws away what is still coming, within reason, so that a refusal can be read."""
        left = DRAIN_BYTES
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while self._more and left > 0:
                    left -= len(await self._next())
        except (TimeoutError, ClientGone):
            return

    async def _next(self) -> bytes:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._more = False
            raise ClientGone
        self._more = message.get("more_body", False)
        chunk: bytes = message.get("body", b"")
        return chunk
