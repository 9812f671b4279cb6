"""Setting and firing timers."""

from datetime import datetime

from lightkeeper.actions.base import action
from lightkeeper.models import Timer


def set_timer(kind: str, subject: str, due_at: datetime) -> None:
    """Sets or moves the timer of this kind and subject, within the caller's transaction."""
    Timer.objects.update_or_create(kind=kind, subject=subject, defaults={"due_at": due_at})


def drop_timer(kind: str, subject: str) -> None:
    """Forgets the timer, within the caller's transaction."""
    Timer.objects.filter(kind=kind, subject=subject).delete()


@action
def take_due(now: datetime, limit: int = 50) -> list[tuple[str, str]]:
    """Takes the timers that are due, (kind, subject), oldest first; two sleepers never take the same one."""
    due = list(Timer.objects.select_for_update(skip_locked=True).filter(due_at__lte=now).order_by("due_at")[:limit])
    Timer.objects.filter(pk__in=[timer.pk for timer in due]).delete()
    return [(timer.kind, timer.subject) for timer in due]
