"""Putting a message into a conversation, whoever wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lightkeeper.actions.chapter import Chapter
from lightkeeper.actions.record import Saying
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import Json, MessagePosted


@dataclass(frozen=True, slots=True)
class Words:
    """What is said: guarded text and blocks."""

    body: str
    format: Literal["text", "markdown"] = "text"
    language: str | None = None
    blocks: Sequence[Json] = ()
    key: str | None = None


def post(chapter: Chapter, words: Words, *, audience: Audience, actor: str | None = None) -> int:
    """Writes the event, the message and its search row with the chapter; gives the seq. `words` passed the guard."""
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
    chapter.said.append(
        Saying(
            seq=seq,
            author=actor or chapter.actor,
            audience=audience.value,
            body=words.body,
            format=words.format,
            language=words.language,
            blocks=words.blocks,
        )
    )
    chapter.set(last_at=chapter.at)
    if audience is Audience.PUBLIC:
        chapter.set(public_seq=seq)
    return seq
