"""Taking in a request's body: no more than the limit, no slower than the rate. Django never waits for a client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from lightkeeper.gateway.refusals import TooLarge, TooSlow

Receive = Callable[[], Awaitable[Any]]

# A client that is cut off in the middle of sending sees a broken connection instead of our refusal. So a little more
# than the limit is read, and thrown away.
DRAIN_BYTES = 8_388_608
DRAIN_SECONDS = 2.0


class ClientGone(Exception):
    """The connection closed before the body was complete."""


async def chunks(
    receive: Receive, *, length: str, limit: int, seconds: float, grace: float, rate: float
) -> AsyncIterator[bytes]:
    """The body as it comes, at most `limit` bytes; `length` is its Content-Length header, if any.

    It has `grace` seconds, and one more for each `rate` bytes that came, but never more than `seconds`. Raises
    TooLarge, TooSlow, ClientGone.
    """
    if length.isdigit() and int(length) > limit:
        await _drain(receive)
        raise TooLarge(limit=limit)
    loop = asyncio.get_running_loop()
    began, came, more = loop.time(), 0, True
    while more:
        try:
            async with asyncio.timeout_at(began + min(seconds, grace + came / rate)):
                message = await receive()
        except TimeoutError:
            raise TooSlow from None
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk, more = message.get("body", b""), message.get("more_body", False)
        came += len(chunk)
        if came > limit:
            await _drain(receive)
            raise TooLarge(limit=limit)
        if chunk:
            yield chunk


async def _drain(receive: Receive) -> None:
    left, more = DRAIN_BYTES, True
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while more and left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError:
        return
