"""Redaction: what was written is destroyed wherever it stands, and the chain stays verifiable.

What the house itself made of a message (look-ups, the assistant's answers about them, the case file) goes with it: see
`queries/quoted`. Each copy of an event's words is an entry of COPIES; a test looks for the words in every column of
every table afterwards. A new copy of a message's text needs a new entry here.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.core.access import Forbidden, NotFound, Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import Rated, Redacted, SubjectChanged
from lightkeeper.core.people import SYSTEM
from lightkeeper.models import Agent, Attachment, Draft, Event, Evidence, Investigation, Message, MessageSearch, Rating
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import visible_conversation
from lightkeeper.queries.quoted import KINDS, quoted_in


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
    if event.payload is None:
        done = Event.objects.filter(conversation=conversation, kind=Redacted.kind, payload__seq=seq)
        return done.values_list("seq", flat=True).get()
    with chapter(conversation, agent.ref, now) as writing:
        writing.introduce(agent.ref, "agent", agent.name, Audience.TEAM)
        return destroy(writing, event, reason)


def destroy(writing: Chapter, event: Event, reason: str, *, actor: str | None = None) -> int:
    """Redacts an event and what quotes it, within the caller's transaction. The seq of its `redacted` event."""
    gone = [event, *quoted_in(event)]
    seqs = [
        writing.write(Redacted(seq=one.seq, reason=reason), audience=Audience(one.audience), actor=actor)
        for one in gone
    ]
    for one in gone:
        for copy in COPIES:
            copy(writing, one)
    return seqs[0]


def _event(_writing: Chapter, event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update event set payload = null, salt = null where id = %s", [event.pk])


def _message(writing: Chapter, event: Event) -> None:
    found = Message.objects.filter(conversation_id=event.conversation_id, seq=event.seq)
    found.update(body="", format="text", language=None, blocks=[], redacted_at=writing.at)


def _search_row(_writing: Chapter, event: Event) -> None:
    MessageSearch.objects.filter(conversation_id=event.conversation_id, seq=event.seq).delete()


def _attachments(_writing: Chapter, event: Event) -> None:
    for attachment in Attachment.objects.filter(conversation_id=event.conversation_id, seq=event.seq):
        if attachment.stored:
            wired().store.delete(attachment.stored)
        attachment.name, attachment.stored, attachment.state = "", "", Attachment.State.REDACTED
        attachment.save()


def _evidence(_writing: Chapter, event: Event) -> None:
    if event.kind == "evidence.added" and event.payload:
        Evidence.objects.filter(conversation_id=event.conversation_id, ref=event.payload["id"]).delete()


def _investigation(_writing: Chapter, event: Event) -> None:
    """Facts were read from what the customer wrote, and the message they came from is not kept with them."""
    if event.kind in {"message.posted", "evidence.added"}:
        Investigation.objects.filter(conversation_id=event.conversation_id).update(facts=[])


def _case_file(writing: Chapter, event: Event) -> None:
    if event.kind == "handed.over":
        writing.set(case_file=None)


def _subject(writing: Chapter, event: Event) -> None:
    """The case loses its name, told by an event of its own: lists and screens fold it like any other."""
    if event.kind == "subject.changed" and event.payload and writing.conversation.subject == event.payload["subject"]:
        writing.write(SubjectChanged(subject=""), actor=SYSTEM)
        writing.set(subject="")


def _drafts(_writing: Chapter, event: Event) -> None:
    """A draft may quote what is redacted; its author is asked to write it again."""
    Draft.objects.filter(conversation_id=event.conversation_id).delete()


def _rating(writing: Chapter, event: Event) -> None:
    """The words go, the score stays: it is told again without them."""
    if event.kind != "rated":
        return
    rating = Rating.objects.filter(conversation_id=event.conversation_id, seq=event.seq).first()
    if rating is not None:
        rating.comment = ""
        rating.seq = writing.write(Rated(score=rating.score, comment=None), actor=SYSTEM)
        rating.save()


COPIES: tuple[Callable[[Chapter, Event], None], ...] = (
    _event,
    _message,
    _search_row,
    _attachments,
    _evidence,
    _investigation,
    _case_file,
    _subject,
    _drafts,
    _rating,
)
