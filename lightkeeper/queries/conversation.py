"""The one door to a conversation's row. Hidden and missing look the same."""

from django.db.models import QuerySet

from lightkeeper.core.access import NotFound, Permission, Standing
from lightkeeper.models import Agent, Conversation, Customer
from lightkeeper.queries.agent import standing


def visible_conversation(agent: Agent, reference: str, *, lock: bool = False) -> tuple[Conversation, Standing]:
    """The conversation if this agent may see it, and what they are in its brand. Raises NotFound."""
    conversation = _rows(lock).filter(reference=reference).first()
    if conversation is None:
        raise NotFound
    here = standing(agent, conversation.brand_id)
    if here is None or not here.may(Permission.READ) or not here.sees(conversation.team_id):
        raise NotFound
    return conversation, here


def own_conversation(customer: Customer, reference: str, *, lock: bool = False) -> Conversation:
    """The customer's own conversation. Raises NotFound for anybody else's."""
    conversation = _rows(lock).filter(reference=reference, customer=customer).first()
    if conversation is None:
        raise NotFound
    return conversation


def locked_conversation(pk: int) -> Conversation:
    """For jobs, which carry ids and act for the house. Raises NotFound when it was removed meanwhile."""
    conversation = _rows(lock=True).filter(pk=pk).first()
    if conversation is None:
        raise NotFound
    return conversation


def _rows(lock: bool) -> QuerySet[Conversation]:
    rows = Conversation.objects.select_related("brand", "customer", "team", "assignee")
    # only the conversation's row: a lock on its brand would queue everybody behind everybody
    return rows.select_for_update(of=("self",)) if lock else rows
