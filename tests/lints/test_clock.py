"""Lints about time."""

import re

import pytest

from tests.lints.source import File, complaints, under

READS = r"datetime\.(?:now|utcnow|today)\(|date\.today\(|\btime\.(?:time|monotonic|perf_counter)\(|timezone\.now\("


def naive(file: File) -> list[str]:
    """A time without a zone is right on its author's machine only; many an SLA bug came of it."""
    pattern = re.compile(r"datetime\.now\(\s*\)|datetime\.utcnow\(|datetime\.today\(|date\.today\(|utcfromtimestamp\(")
    return [f"line {n}: {found.group()}" for n, line in file.lines() for found in pattern.finditer(line)]


def reads_a_clock(file: File) -> list[str]:
    """The core decides by the `now` that it is given: else no rule can be tried on yesterday's cases."""
    return [f"line {n}: {found.group()}" for n, line in file.lines() for found in re.finditer(READS, line)]


def test_no_naive_time() -> None:
    assert complaints(naive, under("lightkeeper/", "benches/")) == []


def test_the_core_reads_no_clock() -> None:
    assert complaints(reads_a_clock, under("lightkeeper/core/")) == []


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("at = datetime.now()", True),
        ("at = datetime.utcnow()", True),
        ("day = date.today()", True),
        ("at = datetime.now(UTC)", False),
        ("at = clock.now()", False),
    ],
)
def test_naive(line: str, bad: bool) -> None:
    assert bool(naive(File("a.py", line))) is bad


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("at = datetime.now(UTC)", True),
        ("at = time.time()", True),
        ("at = timezone.now()", True),
        ("def due(now: datetime) -> datetime:", False),
    ],
)
def test_reads_a_clock(line: str, bad: bool) -> None:
    assert bool(reads_a_clock(File("lightkeeper/core/a.py", line))) is bad
