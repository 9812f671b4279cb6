"""What the assistant has to answer: the customer's words since somebody answered, and what is known by then."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lightkeeper.core.audience import Audience
from lightkeeper.core.casefile import Known
from lightkeeper.core.people import ASSISTANT
from lightkeeper.core.summary import speaker
from lightkeeper.models import Brand, Conversation, Investigation, Message, Participation

ANSWERERS = frozenset({"agent", ASSISTANT})
RECENT = 40
"""Messages that are looked at; who wrote more than that without an answer is read from the newest."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation as the assistant meets it. `newest`: seq of the customer's newest message (0: none).

    `unanswered`: what they wrote since the last answer, oldest first. `asked`: facts that they were asked for before.
    """

    conversation_id: int
    reference: str
    brand: Brand
    language: str
    handler: str
    newest: int
    unanswered: tuple[str, ...]
    topic: str
    facts: tuple[Known, ...]
    asked: tuple[str, ...]


def dialogue(conversation_id: int) -> Dialogue | None:
    """None when the conversation was removed meanwhile."""
    row = Conversation.objects.select_related("brand").filter(pk=conversation_id).first()
    if row is None:
        return None
    newest, unanswered = _unanswered(row)
    inquiry = open_investigation(row)
    return Dialogue(
        conversation_id=row.pk,
        reference=row.reference,
        brand=row.brand,
        language=row.language,
        handler=row.handler,
        newest=newest,
        unanswered=unanswered,
        topic=inquiry.topic if inquiry else "",
        facts=known_facts(inquiry),
        asked=tuple(inquiry.asked) if inquiry else (),
    )


def awaits(conversation: Conversation, seq: int) -> bool:
    """Whether the customer's message `seq` is their newest, nobody has answered it, and the assistant is to."""
    if conversation.handler != ASSISTANT:
        return False
    newest, unanswered = _unanswered(conversation)
    return newest == seq and bool(unanswered)


def open_investigation(conversation: Conversation) -> Investigation | None:
    """The line of inquiry that is not closed."""
    return Investigation.objects.filter(conversation=conversation, closed_at=None).order_by("pk").last()


def known_facts(investigation: Investigation | None) -> tuple[Known, ...]:
    """Its facts."""
    rows = investigation.facts if investigation else []
    return tuple(Known(each["kind"], each["value"]) for each in rows)


def customer_words(conversation: Conversation) -> list[str]:
    """All that the customer wrote, oldest first."""
    rows = _public(conversation).filter(redacted_at=None).order_by("seq").values_list("author", "body")[:200]
    return [body for author, body in rows if speaker(author) == "customer"]


def recent_messages(conversation: Conversation, author: str, *, since: datetime) -> list[Message]:
    """What this person wrote since then, oldest first, at most RECENT."""
    rows = _public(conversation).filter(author=author, at__gte=since, redacted_at=None)
    return list(reversed(rows.order_by("-seq")[:RECENT]))


def introduced(conversation: Conversation) -> bool:
    """Whether the customer was told that an assistant is there."""
    people = Participation.objects.filter(conversation=conversation, ref=ASSISTANT, told=Audience.PUBLIC)
    return people.exists()


def _unanswered(conversation: Conversation) -> tuple[int, tuple[str, ...]]:
    newest, words = 0, []
    rows = _public(conversation).order_by("-seq").values_list("seq", "author", "body", "redacted_at")[:RECENT]
    for seq, author, body, redacted_at in rows:
        who = speaker(author)
        if who in ANSWERERS:
            break
        if who == "customer":
            newest = newest or seq
            words += [] if redacted_at else [body]
    return newest, tuple(reversed(words))


def _public(conversation: Conversation) -> QuerySet[Message]:
    return Message.objects.filter(conversation=conversation, audience=Audience.PUBLIC)
