"""How request bodies are read: what neither PostgreSQL nor our own JSON could hold never comes further than here."""

import json
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny

LARGEST = 2**31 - 1
"""Of every number that a client may say: a seq, a size, a score."""
UNSTORABLE = {0: None, **dict.fromkeys(range(0xD800, 0xE000))}
"""NUL, and halves of surrogate pairs."""


class Reader(Parser):
    """JSON with whole numbers of 32 bits and texts that can be stored. Anything else is refused as unreadable."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        try:
            read = json.loads(request.body, parse_int=_integer, parse_constant=_constant)
            return cast("DictStrAny", _storable(read))
        except RecursionError:
            raise ValueError("nested too deeply") from None


def _integer(digits: str) -> int:
    number = int(digits) if len(digits) <= len(str(-LARGEST)) else LARGEST + 1
    if abs(number) > LARGEST:
        raise ValueError("a number out of range")
    return number


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")  # RFC 8259; Python's own reader lets NaN and Infinity pass


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isprintable() else value.translate(UNSTORABLE)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return value
