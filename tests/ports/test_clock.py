from datetime import UTC, datetime, timedelta

import pytest

from lightkeeper.ports.clock import Clock, ManualClock, SystemClock


@pytest.mark.parametrize("clock", [SystemClock(), ManualClock()], ids=["system", "manual"])
def test_every_clock_is_in_utc_and_never_goes_back(clock: Clock) -> None:
    first, lapse = clock.now(), clock.monotonic()
    assert first.utcoffset() == timedelta(0)
    assert clock.now() >= first
    assert clock.monotonic() >= lapse


def test_the_system_clock_tells_the_time() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_manual_clock_stands_until_it_is_moved() -> None:
    clock = ManualClock(datetime(2026, 3, 1, 8, tzinfo=UTC))
    assert clock.advance(timedelta(minutes=5)) == datetime(2026, 3, 1, 8, 5, tzinfo=UTC)
    assert clock.advance(1.5) == clock.now() == datetime(2026, 3, 1, 8, 5, 1, 500_000, tzinfo=UTC)
    assert clock.monotonic() == 301.5


def test_setting_the_wall_clock_back_leaves_lapses_alone() -> None:
    clock = ManualClock()
    clock.advance(10)
    clock.set(datetime(2025, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2025, 1, 1, tzinfo=UTC)
    assert clock.monotonic() == 10
    with pytest.raises(ValueError, match="back"):
        clock.advance(-1)
