"""The platform's token: everything that is wrong with it is refused, and never said."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lightkeeper.actions.visitor import Vouched
from lightkeeper.api.platform_token import vouched_by
from lightkeeper.core.topics import TokenExpired, TokenInvalid
from lightkeeper.models import Brand

KEY = Ed25519PrivateKey.from_private_bytes(b"p" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
PUBLIC = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
BRAND = Brand(slug="harbor", identity_keys=[{"kid": "1", "alg": "EdDSA", "public_key": PUBLIC.decode()}])


def token(now: datetime, *, key: Any = KEY, alg: str = "EdDSA", kid: Any = "1", **claims: Any) -> str:
    seconds = int(now.timestamp())
    content = {"sub": "user-1", "aud": "harbor", "iat": seconds, "exp": seconds + 3600, **claims}
    content = {name: value for name, value in content.items() if value is not None}
    return jwt.encode(content, key, algorithm=alg, headers={"kid": kid} if kid else None)


def forged(now: datetime, header: dict[str, str], secret: bytes | None) -> str:
    def part(value: Any) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    seconds = int(now.timestamp())
    body = part(header) + b"." + part({"sub": "u", "aud": "harbor", "iat": seconds, "exp": seconds + 60})
    mac = hmac.digest(secret, body, hashlib.sha256) if secret else b""
    return (body + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def test_a_good_token_says_who_it_is(now: datetime) -> None:
    made = token(now, name=" Dana\n", email="dana@example.com")
    assert vouched_by(BRAND, made, now) == Vouched("user-1", "Dana", "dana@example.com")
    assert vouched_by(BRAND, token(now, name=5, email="none"), now) == Vouched("user-1", None, None)


def test_an_expired_one_is_told_apart(now: datetime) -> None:
    with pytest.raises(TokenExpired):
        vouched_by(BRAND, token(now), now + timedelta(hours=1))


WRONG: dict[str, dict[str, Any]] = {
    "another brand": {"aud": "kraken"},
    "no audience": {"aud": None},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "long subject": {"sub": "x" * 201},
    "no expiry": {"exp": None},
    "no issue time": {"iat": None},
    "longer than an hour": {"exp": 99_999_999_999},
    "from the future": {"iat": 99_999_999_000, "exp": 99_999_999_999},
    "no number": {"exp": "soon"},
    "infinite": {"exp": float("inf")},
    "another key": {"key": OTHER},
    "unknown key id": {"kid": "2"},
    "no key id": {"kid": None},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_refused(now: datetime, changes: dict[str, Any]) -> None:
    with pytest.raises(TokenInvalid):
        vouched_by(BRAND, token(now, **changes), now)


@pytest.mark.parametrize(
    ("alg", "secret"), [("none", None), ("None", None), ("HS256", PUBLIC), ("HS256", b""), ("EdDSA", PUBLIC)]
)
def test_another_algorithm_proves_nothing(now: datetime, alg: str, secret: bytes | None) -> None:
    """CVE-2015-9235: the public key taken for a shared secret, or no signature at all."""
    with pytest.raises(TokenInvalid):
        vouched_by(BRAND, forged(now, {"alg": alg, "kid": "1", "typ": "JWT"}, secret), now)


@pytest.mark.parametrize("text", ["", "a.b.c", "..", "é", "x" * 5000])
def test_what_is_no_token_is_refused(now: datetime, text: str) -> None:
    with pytest.raises(TokenInvalid):
        vouched_by(BRAND, text, now)
