"""Files that a person may see."""

from lightkeeper.core.access import NotFound
from lightkeeper.core.audience import Audience
from lightkeeper.models import Agent, Attachment, Brand, Customer, Message
from lightkeeper.queries.conversation import visible_conversation


def own_attachment(brand: Brand, owner: str, key: str, *, lock: bool = False) -> Attachment:
    """The file that this person (a ref) uploaded. Raises NotFound."""
    rows = Attachment.objects.filter(brand=brand, owner=owner, key=key)
    attachment = (rows.select_for_update() if lock else rows).first()
    if attachment is None:
        raise NotFound
    return attachment


def customer_attachment(customer: Customer, key: str) -> Attachment:
    """A ready file of the customer's own, or in a public message of their conversation. Raises NotFound."""
    attachment = Attachment.objects.filter(brand=customer.brand_id, key=key).exclude(stored="").first()
    if attachment is None:
        raise NotFound
    if attachment.owner == customer.ref:
        return attachment
    conversation = attachment.conversation
    if conversation is None or attachment.seq is None or conversation.customer_id != customer.pk:
        raise NotFound
    public = Message.objects.filter(conversation=conversation, seq=attachment.seq, audience=Audience.PUBLIC)
    if not public.exists():  # a file of an internal note
        raise NotFound
    return attachment


def agent_attachment(agent: Agent, key: str) -> Attachment:
    """A ready file of the agent's own, or in a conversation they see. Raises NotFound."""
    attachment = Attachment.objects.select_related("conversation").filter(key=key).exclude(stored="").first()
    if attachment is None:
        raise NotFound
    if attachment.owner == agent.ref:
        return attachment
    if attachment.conversation is None:
        raise NotFound
    visible_conversation(agent, attachment.conversation.reference)
    return attachment
