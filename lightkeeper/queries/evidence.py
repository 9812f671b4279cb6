"""Evidence of a case: the raw answers behind a card, and what is being asked for."""

from collections.abc import Sequence

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


def hash_expected(customer: Customer, reference: str, given: Sequence[str] = ()) -> bool:
    """Whether 64 bare digits are a hash and no private key, the guard's `expects_hash`: the customer was just asked for
    one, or all that are `given` (without 0x) were told as hashes here before. Raises NotFound."""
    inquiry = open_investigation(own_conversation(customer, reference))
    if inquiry is None:
        return False
    known = {each.value.lower().removeprefix("0x") for each in known_facts(inquiry) if each.kind == FactKind.HASH}
    if known:
        return bool(given) and known.issuperset(each.lower() for each in given)
    return Missing.HASH in inquiry.asked


def asked_for(investigation_id: int) -> Known | None:
    """The one fact of an agent's look-up; None when it was removed or redacted meanwhile."""
    facts = known_facts(Investigation.objects.filter(pk=investigation_id).first())
    return facts[0] if facts else None
