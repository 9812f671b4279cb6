"""Read marks: monotone, coalesced, no event each."""

from lightkeeper.actions.base import action, announce
from lightkeeper.core.audience import Audience
from lightkeeper.core.topics import conversation_topic
from lightkeeper.models import Agent, Conversation, Customer, Participation
from lightkeeper.ports.bus import Ephemeral, Read
from lightkeeper.queries.conversation import own_conversation, visible_conversation

TEAM = "team"
"""Who has read, as customers are told: the team, not which agent looked."""


@action
def read_by_customer(customer: Customer, reference: str, seq: int) -> None:
    """The customer has seen everything up to `seq`. Raises NotFound."""
    conversation = own_conversation(customer, reference)
    moved = Conversation.objects.filter(pk=conversation.pk, customer_read_seq__lt=seq, seq__gte=seq)
    if moved.update(customer_read_seq=seq):
        _tell(reference, customer.ref, seq)


@action
def read_by_agent(agent: Agent, reference: str, seq: int) -> None:
    """The agent has seen everything up to `seq`; the customer sees that the team has. Raises NotFound."""
    # The conversation's row first, like every writer: with the mark first, a reply at the same moment is a deadlock.
    conversation, _ = visible_conversation(agent, reference, lock=True)
    if seq > conversation.seq:
        return
    mark, made = Participation.objects.get_or_create(
        conversation=conversation,
        ref=agent.ref,
        defaults={"person": "agent", "name": agent.name, "read_seq": seq},
    )
    if not made:
        Participation.objects.filter(pk=mark.pk, read_seq__lt=seq).update(read_seq=seq)
    if Conversation.objects.filter(pk=conversation.pk, team_read_seq__lt=seq).update(team_read_seq=seq):
        _tell(reference, TEAM, seq)


def _tell(reference: str, person: str, seq: int) -> None:
    announce(Ephemeral(conversation_topic(reference), Audience.PUBLIC, Read(person, seq)))
