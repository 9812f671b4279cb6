"""Signs of life."""

from datetime import datetime, timedelta

from django.db import connection

from lightkeeper.models import LedgerRoot

WORKER_SILENCE = timedelta(seconds=30)


def worker_alive(now: datetime) -> bool:
    """Whether a worker gave a sign of life lately (procrastinate's heartbeat, every 10 s)."""
    with connection.cursor() as cursor:
        cursor.execute("select max(last_heartbeat) from procrastinate_workers")
        (last,) = cursor.fetchone() or (None,)
    return last is not None and now - last < WORKER_SILENCE


def feed_lag(now: datetime) -> int:
    """Seconds by which the oldest transaction still open holds global readers back; 0 when nothing does."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select min(xact_start) from pg_stat_activity
               where backend_xid is not null and datname = current_database() and pid <> pg_backend_pid()"""
        )
        (oldest,) = cursor.fetchone() or (None,)
    return max(0, int((now - oldest).total_seconds())) if oldest else 0


def last_root_day() -> str | None:
    """The newest day with a signed root, ISO; None before the first."""
    day = LedgerRoot.objects.order_by("-day").values_list("day", flat=True).first()
    return day.isoformat() if day else None
