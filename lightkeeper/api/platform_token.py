"""The platform's word for who its customer is: a JWT that it signs and we check."""

from datetime import datetime, timedelta
from typing import Any

import jwt

from lightkeeper.actions.visitor import Vouched
from lightkeeper.api.edge import line
from lightkeeper.core.topics import TokenExpired, TokenInvalid
from lightkeeper.models import Brand

ALGORITHMS = ("EdDSA", "RS256", "ES256")
LONGEST = timedelta(hours=1)
LEEWAY = timedelta(seconds=30)


def vouched_by(brand: Brand, token: str, now: datetime) -> Vouched:
    """What a token by one of the brand's keys says. `aud` is the brand's slug, `sub` the platform's user id.

    Raises TokenExpired, or TokenInvalid for anything else that is wrong with it, never saying what: the answer goes to
    a stranger.
    """
    try:
        header = jwt.get_unverified_header(token)
        key = next(each for each in brand.identity_keys if each["kid"] == header.get("kid"))
        claims = jwt.decode(
            token,
            key["public_key"],
            algorithms=[algorithm for algorithm in ALGORITHMS if algorithm == key["alg"]],
            audience=brand.slug,
            options={"require": ["exp", "iat", "aud", "sub"], "verify_exp": False, "verify_iat": False},
        )
        return _read(claims, now)
    except (jwt.InvalidTokenError, StopIteration, KeyError, TypeError, ValueError, OverflowError):
        raise TokenInvalid from None


def _read(claims: dict[str, Any], now: datetime) -> Vouched:
    issued, expires = int(claims["iat"]), int(claims["exp"])
    seconds = now.timestamp()
    if expires - issued > LONGEST.total_seconds() or issued > seconds + LEEWAY.total_seconds():
        raise TokenInvalid
    if expires <= seconds:
        raise TokenExpired
    subject = str(claims["sub"])
    if not 0 < len(subject) <= 200:
        raise TokenInvalid
    name, email = claims.get("name"), claims.get("email")
    return Vouched(
        subject,
        line(name, 80) if isinstance(name, str) else None,
        line(email, 254) if isinstance(email, str) and "@" in email else None,
    )
