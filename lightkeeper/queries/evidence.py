"""Evidence of a case: the raw answers behind a card, and what is being asked for."""

from lightkeeper.core.access import NotFound
from lightkeeper.core.casefile import Known, Missing
from lightkeeper.core.events import Json
from lightkeeper.core.facts import FactKind
from lightkeeper.models import Agent, Customer, Evidence, Investigation
from lightkeeper.queries.conversation import own_conversation, visible_conversation
from lightkeeper.queries.dialogue import known_facts, open_investigation


def raw_evidence(agent: Agent, reference: str, ref: str) -> Json:
    """{id, card, raw: [{question, answer, at}]}: what the source answered, as it answered. Raises NotFound."""
    conversation, _ = visible_conversation(agent, reference)
    row = Evidence.objects.filter(conversation=conversation, ref=ref).first()
    if row is None:
        raise NotFound
    return {"id": row.ref, "card": row.card, "raw": row.raw}


def hash_expected(customer: Customer, reference: str) -> bool:
    """Whether the customer was just asked for a hash, so that 64 bare digits are one and no private key: the guard's
    `expects_hash`. Raises NotFound."""
    inquiry = open_investigation(own_conversation(customer, reference))
    if inquiry is None or Missing.HASH not in inquiry.asked:
        return False
    return not any(each.kind == FactKind.HASH for each in known_facts(inquiry))


def asked_for(investigation_id: int) -> Known | None:
    """The one fact of an agent's look-up; None when it was removed or redacted meanwhile."""
    facts = known_facts(Investigation.objects.filter(pk=investigation_id).first())
    return facts[0] if facts else None
