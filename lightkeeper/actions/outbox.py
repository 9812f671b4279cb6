"""What leaves the house: queued with the change that causes it, claimed in batches, sent once.

Between `data_sent` and the provider's answer a crash is ambiguous: such a row is never sent again by itself; it is
shown as failed with the reason `ambiguous`.
"""

import secrets
from datetime import datetime, timedelta

from django.db import connection

from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import chapter
from lightkeeper.core.events import DeliveryChanged
from lightkeeper.core.people import SYSTEM
from lightkeeper.models import Agent, Conversation, Outbox
from lightkeeper.queries.conversation import locked_conversation

CLAIM = """
update outbox set state = 'claimed', claimed_at = %(now)s, attempts = attempts + 1
where id in (select id from outbox where state = 'queued' and due_at <= %(now)s
             order by due_at limit %(limit)s for update skip locked)
returning id
"""
RETRIES = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))
ABANDONED_AFTER = timedelta(minutes=5)


@action
def queue_agent_mail(template: str, agent: Agent, *, now: datetime) -> Outbox:
    """A mail of the product to an agent: invitation, password_reset, verification."""
    brand = agent.memberships.order_by("pk").values_list("brand_id", flat=True).first()
    return Outbox.objects.create(
        brand_id=brand,
        template=template,
        agent=agent,
        key=secrets.token_urlsafe(16),
        due_at=now,
        created_at=now,
    )


@action
def queue_copy(conversation: Conversation, seq: int, *, now: datetime) -> bool:
    """A mail that tells the customer of message `seq`, once. False when it was queued before."""
    _, made = Outbox.objects.get_or_create(
        key=f"copy:{conversation.reference}:{seq}",
        defaults={
            "brand": conversation.brand,
            "template": "copy",
            "customer": conversation.customer,
            "conversation": conversation,
            "seq": seq,
            "due_at": now,
            "created_at": now,
        },
    )
    return made


@action
def claim(now: datetime, limit: int = 20) -> list[int]:
    """Takes rows that are due; two workers never get the same one."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "limit": limit})
        return [row[0] for row in cursor.fetchall()]


@action
def about_to_send(pk: int) -> bool:
    """Marks that the data leaves now. False when somebody else has the row."""
    return Outbox.objects.filter(pk=pk, state="claimed").update(state="data_sent") == 1


@action
def delivered(pk: int, *, now: datetime) -> None:
    """The provider has taken it."""
    _end(pk, "delivered", "", now)


@action
def dropped(pk: int, *, now: datetime) -> None:
    """There was nobody left to send it to, or nothing left to say: read, redacted or gone meanwhile."""
    _end(pk, "failed", "not_needed", now)


@action
def failed(pk: int, reason: str, *, permanent: bool, now: datetime) -> None:
    """It did not go: tried again later, or given up and shown on the message that it was about."""
    row = Outbox.objects.select_for_update().get(pk=pk)
    if row.state not in (Outbox.State.CLAIMED, Outbox.State.DATA_SENT):
        return  # settled meanwhile: queued again, it could arrive twice
    if permanent or row.attempts > len(RETRIES):
        _end(pk, "failed", reason, now)
        return
    Outbox.objects.filter(pk=pk).update(state="queued", due_at=now + RETRIES[row.attempts - 1], error=reason)


@action
def settle_abandoned(*, now: datetime) -> int:
    """After a crash: claimed rows go back to the queue, rows whose data was sent are shown as ambiguous."""
    old = Outbox.objects.filter(claimed_at__lt=now - ABANDONED_AFTER)
    lost = old.filter(state="claimed")
    # what was claimed so often and never came to an end takes its worker down
    ends = [(pk, "abandoned") for pk in lost.filter(attempts__gt=len(RETRIES)).values_list("pk", flat=True)]
    requeued = lost.filter(attempts__lte=len(RETRIES)).update(state="queued", due_at=now)
    ends += [(pk, "ambiguous") for pk in old.filter(state="data_sent").values_list("pk", flat=True)]
    for pk, reason in ends:
        _end(pk, "failed", reason, now)
    return requeued + len(ends)


def _end(pk: int, state: str, reason: str, now: datetime) -> None:
    Outbox.objects.filter(pk=pk).update(state=state, error=reason)
    row = Outbox.objects.get(pk=pk)
    if row.conversation_id and row.seq:
        conversation = locked_conversation(row.conversation_id)
        with chapter(conversation, SYSTEM, now) as writing:
            writing.write(DeliveryChanged(seq=row.seq, channel=row.channel, state=state, reason=reason or None))
