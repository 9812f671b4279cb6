"""A conversation as the console shows it."""

from django.db.models import F

from lightkeeper.core.access import Permission, Standing
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.events import Json
from lightkeeper.core.topics import conversation_topic
from lightkeeper.models import Agent, Conversation, Customer, Draft, Evidence, Identity, Participation

ALLOWED: dict[Permission, str] = {
    Permission.REPLY: "reply",
    Permission.NOTE: "note",
    Permission.ASSIGN: "assign",
    Permission.SET_STATE: "set_state",
    Permission.TAG: "tag",
    Permission.LOOK_UP: "look_up",
    Permission.REDACT: "redact",
    Permission.EXPORT: "export",
}
"""What travels with each answer, so that a screen never derives a permission itself."""


def case_view(agent: Agent, conversation: Conversation, here: Standing) -> Json:
    """The contract's AgentConversation."""
    people = list(Participation.objects.filter(conversation=conversation))
    row = conversation
    return {
        "reference": row.reference,
        "topic": conversation_topic(row.reference),
        "brand": row.brand.slug,
        "subject": row.subject,
        "state": row.state,
        "handler": row.handler,
        "channel": row.channel,
        "language": row.language,
        "assignee": {"ref": row.assignee.ref, "name": row.assignee.name} if row.assignee else None,
        "team": {"slug": row.team.slug, "name": row.team.name} if row.team else None,
        "tags": sorted(row.tags.values_list("slug", flat=True)),
        "customer": customer_panel(row.customer),
        "seq": row.seq,
        "public_seq": row.public_seq,
        "started_at": timestamp(row.started_at),
        "waiting_since": timestamp(row.waiting_since) if row.waiting_since else None,
        "read_seq": next((each.read_seq for each in people if each.ref == agent.ref), 0),
        "customer_read_seq": row.customer_read_seq,
        "participants": {each.ref: {"kind": each.person, "name": each.name} for each in people if each.told},
        "drafts": [_draft(draft) for draft in Draft.objects.filter(conversation=row, agent=agent)],
        "evidence": [
            {"id": each.ref, "card": each.card}
            for each in Evidence.objects.filter(conversation=row).order_by("read_at", "pk")
        ],
        "summary": row.case_file,
        "rating": row.rating,
        "secrets_caught": row.secrets_caught,
        "allowed": [name for permission, name in ALLOWED.items() if here.may(permission)],
    }


def customer_panel(customer: Customer) -> Json:
    """Who is asking; addresses and ids masked."""
    # the last one of a kind stays: the one verified last, unverified ones only where there is no other
    oldest_first = customer.identities.order_by(F("verified_at").asc(nulls_first=True), "pk")
    identities = {each.kind: each for each in oldest_first}
    email, platform = identities.get(Identity.Kind.EMAIL), identities.get(Identity.Kind.PLATFORM)
    return {
        "ref": customer.ref,
        "name": customer.name,
        "kind": "verified" if platform and platform.verified_at else "anonymous",
        "language": customer.language,
        "timezone": customer.timezone,
        "email_masked": _masked_email(email.value) if email and email.value else None,
        "platform_id_masked": _masked(platform.value) if platform and platform.value else None,
        "first_seen": timestamp(customer.created_at),
        "conversations": customer.conversations.count(),
    }


def _draft(draft: Draft) -> Json:
    return {
        "audience": draft.audience,
        "body": draft.body,
        "attachments": draft.attachments,
        "base_seq": draft.base_seq,
        "updated_at": timestamp(draft.updated_at),
    }


def _masked(value: str) -> str:
    return value[:2] + "•••" + value[-2:] if len(value) > 6 else "•••"


def _masked_email(value: str) -> str:
    name, _, host = value.rpartition("@")
    return f"{name[:1]}•••@{host}"
