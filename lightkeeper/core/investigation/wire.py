"""Frozen dataclasses to plain JSON values and back: what is None is left out, times are UTC in ISO 8601 with Z.

The same shape comes from `msgspec.to_builtins(card)` but for the None values; `msgspec.convert(data, EvidenceCard)`
reads both.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Plain dicts, lists, strings, numbers and booleans of a frozen dataclass. Naive times raise ValueError."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: to_json(inner) for name, inner in pairs if inner is not None}
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_json(inner) for inner in value]
    return dict(value) if isinstance(value, Mapping) else value


def from_json(kind: type[T], data: Any) -> T:
    """The dataclass `kind` of what `to_json` made; unknown keys are passed over. Raises ValueError on another shape."""
    try:
        built = _build(kind, data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a {kind.__name__}") from error
    if not isinstance(built, kind):
        raise ValueError(f"not a {kind.__name__}")
    return built


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if data is None else _build_member(get_args(kind), data)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], inner) for inner in _expect(list, data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict(_expect(dict, data))
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        known = {name: _build(hints[name], inner) for name, inner in _expect(dict, data).items() if name in hints}
        return kind(**known)  # type: ignore[operator]
    return _scalar(kind, data)


def _build_member(kinds: tuple[Any, ...], data: Any) -> Any:
    """Our unions are `X | None`: the one member that is not None decides."""
    (only,) = (each for each in kinds if each is not type(None))
    return _build(only, data)


def _scalar(kind: Any, data: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(_expect(str, data))
    if issubclass(kind, Enum):
        return kind(data)
    if kind is float and type(data) is int:
        return float(data)
    return _expect(kind, data)


def _expect(kind: type, data: Any) -> Any:
    if type(data) is not kind:
        raise TypeError(kind.__name__)
    return data
