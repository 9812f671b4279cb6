import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from lightkeeper.core.rate import Rule
from lightkeeper.ports.limiter import MemoryLimiter
from lightkeeper.ports.store import FolderStore
from lightkeeper.ports.wired import Ports, use
from lightkeeper.tasks.pulse import STEPS

ONCE_AN_HOUR = Rule.of(1, 3600)


def test_each_day_what_interrupted_uploads_left_is_swept_away(
    db: None, ports: Ports, now: datetime, tmp_path: Path
) -> None:
    use(replace(ports, store=FolderStore(tmp_path / "files")))
    left = tmp_path / "files" / ".part" / ("0" * 32)
    incoming = tmp_path / "incoming" / ("1" * 32)
    fresh = left.with_name("2" * 32)
    for path in (left, incoming, fresh):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    for path in (left, incoming):
        os.utime(path, (0, 0))

    _daily(now)

    assert [path.exists() for path in (left, incoming, fresh)] == [False, False, True]


def test_each_day_limits_that_say_nothing_any_more_are_forgotten(db: None, ports: Ports, now: datetime) -> None:
    limiter = MemoryLimiter()
    use(replace(ports, limiter=limiter))
    limiter.take("spent", ONCE_AN_HOUR, now)

    _daily(now)
    assert not limiter.take("spent", ONCE_AN_HOUR, now).allowed

    later = now + timedelta(hours=2)
    assert limiter.sweep(later) == 1
    assert limiter.sweep(later) == 0


def _daily(now: datetime) -> None:
    for _, pause, step in STEPS:
        if pause == timedelta(days=1):
            step(now)
