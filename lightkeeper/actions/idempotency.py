"""A creating request that is repeated gets the first answer and does nothing twice."""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.db import connection

from lightkeeper.actions.base import action
from lightkeeper.core.canonical import canonical
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.models import IdempotencyKey
from lightkeeper.ports.wired import wired

CLAIM = """
insert into idempotency_key (author, key, request_hash, created_at) values (%s, %s, %s, %s)
on conflict (author, key) do nothing returning id
"""
REMEMBER = "update idempotency_key set result = %s::jsonb where id = %s"


class IdempotencyMismatch(LightkeeperError):
    """The key was used by this author for another request."""

    code: ClassVar[str] = "idempotency_mismatch"
    status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class Outcome:
    """References of what was created, now or the first time."""

    result: dict[str, Any]
    replayed: bool


@action
def once(author: str, key: str, request: Any, perform: Callable[[], dict[str, Any]], *, now: datetime) -> Outcome:
    """Runs `perform` unless this author's `key` was used for the same `request` before.

    `perform` gives references, never text. Whoever comes second at the same time waits for the first to commit.
    Raises IdempotencyMismatch.
    """
    digest = hmac.digest(wired().keyring.topic_key, b"request\0" + canonical(request), sha256)
    with connection.cursor() as cursor:
        claimed = cursor.execute(CLAIM, [author, key, digest, now]).fetchone()
    if claimed is None:
        first = IdempotencyKey.objects.get(author=author, key=key)
        if not hmac.compare_digest(bytes(first.request_hash), digest):
            raise IdempotencyMismatch
        return Outcome(first.result or {}, replayed=True)
    result = perform()
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, [json.dumps(result), claimed[0]])
    return Outcome(result, replayed=False)
