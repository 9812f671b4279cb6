"""A mapping that is made when somebody first looks into it."""

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Later(Mapping[str, Value], Generic[Value]):
    """For what takes long to load and most processes never use. `made` runs once, in whichever thread asks first."""

    def __init__(self, made: Callable[[], Mapping[str, Value]]) -> None:
        self._made = made
        self._lock = threading.Lock()
        self._found: Mapping[str, Value] | None = None

    def __getitem__(self, name: str) -> Value:
        return self._mapping()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._mapping())

    def __len__(self) -> int:
        return len(self._mapping())

    def _mapping(self) -> Mapping[str, Value]:
        with self._lock:
            if self._found is None:
                self._found = self._made()
            return self._found
