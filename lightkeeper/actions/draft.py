"""Drafts live on the server: another device, another day, nothing lost."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lightkeeper.actions.base import action
from lightkeeper.core.access import Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.secrets import Guarded
from lightkeeper.models import Agent, Attachment, Draft
from lightkeeper.queries.conversation import visible_conversation


@action
def save_draft(
    agent: Agent,
    reference: str,
    audience: Audience,
    words: Guarded,
    *,
    attachments: Sequence[str],
    base_seq: int,
    now: datetime,
) -> None:
    """Keeps what the agent has written so far; empty words drop the draft; of the files, those that
    they uploaded. Raises NotFound, Forbidden."""
    conversation, here = visible_conversation(agent, reference)
    require(here, Permission.REPLY if audience is Audience.PUBLIC else Permission.NOTE)
    place: dict[str, Any] = {"conversation": conversation, "agent": agent, "audience": audience.value}
    if not words.text and not attachments:
        Draft.objects.filter(**place).delete()
        return
    files = list(Attachment.objects.filter(owner=agent.ref, key__in=attachments).values_list("key", flat=True))
    Draft.objects.update_or_create(
        **place,
        defaults={
            "body": words.text,
            "attachments": [key for key in attachments if key in files],
            "base_seq": base_seq,
            "updated_at": now,
        },
    )
