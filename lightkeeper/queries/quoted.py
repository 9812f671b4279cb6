"""What the house made of an event's words: what must go with them when they are redacted."""

from collections.abc import Iterable

from lightkeeper.core.canonical import canonical
from lightkeeper.core.events import Json
from lightkeeper.core.facts import FactKind, extract
from lightkeeper.core.people import ASSISTANT, SYSTEM
from lightkeeper.core.summary import speaker
from lightkeeper.models import Event

KINDS = frozenset({"message.posted", "evidence.added", "handed.over", "rated", "subject.changed"})
"""Events that hold what somebody wrote or what was read about them; the others hold nothing to take away."""
_TOLD_IN_CASE_FILE = frozenset({"message.posted", "evidence.added", "handed.over"})


def quoted_in(event: Event) -> list[Event]:
    """The events that quote `event` and are not redacted yet, in order of seq.

    The case files; the evidence that it shows, or that was read about a hash or an address which nobody but this
    message names; what the assistant said about that. What people quoted is for people to find.
    """
    rest = list(
        Event.objects.filter(conversation=event.conversation_id, kind__in=KINDS, payload__isnull=False)
        .exclude(pk=event.pk)
        .order_by("seq")
    )
    found = [one for one in rest if one.kind == "handed.over" and event.kind in _TOLD_IN_CASE_FILE]
    marks = _evidence_ids(event) | _named(event, rest)
    while more := [one for one in rest if one not in found and _machine_made(one) and _holds(one, marks)]:
        found += more
        marks |= {one.payload["id"] for one in more if one.kind == "evidence.added" and one.payload}
    return sorted(found, key=lambda one: one.seq)


def _evidence_ids(event: Event) -> set[str]:
    payload: Json = event.payload or {}
    if event.kind == "evidence.added":
        return {payload["id"]}
    return {block["id"] for block in payload.get("blocks", ()) if block["type"] == "evidence"}


def _named(event: Event, rest: Iterable[Event]) -> set[str]:
    """Hashes and addresses that this message of a customer names, and no other one of theirs."""
    if not _customers(event):
        return set()
    others = "\n".join((one.payload or {})["body"] for one in rest if _customers(one)).casefold()
    return {mark for mark in _marks((event.payload or {})["body"]) if mark.casefold() not in others}


def _marks(body: str) -> set[str]:
    facts = [fact for fact in extract(body, hash_expected=True) if fact.kind in {FactKind.HASH, FactKind.ADDRESS}]
    return {fact.value for fact in facts}


def _customers(event: Event) -> bool:
    return event.kind == "message.posted" and speaker(event.actor) == "customer"


def _machine_made(event: Event) -> bool:
    return event.kind == "evidence.added" or (event.kind == "message.posted" and event.actor in {ASSISTANT, SYSTEM})


def _holds(event: Event, marks: set[str]) -> bool:
    text = canonical(event.payload).decode().casefold()
    return any(mark.casefold() in text for mark in marks)
