"""Answers of the gateway's own that are not a success, in the one error format."""

import functools
from typing import Any

import msgspec

from lightkeeper.core import language
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.gateway.peers import header

RETRY_SECONDS = 1

Send = Any
Scope = dict[str, Any]


class TooLarge(LightkeeperError):
    """More bytes than may come; `limit` in bytes."""

    code = "too_large"
    status = 413


class TooSlow(LightkeeperError):
    """The body did not come in time."""

    code = "too_slow"
    status = 408


class Unavailable(LightkeeperError):
    """Django does not answer: it starts anew, or is out of breath."""

    code = "unavailable"
    status = 503


class NotFound(LightkeeperError):
    """Nothing is here."""

    code = "not_found"
    status = 404


class MethodNotAllowed(LightkeeperError):
    """The address is right, the method is not."""

    code = "method_not_allowed"
    status = 405


async def refuse(scope: Scope, send: Send, error: LightkeeperError, request: str) -> None:
    """Words the error for whoever asked and closes: what is left of the request's body stays unread."""
    # texts: gateway.*
    body = msgspec.json.encode(
        {
            "error": {
                "code": error.code,
                "message": _text(header(scope["headers"], b"accept-language"), error),
                "fields": error.fields,
                "request": request,
            }
        }
    )
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-request-id", request.encode()),
    ]
    if error.status == 503:
        headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
    if scope["method"] not in ("GET", "HEAD"):
        headers.append((b"connection", b"close"))
    await respond(send, error.status, headers, body)


async def respond(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    """A whole answer at once."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@functools.cache
def _catalogue() -> Any:
    # Babel's tables take 5 MB: they come with the first refusal, not with the process.
    from lightkeeper.ports.catalogue import Catalogue

    return Catalogue()


def _text(accepted: str, error: LightkeeperError) -> str:
    catalogue = _catalogue()
    text: str = catalogue.text(
        language.accepted(accepted, catalogue.languages()), f"gateway.{error.code}", **error.fields
    )
    return text
