"""The one door to a conversation's row. Hidden and missing look the same."""

from django.db import connection
from django.db.models import QuerySet

from lightkeeper.core.access import NotFound, Permission, Standing
from lightkeeper.models import Agent, Conversation, Customer, Team
from lightkeeper.queries.agent import standing
from lightkeeper.queries.plain import Columns

_CONVERSATION, _TEAM = Columns(Conversation, "c"), Columns(Team, "t")
_OWN = f"""
select {_CONVERSATION}, {_TEAM}
from conversation c left join team t on t.id = c.team_id
where c.reference = %s and c.customer_id = %s
"""  # noqa: S608  (columns of our own models)
# only the conversation's row: a lock on its team would queue everybody behind everybody
_OWN_LOCKED = f"{_OWN} for no key update of c"


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
    with connection.cursor() as cursor:
        found = cursor.execute(_OWN_LOCKED if lock else _OWN, [reference, customer.pk]).fetchone()
    if found is None:
        raise NotFound
    values = iter(found)
    conversation = _CONVERSATION.read(values)
    conversation.team = _TEAM.read(values) if conversation.team_id else None
    conversation.customer, conversation.brand = customer, customer.brand
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
