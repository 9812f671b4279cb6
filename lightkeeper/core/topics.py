"""Topics and the short-lived tokens that open them.

Django signs a token; the gateway checks the signature and never asks Django. A token is
`base64url(json) "." base64url(hmac_sha256)`, travels in a socket's first frame, never in a URL.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from lightkeeper.core.audience import Audience
from lightkeeper.core.errors import LightkeeperError

LIFETIME = timedelta(minutes=5)


class TokenInvalid(LightkeeperError):
    """The token is not one of ours."""

    code: ClassVar[str] = "token_invalid"
    status: ClassVar[int] = 401


class TokenExpired(LightkeeperError):
    """The token was ours and its time is over."""

    code: ClassVar[str] = "token_expired"
    status: ClassVar[int] = 401


@dataclass(frozen=True, slots=True)
class Grant:
    """What one socket may follow: `person` (public ref), shown as `name`, until `expires_at`."""

    person: str
    name: str
    kind: str
    topics: Mapping[str, Audience]
    expires_at: datetime


def conversation_topic(reference: str) -> str:
    """`c/7KQ4MXP29R`: the ledger of one conversation."""
    return f"c/{reference}"


def list_topic(brand: str, team: str | None) -> str:
    """`l/harbor/wallet`: the conversations of one team; `-` for those of no team."""
    return f"l/{brand}/{team or '-'}"


def person_topic(ref: str) -> str:
    """`p/c_3f9k...`: news for one person, such as a new conversation in another tab."""
    return f"p/{ref}"


def sign(grant: Grant, key: bytes) -> str:
    """The token for `grant`; `key` is the installation's topic key (32 bytes)."""
    claims = {
        "p": grant.person,
        "n": grant.name,
        "k": grant.kind,
        "g": {topic: audience.value for topic, audience in grant.topics.items()},
        "x": int(grant.expires_at.timestamp()),
    }
    body = _encode(json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode())
    return f"{body}.{_encode(_mac(body, key))}"


def verify(token: str, key: bytes, now: datetime) -> Grant:
    """The grant in `token`. Raises TokenInvalid, or TokenExpired when it was valid until before `now`."""
    body, dot, mac = token.partition(".")
    if not dot or not hmac.compare_digest(_encode(_mac(body, key)).encode(), mac.encode("utf-8", "replace")):
        raise TokenInvalid
    claims = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    grant = Grant(
        person=claims["p"],
        name=claims["n"],
        kind=claims["k"],
        topics={topic: Audience(audience) for topic, audience in claims["g"].items()},
        expires_at=datetime.fromtimestamp(claims["x"], UTC),
    )
    if grant.expires_at <= now:
        raise TokenExpired
    return grant


def _mac(body: str, key: bytes) -> bytes:
    return hmac.digest(key, b"lightkeeper topic token v1:" + body.encode("utf-8", "replace"), sha256)


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
