"""A conversation as its rows tell it, in the shape of `core/projection`: what its events must add up to."""

from django.db.models import Max

from lightkeeper.core.canonical import timestamp
from lightkeeper.core.projection import View
from lightkeeper.models import Conversation, Event, Evidence, Message, Participation


def fresh_view(conversation: Conversation) -> View:
    """Read from the rows alone; the ledger is asked only for what has no row (which event showed an evidence)."""
    row = Conversation.objects.select_related("brand", "team", "assignee").get(pk=conversation.pk)
    ledger = Event.objects.filter(conversation=row)
    handed = ledger.filter(kind="handed.over", payload__isnull=False)
    return {
        "reference": row.reference,
        "brand": row.brand.slug,
        "channel": row.channel,
        "language": row.language,
        "subject": row.subject,
        "state": row.state,
        "handler": row.handler,
        "assignee": {"ref": row.assignee.ref, "name": row.assignee.name} if row.assignee else None,
        "team": row.team.slug if row.team else None,
        "tags": sorted(row.tags.values_list("slug", flat=True)),
        "participants": {
            each.ref: {"kind": each.person, "name": each.name}
            for each in Participation.objects.filter(conversation=row).exclude(told="")
        },
        "messages": [_message(each) for each in Message.objects.filter(conversation=row).order_by("seq")],
        "evidence": _evidence(row),
        "case_file": row.case_file,
        "case_file_seq": (handed.aggregate(Max("seq"))["seq__max"] or 0) if row.case_file is not None else 0,
        "rating": row.rating,
        "survey": "csat" if ledger.filter(kind="survey.offered").exists() else None,
        "secrets_caught": row.secrets_caught,
        "seq": row.seq,
    }


def _message(row: Message) -> View:
    return {
        "seq": row.seq,
        "author": row.author,
        "audience": row.audience,
        "at": timestamp(row.at),
        "body": row.body,
        "format": row.format,
        "language": row.language,
        "blocks": row.blocks,
        "redacted": row.redacted_at is not None,
    }


def _evidence(conversation: Conversation) -> list[View]:
    shown = Event.objects.filter(conversation=conversation, kind="evidence.added", payload__isnull=False)
    seqs = {row.payload["id"]: row.seq for row in shown if row.payload}
    rows = Evidence.objects.filter(conversation=conversation, ref__in=seqs)
    cards = [{"seq": seqs[row.ref], "id": row.ref, "card": row.card} for row in rows]
    return sorted(cards, key=lambda card: int(card["seq"]))
