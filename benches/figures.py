"""What was measured, as values: percentiles, rows of a report, the machine's load beside each."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: half of all were faster than p50, and so on. `n` is how many were measured."""

    n: int
    p50: float
    p95: float
    p99: float
    worst: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Of at least one time in seconds."""
        ordered = sorted(seconds)
        last = len(ordered) - 1
        p50, p95, p99 = (round(ordered[min(last, int(len(ordered) * part))] * 1000, 1) for part in (0.5, 0.95, 0.99))
        return cls(len(ordered), p50, p95, p99, round(ordered[-1] * 1000, 1))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `rate` is messages a second; `bar` what has to be reached, as told in the report."""

    name: str
    spread: Spread | None = None
    rate: float | None = None
    value: str = ""
    bar: str = ""
    reached: bool | None = None
    note: str = ""
    load: float = field(default_factory=lambda: round(os.getloadavg()[0], 1))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong together."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of a run. `machine` names what it ran on."""

    machine: dict[str, str]
    command: str
    seconds: float
    tables: tuple[Table, ...]


def under(spread: Spread, percentile: str, most: float, name: str) -> Row:
    """A row with the bar `percentile` under `most` milliseconds."""
    found: float = getattr(spread, percentile)
    return Row(name, spread, bar=f"{percentile} < {most:g} ms", reached=found < most)
