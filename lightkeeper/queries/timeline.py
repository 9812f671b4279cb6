"""A conversation's ledger, as its screens read it."""

from dataclasses import dataclass
from typing import Any

from lightkeeper.core.audience import Audience, visible_audiences
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.events import Json
from lightkeeper.core.ledger import Entry
from lightkeeper.models import Conversation, Event


@dataclass(frozen=True, slots=True)
class Page:
    """Events in order of seq; `to_seq` is the newest seq that was looked at, hidden ones included."""

    events: list[Json]
    to_seq: int
    more: bool


def events(reference: str, audience: Audience, *, after: int = 0, before: int | None = None, limit: int = 200) -> Page:
    """The events that a reader of this standing sees: those after a seq, or the last ones before one."""
    # the head is read first: an event committed between the two reads would lie below `to_seq` and never be shown
    head = _head(reference)
    rows = Event.objects.filter(
        conversation__reference=reference, audience__in=visible_audiences(audience), seq__gt=after, seq__lte=head
    )
    rows = rows.order_by("seq") if before is None else rows.filter(seq__lt=before).order_by("-seq")
    found = list(rows.values(*_COLUMNS)[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if before is not None:
        found.reverse()
    to_seq = found[-1]["seq"] if found and (more or before is not None) else max(head, after)
    return Page([_plain(row) for row in found], to_seq, more)


def entries(reference: str) -> list[Entry]:
    """The whole chain, for verification and export. The caller decides who may see which payload."""
    rows = Event.objects.filter(conversation__reference=reference).order_by("seq")
    return [
        Entry(
            seq=row.seq,
            v=row.v,
            kind=row.kind,
            actor=row.actor,
            audience=Audience(row.audience),
            at=row.at,
            payload=row.payload,
            salt=None if row.salt is None else bytes(row.salt),
            commitment=bytes(row.commitment),
            chain_hash=bytes(row.chain_hash),
        )
        for row in rows
    ]


_COLUMNS = ("seq", "kind", "v", "actor", "at", "audience", "payload")


def _plain(row: dict[str, Any]) -> Json:
    return {**row, "at": timestamp(row["at"])}


def _head(reference: str) -> int:
    return Conversation.objects.filter(reference=reference).values_list("seq", flat=True).first() or 0
