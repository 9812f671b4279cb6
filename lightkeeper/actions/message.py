"""Putting a message into a conversation, whoever wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection

from lightkeeper.actions.chapter import Chapter
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import Json, MessagePosted
from lightkeeper.core.segment import document
from lightkeeper.core.tsearch import tsvector_literal
from lightkeeper.models import Message
from lightkeeper.ports.fold import simplified

INSERT_SEARCH = """
insert into message_search (message_id, conversation_id, brand_id, seq, words)
values (%s, %s, %s, %s, %s::tsvector)
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said: guarded text and blocks."""

    body: str
    format: Literal["text", "markdown"] = "text"
    language: str | None = None
    blocks: Sequence[Json] = ()
    key: str | None = None


def post(chapter: Chapter, words: Words, *, audience: Audience, actor: str | None = None) -> int:
    """Writes the event, the message and its search row; gives the seq. `words` must have passed the guard."""
    conversation = chapter.conversation
    seq = chapter.write(
        MessagePosted(
            body=words.body,
            format=words.format,
            language=words.language,
            blocks=tuple(words.blocks),
            key=words.key,
        ),
        audience=audience,
        actor=actor,
    )
    message = Message.objects.create(
        conversation_id=conversation.pk,
        seq=seq,
        author=actor or chapter.actor,
        audience=audience.value,
        body=words.body,
        format=words.format,
        language=words.language,
        blocks=list(words.blocks),
        at=chapter.at,
    )
    index(message.pk, conversation.pk, conversation.brand_id, seq, words.body)
    chapter.set(last_at=chapter.at)
    if audience is Audience.PUBLIC:
        chapter.set(public_seq=seq)
    return seq


def index(message_id: int, conversation_id: int, brand_id: int, seq: int, body: str) -> None:
    """The search row of one message."""
    words = tsvector_literal(document(body, simplified))
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SEARCH, [message_id, conversation_id, brand_id, seq, words])
