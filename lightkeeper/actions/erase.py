"""Erasing a person: every place that knows something of them, in one list.

A test holds PLACES against the models: whatever refers to a customer, or is named by their ref, must be in it. Legal
holds and retention decide *whether* a person is erased; this is *how*. The ledger stays verifiable: what it held of the
person is redacted, and their pseudonym means nothing once their record is empty.
"""

from collections.abc import Callable
from datetime import datetime

from lightkeeper.actions.base import action, announce
from lightkeeper.actions.chapter import chapter
from lightkeeper.actions.redact import destroy
from lightkeeper.core.events import ParticipantJoined
from lightkeeper.core.people import SYSTEM
from lightkeeper.models import Attachment, Conversation, Customer, Event, IdempotencyKey, Outbox, Participation
from lightkeeper.ports.bus import Revoke
from lightkeeper.ports.wired import wired
from lightkeeper.queries.quoted import KINDS

REASON = "erased at the customer's request"


@action
def erase_customer(customer: Customer, *, now: datetime) -> None:
    """Destroys what is known of the customer and what they wrote; their conversations remain, as intact chains."""
    for erase in PLACES.values():
        erase(customer, now)
    announce(Revoke(person=customer.ref))


def _conversations(customer: Customer, now: datetime) -> None:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("brand", "team", "assignee", "customer")
    for conversation in rows.filter(customer=customer).order_by("pk"):
        joined = Event.objects.filter(kind=ParticipantJoined.kind, payload__ref=customer.ref)
        held = Event.objects.filter(kind__in=KINDS) | joined
        summary = {**conversation.summary, "customer": {"ref": customer.ref, "name": None}}
        with chapter(conversation, SYSTEM, now) as writing:
            writing.set(summary=summary)
            while event := held.filter(conversation=conversation, payload__isnull=False).order_by("seq").first():
                destroy(writing, event, REASON)


def _participations(customer: Customer, _now: datetime) -> None:
    Participation.objects.filter(ref=customer.ref).update(name="")


def _attachments(customer: Customer, _now: datetime) -> None:
    """Those of messages went with them; these were uploaded and never sent."""
    for attachment in Attachment.objects.filter(owner=customer.ref, conversation=None):
        if attachment.stored:
            wired().store.delete(attachment.stored)
        attachment.delete()


def _outbox(customer: Customer, _now: datetime) -> None:
    Outbox.objects.filter(customer=customer).delete()


def _sessions(customer: Customer, _now: datetime) -> None:
    customer.sessions.all().delete()


def _identities(customer: Customer, _now: datetime) -> None:
    customer.identities.all().delete()


def _requests(customer: Customer, _now: datetime) -> None:
    IdempotencyKey.objects.filter(author=customer.ref).delete()


def _record(customer: Customer, now: datetime) -> None:
    customer.name, customer.timezone, customer.erased_at = None, "UTC", now
    customer.save(update_fields=["name", "timezone", "erased_at"])


PLACES: dict[str, Callable[[Customer, datetime], None]] = {
    "conversation": _conversations,
    "participation": _participations,
    "attachment": _attachments,
    "outbox": _outbox,
    "visitor_session": _sessions,
    "identity": _identities,
    "idempotency_key": _requests,
    "customer": _record,
}
"""By table, in the order in which they are emptied."""
