"""Tickets for files: Django signs what may be put or got, the gateway checks the signature and moves the bytes.

A ticket is `base64url(json) "." base64url(hmac_sha256)` under the topic key; each purpose has a mac of its own, so that
no ticket passes for another sort, nor for a topic token.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from lightkeeper.core.topics import TokenExpired, TokenInvalid

Disposition = Literal["attachment", "inline"]


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """`person` (public ref) may put one file of at most `max_bytes` under the attachment's `key`."""

    key: str
    max_bytes: int
    person: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DownloadTicket:
    """Whoever holds it may get the stored file `key`, named `name`, as `media_type`, until it expires.

    `disposition` is what the screen means to do with it; the bytes are always served as an attachment.
    """

    key: str
    name: str
    media_type: str
    disposition: Disposition
    expires_at: datetime


def sign_upload(ticket: UploadTicket, key: bytes) -> str:
    """For the header `X-Upload-Ticket`; `key` is the installation's topic key (32 bytes)."""
    return _sign(
        {"k": ticket.key, "b": ticket.max_bytes, "p": ticket.person, "x": int(ticket.expires_at.timestamp())},
        b"upload",
        key,
    )


def verify_upload(text: str, key: bytes, now: datetime) -> UploadTicket:
    """The ticket in `text`. Raises TokenInvalid, or TokenExpired when it was valid until before `now`."""
    claims = _verify(text, b"upload", key, now)
    return UploadTicket(claims["k"], claims["b"], claims["p"], datetime.fromtimestamp(claims["x"], UTC))


def sign_download(ticket: DownloadTicket, key: bytes) -> str:
    """For the address `/files/get/<ticket>`; `key` is the installation's topic key (32 bytes)."""
    return _sign(
        {
            "k": ticket.key,
            "n": ticket.name,
            "m": ticket.media_type,
            "d": ticket.disposition,
            "x": int(ticket.expires_at.timestamp()),
        },
        b"download",
        key,
    )


def verify_download(text: str, key: bytes, now: datetime) -> DownloadTicket:
    """The ticket in `text`. Raises TokenInvalid, or TokenExpired when it was valid until before `now`."""
    claims = _verify(text, b"download", key, now)
    expires_at = datetime.fromtimestamp(claims["x"], UTC)
    return DownloadTicket(claims["k"], claims["n"], claims["m"], claims["d"], expires_at)


def _sign(claims: dict[str, Any], purpose: bytes, key: bytes) -> str:
    body = urlsafe_b64encode(json.dumps(claims, separators=(",", ":")).encode()).rstrip(b"=")
    return f"{body.decode()}.{_mac(body, purpose, key)}"


def _verify(text: str, purpose: bytes, key: bytes, now: datetime) -> dict[str, Any]:
    body, _, mac = text.encode("ascii", "replace").partition(b".")
    if not hmac.compare_digest(_mac(body, purpose, key).encode(), mac):
        raise TokenInvalid
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
    if claims["x"] <= now.timestamp():
        raise TokenExpired
    return claims


def _mac(body: bytes, purpose: bytes, key: bytes) -> str:
    mac = hmac.digest(key, b"lightkeeper %s ticket v1:%s" % (purpose, body), sha256)
    return urlsafe_b64encode(mac).rstrip(b"=").decode()
