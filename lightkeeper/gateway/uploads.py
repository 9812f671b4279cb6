"""PUT /files/upload: one file against a ticket that Django signed, streamed to where Django will look at it."""

import asyncio
import secrets
from typing import Any

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.tickets import UploadTicket, verify_upload
from lightkeeper.gateway.bodies import Body, ClientGone, Receive
from lightkeeper.gateway.peers import header
from lightkeeper.gateway.refusals import MethodNotAllowed, Send, refuse, respond
from lightkeeper.gateway.settings import Limits
from lightkeeper.ports.clock import Clock
from lightkeeper.ports.incoming import AlreadyUploaded, Incoming

WRITE_BYTES = 262_144


class Uploads:
    """An ASGI application. `key` signs tickets."""

    def __init__(self, incoming: Incoming, clock: Clock, key: bytes, limits: Limits) -> None:
        self._incoming = incoming
        self._clock = clock
        self._key = key
        self._limits = limits
        self._used: dict[str, float] = {}

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        request = secrets.token_hex(8)
        body = Body(receive, scope["headers"])
        try:
            if scope["method"] != "PUT":
                raise MethodNotAllowed
            now = self._clock.now()
            ticket = verify_upload(header(scope["headers"], b"x-upload-ticket"), self._key, now)
            self._use(ticket, now.timestamp())
            try:
                await self._take(ticket, body)
            except BaseException:
                self._used.pop(ticket.key, None)  # nothing was kept: the same ticket may try again
                raise
        except ClientGone:
            return
        except LightkeeperError as error:
            await body.drain()
            await refuse(scope, send, error, request)
            return
        await respond(send, 204, [(b"x-request-id", request.encode())])

    def _use(self, ticket: UploadTicket, now: float) -> None:
        self._used = {key: until for key, until in self._used.items() if until > now}
        if ticket.key in self._used:
            raise AlreadyUploaded
        self._used[ticket.key] = ticket.expires_at.timestamp() + self._limits.upload_seconds

    async def _take(self, ticket: UploadTicket, body: Body) -> None:
        writer = await asyncio.to_thread(self._incoming.writer, ticket.key, limit=ticket.max_bytes)
        waiting = bytearray()
        try:
            async for chunk in body.chunks(
                limit=ticket.max_bytes,
                seconds=self._limits.upload_seconds,
                grace=self._limits.body_grace_seconds,
                rate=self._limits.upload_bytes_per_second,
            ):
                waiting += chunk
                if len(waiting) >= WRITE_BYTES:
                    await asyncio.to_thread(writer.write, bytes(waiting))
                    waiting.clear()
            await asyncio.to_thread(writer.write, bytes(waiting))
            await asyncio.to_thread(writer.commit)
        finally:
            # Not in a thread: a cancelled request must still remove its part.
            writer.__exit__(None, None, None)
