"""What one action writes into one conversation: events, the row they change, and the news of it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from lightkeeper.actions.base import announce
from lightkeeper.actions.record import RECORDED, Saying, record
from lightkeeper.core import ledger, summary
from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import milliseconds
from lightkeeper.core.events import ParticipantJoined, Payload, PersonKind, StateChanged
from lightkeeper.core.ticket import BUCKETS, Bucket, Cause, State, move
from lightkeeper.core.topics import conversation_topic, list_topic
from lightkeeper.models import Conversation, InboxCount, Participation
from lightkeeper.ports.bus import ListNews, News

KNOWN = "select told, name from participation where conversation_id = %s and ref = %s"


class Chapter:
    """Collects events onto a locked conversation; `write` gives each its seq. Use `chapter(...)`."""

    def __init__(self, conversation: Conversation, actor: str, at: datetime) -> None:
        self.conversation = conversation
        self.actor = actor
        self.at = milliseconds(at)
        self.entries: list[ledger.Entry] = []
        self.said: list[Saying] = []
        self._head = ledger.Head(conversation.seq, bytes(conversation.chain_hash))
        self._fields: set[str] = set()
        self._place = _place(conversation) if conversation.seq else None
        self._lists = {_list(conversation)} if conversation.seq else set()

    def write(self, payload: Payload, *, audience: Audience | None = None, actor: str | None = None) -> int:
        """Appends one event and gives its seq. `audience` is needed where the kind has none of its own."""
        seen_by = payload.audience or audience
        if seen_by is None:
            raise ValueError(f"{payload.kind} needs an audience")
        entry = ledger.append(
            self._head,
            self.conversation.reference,
            payload,
            actor=actor or self.actor,
            audience=seen_by,
            at=self.at,
            salt=secrets.token_bytes(ledger.SALT_BYTES),
        )
        self._head = ledger.Head(entry.seq, entry.chain_hash)
        self.entries.append(entry)
        return entry.seq

    def set(self, **values: Any) -> None:
        """Changes columns of the conversation, saved with the events."""
        for name, value in values.items():
            setattr(self.conversation, name, value)
            self._fields.add(name)

    def move(self, cause: Cause) -> None:
        """Moves the state by the table; nothing is written when it stays."""
        before = State(self.conversation.state)
        after = move(before, cause)
        if after is before:
            return
        self.write(StateChanged(before=before.value, after=after.value, cause=cause.value))
        self.set(state=after, bucket=BUCKETS[after])
        if BUCKETS[after] is not Bucket.SOLVED:
            self.set(solved_at=None)
        elif BUCKETS[before] is not Bucket.SOLVED:
            self.set(solved_at=self.at)
        if after is State.CLOSED:
            self.set(closed_at=self.at)

    def introduce(self, ref: str, person: PersonKind, name: str, audience: Audience) -> None:
        """Names who acts, once per audience and name, before their first event."""
        with connection.cursor() as cursor:
            known = cursor.execute(KNOWN, [self.conversation.pk, ref]).fetchone()
        told, known_name = known or ("", "")
        if told == Audience.PUBLIC:
            audience = Audience.PUBLIC  # whom the customer knows they know by the new name too
        if told == audience and known_name == name:
            return
        Participation.objects.update_or_create(
            conversation=self.conversation,
            ref=ref,
            defaults={"person": person, "name": name, "told": audience.value},
        )
        self.write(ParticipantJoined(ref=ref, person=person, name=name), audience=audience)

    def close(self) -> None:
        """Writes everything down; the caller's transaction commits it."""
        if not self.entries:
            return
        conversation = self.conversation
        row = conversation.summary
        for entry in self.entries:
            row = summary.fold(row, entry)
        waiting = row["waiting_since"]
        self.set(
            seq=self._head.seq,
            chain_hash=self._head.chain_hash,
            summary=row,
            waiting_since=datetime.fromisoformat(waiting) if waiting else None,
        )
        record(conversation, self.entries, self.said, self.at)
        if others := self._fields - RECORDED:
            conversation.save(update_fields=others)
        self._count()
        self._tell()

    def _count(self) -> None:
        place = _place(self.conversation)
        if place == self._place:
            return
        moves = [(self._place, -1)] if self._place else []
        InboxCount.objects.bulk_create(
            InboxCount(brand_id=brand, team_id=team, assignee_id=assignee, bucket=bucket, delta=delta)
            for (brand, team, assignee, bucket), delta in [*moves, (place, 1)]
        )

    def _tell(self) -> None:
        conversation, seq = self.conversation, self._head.seq
        lists = self._lists | {_list(conversation)}  # the list that it left is told too
        announce(
            News(conversation_topic(conversation.reference), seq),
            *(ListNews(topic, conversation.reference, seq) for topic in sorted(lists)),
        )


@contextmanager
def chapter(conversation: Conversation, actor: str, at: datetime) -> Iterator[Chapter]:
    """`with chapter(conversation, actor, now) as c: c.write(...)`. The conversation's row must be locked or new."""
    writing = Chapter(conversation, actor, at)
    yield writing
    writing.close()


def _place(conversation: Conversation) -> tuple[int, int | None, int | None, str]:
    return conversation.brand_id, conversation.team_id, conversation.assignee_id, str(conversation.bucket)


def _list(conversation: Conversation) -> str:
    team = conversation.team.slug if conversation.team_id and conversation.team else None
    return list_topic(conversation.brand.slug, team)
