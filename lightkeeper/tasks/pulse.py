"""What the worker does by the clock: timers, mails, housekeeping. Each step may run twice and in two workers."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from lightkeeper.actions import outbox
from lightkeeper.actions.case import close_solved
from lightkeeper.actions.housekeeping import fold_counts, forget_idempotency_keys
from lightkeeper.actions.ledger_root import sign_days
from lightkeeper.actions.reply import copy_unread
from lightkeeper.actions.timer import fired, take_due
from lightkeeper.models import Conversation, Outbox
from lightkeeper.ports.mailer import DeliveryError
from lightkeeper.ports.pager import Page
from lightkeeper.ports.wired import wired
from lightkeeper.queries.ledger_check import unsound_ledgers
from lightkeeper.queries.mail import mail_for

log = logging.getLogger("lightkeeper.pulse")


def fire_timers(now: datetime) -> int:
    """Fires what is due. How many."""
    due = take_due(now)
    for each in due:
        try:
            _TIMERS[each.kind](each.subject, now)
        except Exception as error:  # noqa: BLE001  the others fire; this one is due again when its lease ends
            log.error("timer %s failed: %s", each.kind, type(error).__name__)
        else:
            fired(each)
    return len(due)


def send_mails(now: datetime) -> int:
    """Sends what is due, one by one; between `about_to_send` and the answer a crash is ambiguous and not repeated."""
    claimed = outbox.claim(now)
    for pk in claimed:
        row = Outbox.objects.select_related("brand", "agent", "customer", "conversation").get(pk=pk)
        mail = mail_for(row, now=now)
        if mail is None:
            outbox.dropped(pk, now=now)
            continue
        if not outbox.about_to_send(pk):
            continue
        try:
            wired().mailer.send(mail)
        except DeliveryError as error:
            outbox.failed(pk, error.answer[:200], permanent=error.permanent or error.ambiguous, now=now)
        else:
            outbox.delivered(pk, now=now)
    return len(claimed)


def tidy(now: datetime) -> None:
    """Once a minute."""
    outbox.settle_abandoned(now=now)
    fold_counts()
    forget_idempotency_keys(now=now)
    sign_days(now=now)


def sweep(now: datetime) -> None:
    """Once a day, and when a worker starts: what interrupted uploads left, and limits that say nothing any more."""
    wired().incoming.sweep()
    wired().store.sweep()
    wired().limiter.sweep(now)


def verify_ledgers(now: datetime) -> int:
    """Once a day: every chain written to in the last two days still holds, or a person is paged. How many do not."""
    unsound = list(unsound_ledgers(now - timedelta(days=2)))
    for reference in unsound:
        log.critical("the ledger of %s does not verify", reference)
        wired().pager.page(Page(key=f"ledger:{reference}", title=f"The ledger of {reference} does not verify"))
    return len(unsound)


STEPS: tuple[tuple[str, timedelta, Callable[[datetime], object]], ...] = (
    ("timers", timedelta(seconds=1), fire_timers),
    ("mails", timedelta(seconds=1), send_mails),
    ("tidy", timedelta(minutes=1), tidy),
    ("sweep", timedelta(days=1), sweep),
    ("ledgers", timedelta(days=1), verify_ledgers),
)
"""What is done how often."""


def _close(reference: str, now: datetime) -> None:
    pk = Conversation.objects.filter(reference=reference).values_list("pk", flat=True).first()
    if pk is not None:
        close_solved(pk, now=now)


def _copy(reference: str, now: datetime) -> None:
    pk = Conversation.objects.filter(reference=reference).values_list("pk", flat=True).first()
    if pk is not None:
        copy_unread(pk, now=now)


_TIMERS: dict[str, Callable[[str, datetime], None]] = {"close_solved": _close, "unread_copy": _copy}
