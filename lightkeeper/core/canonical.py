"""One spelling of a JSON value, so that hashing it means something.

RFC 8785 restricted to what events hold: objects, arrays, strings, integers, booleans and null, with keys in order of
code points. Floats are refused: amounts are decimal strings, and two machines need not agree on how a float is written.
So is what PostgreSQL's jsonb cannot hold: what is stored must be what was hashed.
"""

import json
from datetime import UTC, datetime
from typing import Any


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no blanks.

    Raises TypeError for a float or a key that is no string, ValueError for a lone surrogate or NUL.
    """
    _refuse_unfit(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def timestamp(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: `2026-11-21T05:10:11.123Z`."""
    utc = at.astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def milliseconds(at: datetime) -> datetime:
    """`at` cut to what `timestamp` keeps: what is stored must be what was hashed."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _refuse_unfit(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no canonical form; write amounts as decimal strings")
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("jsonb holds no NUL")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError("a key is a string; JSON would make one of it, and two keys could become the same")
            _refuse_unfit(key)
            _refuse_unfit(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_unfit(item)
