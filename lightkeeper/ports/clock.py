"""What time it is: the only place that asks the machine."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """`now` is aware and in UTC; `monotonic` is in seconds, for measuring a lapse, and never goes back."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class ManualClock:
    """Stands still until it is moved: for tests, simulations and dry runs over history."""

    def __init__(self, now: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._now = now.astimezone(UTC)
        self._lapse = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._lapse

    def advance(self, lapse: timedelta | float) -> datetime:
        """Moves both hands forward (seconds when a number). The new time."""
        seconds = lapse.total_seconds() if isinstance(lapse, timedelta) else lapse
        if seconds < 0:
            raise ValueError("time does not go back; use `set`")
        self._now += timedelta(seconds=seconds)
        self._lapse += seconds
        return self._now

    def set(self, now: datetime) -> None:
        """Sets the wall clock alone, also backwards, as a machine's clock is set."""
        self._now = now.astimezone(UTC)
