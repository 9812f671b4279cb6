"""What every request passes: limits, the guard, idempotency."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse

from lightkeeper.actions.idempotency import once
from lightkeeper.api.errors import RateLimited
from lightkeeper.core import rate, text
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.rate import Rule
from lightkeeper.core.secrets import Guarded, guard
from lightkeeper.ports.wired import wired

RULES: dict[str, Rule] = {
    "visitor": Rule.of(30, 3600),
    "identify": Rule.of(600, 3600),
    "describe": Rule.of(30, 600),
    "post": Rule.of(60, 60),
    "upload": Rule.of(30, 300),
    "search": Rule.of(60, 60),
    "feedback": Rule.of(20, 3600),
    "agent": Rule.of(600, 60),
    "invite": Rule.of(30, 3600),
}
"""How often one person or address may do it; sign-in has allauth's own limits."""

KEY = re.compile(r"[A-Za-z0-9._:-]{1,128}")
"""No blanks: a client makes it, nobody writes it, and everybody in the conversation may see it."""
ZONE = re.compile(r"[A-Za-z]{2,20}(/[A-Za-z0-9_+-]{1,30}){0,2}")
MAX_ZONE = 64
LOOPBACK = "127.0.0.1"


class IdempotencyKeyMissing(LightkeeperError):
    """A request that creates something needs an Idempotency-Key, so that its repeat does not create it twice."""

    code: ClassVar[str] = "idempotency_key_missing"
    status: ClassVar[int] = 400


def limit(rule: str, who: str) -> None:
    """Raises RateLimited when `who` did this too often."""
    decision = wired().limiter.take(f"{rule}:{who}"[:200], RULES[rule], wired().clock.now())
    if not decision.allowed:
        raise RateLimited(seconds=max(1, round(decision.retry_after_s)))


def address(request: HttpRequest) -> str:
    """The caller's address as the gateway, which alone can reach us by our socket, passed it on."""
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or LOOPBACK


def household(request: HttpRequest) -> str:
    """Whom a limit by address counts."""
    return rate.household(address(request))


def words(raw: str, *, attachments: Sequence[str] = (), required: bool = True, expects_hash: bool = False) -> Guarded:
    """Text that may be stored: cleaned, bounded, guarded. Raises BodyTooLong, BodyEmpty."""
    cleaned = text.body(raw, attachments=len(attachments) + (not required))
    return guard(cleaned, expects_hash=expects_hash)


def line(raw: str, most: int = 200, *, expects_hash: bool = False) -> str:
    """A short guarded text on one line, such as a name or a subject.

    Guarded first and cut then: of a recovery phrase that was cut, the guard would let eleven words pass.
    """
    plain = " ".join(text.clean(raw[: text.MAX_BODY]).split())
    return text.cut(guard(plain, expects_hash=expects_hash).text, most)


def zone(raw: str) -> str:
    """The name of a time zone; UTC for what cannot be one."""
    return raw if len(raw) <= MAX_ZONE and ZONE.fullmatch(raw) else "UTC"


def idempotency_key(request: HttpRequest) -> str:
    """The request's key. Raises IdempotencyKeyMissing."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if KEY.fullmatch(key) is None:
        raise IdempotencyKeyMissing
    return key


def creating(
    request: HttpRequest, response: HttpResponse, author: str, content: Any, perform: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Runs `perform` once for this author, key and content; a repeat gets the first references again."""
    asked = [request.method, request.path, content]
    outcome = once(author, idempotency_key(request), asked, perform, now=wired().clock.now())
    if outcome.replayed:
        response["Idempotent-Replay"] = "true"
    return outcome.result
