"""Everything that is not the gateway's own goes to Django: body first, then the request, then the answer back."""

import secrets
from typing import Any

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.gateway.bodies import Body, ClientGone, Receive
from lightkeeper.gateway.peers import Peer, header, peer
from lightkeeper.gateway.refusals import Send, refuse
from lightkeeper.gateway.settings import Settings
from lightkeeper.gateway.upstream import Answer, Headers, Upstream

# RFC 9110 section 7.6.1, and what we set ourselves: a client must not be able to say it.
_OURS = frozenset(
    {
        b"connection",
        b"content-length",
        b"expect",
        b"forwarded",
        b"keep-alive",
        b"proxy",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
        b"via",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-port",
        b"x-forwarded-proto",
        b"x-real-ip",
        b"x-request-id",
    }
)
_NOT_BACK = frozenset({b"connection", b"date", b"keep-alive", b"server", b"te", b"trailer", b"upgrade"})
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS"})


class Proxy:
    """An ASGI application."""

    def __init__(self, settings: Settings, upstream: Upstream) -> None:
        self._settings = settings
        self._upstream = upstream

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # there is one socket, and it is not here
            await send({"type": "websocket.close", "code": 4404})
            return
        request = secrets.token_hex(8)
        incoming = Body(receive, scope["headers"])
        try:
            body = await self._whole(incoming)
            headers = forwarded(scope["headers"], peer(scope, self._settings), request)
            repeatable = scope["method"] in _REPEATABLE or bool(header(scope["headers"], b"idempotency-key"))
            target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
            answer = await self._upstream.ask(scope["method"], target, headers, body, repeatable=repeatable)
        except ClientGone:
            return
        except LightkeeperError as error:
            await incoming.drain()
            await refuse(scope, send, error, request)
            return
        try:
            await _answer(answer, send, request)
        finally:
            self._upstream.release(answer)

    async def _whole(self, body: Body) -> bytes:
        limits = self._settings.limits
        taken = [
            chunk
            async for chunk in body.chunks(
                limit=limits.body_bytes,
                seconds=limits.body_seconds,
                grace=limits.body_grace_seconds,
                rate=limits.body_bytes_per_second,
            )
        ]
        return b"".join(taken)


def forwarded(headers: Headers, seen: Peer, request: str) -> Headers:
    """The headers that Django gets: the client's but for those that speak of the connection, and ours.

    A name with an underscore is dropped: WSGI cannot tell `X_Forwarded_For` from `X-Forwarded-For`.
    """
    named = header(headers, b"connection").lower().encode("latin-1").split(b",")
    dropped = _OURS | {each.strip() for each in named}
    kept = [(name, value) for name, value in headers if name not in dropped and b"_" not in name]
    return [
        *kept,
        (b"x-forwarded-for", seen.address.encode("latin-1")),
        (b"x-forwarded-proto", seen.scheme.encode("latin-1")),
        (b"x-forwarded-host", seen.host.encode("latin-1")),
        (b"x-request-id", request.encode()),
    ]


async def _answer(answer: Answer, send: Send, request: str) -> None:
    headers = [(name, value) for name, value in answer.headers if name not in _NOT_BACK]
    if header(headers, b"x-request-id") == "":
        headers.append((b"x-request-id", request.encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    whole = answer.body
    if whole is not None:
        await send({"type": "http.response.body", "body": whole})
        return
    async for chunk in answer.chunks():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
