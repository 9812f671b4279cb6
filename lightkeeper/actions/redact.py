"""Redaction: what was written is destroyed wherever it stands, and the chain stays verifiable.

Each copy of a message's words is an entry of COPIES; a test walks the list and then looks for the words in every
column of every table. A new copy of a message's text needs a new entry here.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.core.access import Forbidden, NotFound, Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import Redacted
from lightkeeper.models import Agent, Attachment, Draft, Event, Evidence, Investigation, Message, MessageSearch
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import visible_conversation

KINDS = frozenset({"message.posted", "evidence.added", "handed.over", "rated", "subject.changed"})
"""Events that hold what somebody wrote or what was read about them; the others hold nothing to take away."""


@action
def redact(agent: Agent, reference: str, seq: int, *, reason: str, now: datetime) -> int:
    """Destroys payload and salt of event `seq` and every copy of its content. The seq of the `redacted` event.

    `reason` must have passed the guard. Raises NotFound, or Forbidden for a kind that holds nothing to redact.
    """
    conversation, here = visible_conversation(agent, reference, lock=True)
    require(here, Permission.REDACT)
    event = Event.objects.filter(conversation=conversation, seq=seq).first()
    if event is None:
        raise NotFound
    if event.kind not in KINDS:
        raise Forbidden(kind=event.kind)
    with chapter(conversation, agent.ref, now) as writing:
        writing.introduce(agent.ref, "agent", agent.name, Audience.TEAM)
        if event.payload is None:
            return conversation.seq
        done = writing.write(Redacted(seq=seq, reason=reason), audience=Audience(event.audience))
        for destroy in COPIES:
            destroy(writing, event)
    return done


def _event(_writing: Chapter, event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update event set payload = null, salt = null where id = %s", [event.pk])


def _message(writing: Chapter, event: Event) -> None:
    found = Message.objects.filter(conversation_id=event.conversation_id, seq=event.seq)
    found.update(body="", blocks=[], redacted_at=writing.at)


def _search_row(_writing: Chapter, event: Event) -> None:
    MessageSearch.objects.filter(conversation_id=event.conversation_id, seq=event.seq).delete()


def _attachments(_writing: Chapter, event: Event) -> None:
    for attachment in Attachment.objects.filter(conversation_id=event.conversation_id, seq=event.seq):
        if attachment.stored:
            wired().store.delete(attachment.stored)
        attachment.name, attachment.stored, attachment.state = "", "", Attachment.State.REDACTED
        attachment.save()


def _evidence(_writing: Chapter, event: Event) -> None:
    payload = event.payload or {}
    shown = [payload.get("id"), *(block.get("id") for block in payload.get("blocks", ()))]
    Evidence.objects.filter(conversation_id=event.conversation_id, ref__in=[ref for ref in shown if ref]).delete()


def _investigation(_writing: Chapter, event: Event) -> None:
    """Facts were read from what the customer wrote, and the message they came from is not kept with them."""
    if event.kind == "message.posted":
        Investigation.objects.filter(conversation_id=event.conversation_id).update(facts=[])


def _case_file(writing: Chapter, event: Event) -> None:
    """The hand-over's summary quotes the customer: it goes with any of their messages."""
    if event.kind in {"message.posted", "handed.over"} and writing.conversation.case_file is not None:
        writing.set(case_file=None)
        handed = Event.objects.filter(conversation_id=event.conversation_id, kind="handed.over", payload__isnull=False)
        for other in handed.exclude(pk=event.pk):
            writing.write(Redacted(seq=other.seq, reason="quotes a redacted message"), audience=Audience.TEAM)
            _event(writing, other)


def _subject(writing: Chapter, event: Event) -> None:
    if event.kind == "subject.changed":
        writing.set(subject="")


def _drafts(_writing: Chapter, event: Event) -> None:
    """A draft may quote what is redacted; its author is asked to write it again."""
    Draft.objects.filter(conversation_id=event.conversation_id).delete()


def _rating(_writing: Chapter, event: Event) -> None:
    if event.kind == "rated":
        from lightkeeper.models import Rating

        Rating.objects.filter(conversation_id=event.conversation_id, seq=event.seq).update(comment="")


COPIES: tuple[Callable[[Chapter, Event], None], ...] = (
    _evidence,  # reads the payload, so it comes before _event
    _event,
    _message,
    _search_row,
    _attachments,
    _investigation,
    _case_file,
    _subject,
    _drafts,
    _rating,
)
