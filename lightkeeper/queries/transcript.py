"""A conversation as a file that verifies."""

from datetime import datetime

from lightkeeper.core.audience import Audience
from lightkeeper.core.transcript import export
from lightkeeper.models import Conversation, Customer
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import own_conversation
from lightkeeper.queries.timeline import entries


def customer_transcript(customer: Customer, reference: str, *, now: datetime) -> bytes:
    """The public conversation. Raises NotFound."""
    return _file(own_conversation(customer, reference), Audience.PUBLIC, now)


def agent_transcript(reference: str, *, now: datetime, audience: Audience = Audience.TEAM) -> bytes:
    """The whole conversation; the caller has made sure that it may be seen. Empty when there is none."""
    conversation = Conversation.objects.select_related("brand").filter(reference=reference).first()
    return _file(conversation, audience, now) if conversation else b""


def _file(conversation: Conversation, audience: Audience, now: datetime) -> bytes:
    keyring = wired().keyring
    return export(
        reference=conversation.reference,
        brand=conversation.brand.slug,
        entries=entries(conversation.reference),
        audience=audience,
        at=now,
        key=keyring.public_keys()[0].id,
        sign=lambda data: keyring.sign(data).value,
    )
