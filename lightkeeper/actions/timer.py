"""Setting and firing timers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lightkeeper.actions.base import action
from lightkeeper.models import Timer

LEASE = timedelta(minutes=1)
"""Who took a timer has so long to fire it; then it is due again, because they are dead or it failed."""


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that was taken to be fired; `lease` is when it would be due again."""

    kind: str
    subject: str
    lease: datetime


def set_timer(kind: str, subject: str, due_at: datetime) -> None:
    """Sets or moves the timer of this kind and subject, within the caller's transaction."""
    Timer.objects.update_or_create(kind=kind, subject=subject, defaults={"due_at": due_at})


@action
def take_due(now: datetime, limit: int = 50) -> list[Due]:
    """Takes the timers that are due, oldest first; two sleepers never take the same one. Each ends with `fired`."""
    due = list(Timer.objects.select_for_update(skip_locked=True).filter(due_at__lte=now).order_by("due_at")[:limit])
    Timer.objects.filter(pk__in=[timer.pk for timer in due]).update(due_at=now + LEASE)
    return [Due(timer.kind, timer.subject, now + LEASE) for timer in due]


@action
def fired(due: Due) -> None:
    """Forgets a timer that was fired, unless it was set anew meanwhile."""
    Timer.objects.filter(kind=due.kind, subject=due.subject, due_at=due.lease).delete()
