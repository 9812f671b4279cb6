"""Our two changes to uvicorn's connections: requests must have a head in time, and sockets are written to directly.

A frame that goes to many sockets is encoded once, header included, and written straight to each transport; what a
transport has not yet sent is how far its reader lags. So no socket needs a queue, a task or a copy of its own.
"""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from lightkeeper.gateway.session import SLOW
from lightkeeper.gateway.settings import Limits

LINK = "lightkeeper.link"
HANG_UP_SECONDS = 2.0


class Requests(HttpToolsProtocol):
    """HTTP; a connection whose next request's head does not come in time is closed."""

    head_seconds = Limits().head_seconds
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(self.head_seconds, transport.abort)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(self.head_seconds, self.transport.abort)

    def on_headers_complete(self) -> None:
        self._in_time()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        super().connection_lost(exc)

    def _in_time(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


class Line(WebSocketsSansIOProtocol):
    """A WebSocket whose `Link` the application finds in the scope's extensions."""

    link: "Link | None" = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            self.link = Link(self)
            cast("dict[str, Any]", self.scope["extensions"])[LINK] = self.link

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.link is not None:
            self.link.stalled()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.link is not None:
            self.link.flows()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        # A close waits until the peer has taken what is in the buffer; one that answers no ping never will.
        self.loop.call_later(HANG_UP_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.link is not None:
            self.link.flows()
            self.link.on_drain = None


class Link:
    """The `session.Wire` over a Line. `limits` are set before the handshake is answered."""

    __slots__ = ("_line", "_stall", "limits", "on_drain")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._stall: asyncio.TimerHandle | None = None
        self.limits = Limits()
        self.on_drain: Callable[[], None] | None = None

    @property
    def writable(self) -> bool:
        """The peer has taken nearly all that it was sent."""
        return self._stall is None and not self._line.close_sent

    def push(self, data: bytes) -> None:
        """One encoded frame; a peer that has left too much untaken is hung up on instead."""
        line = self._line
        if line.close_sent or line.transport.is_closing():
            return
        if line.transport.get_write_buffer_size() > self.limits.buffer_bytes:
            self.hang_up(SLOW)
            return
        line.transport.write(data)

    def hang_up(self, code: int) -> None:
        """Says goodbye, and cuts the line when the peer does not answer."""
        line = self._line
        if line.close_sent or line.transport.is_closing():
            return
        line.stop_keepalive()
        line.conn.send_close(code)
        line.transport.write(b"".join(line.conn.data_to_send()))
        line.close_sent = True
        line.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        if line.read_paused:  # else the peer's answer is never read
            line.read_paused = False
            line.transport.resume_reading()
        line.close_timer = line.loop.call_later(HANG_UP_SECONDS, line.transport.abort)

    def stalled(self) -> None:
        """The peer takes less than it is sent."""
        if self._stall is None:
            self._stall = self._line.loop.call_later(self.limits.stall_seconds, self.hang_up, SLOW)

    def flows(self) -> None:
        """The peer has caught up, or is gone."""
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
            if self.on_drain is not None:
                self.on_drain()
