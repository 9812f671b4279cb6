"""Evidence is kept with its case; agents have things looked up by a job, because no request may wait for a chain."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from lightkeeper.actions.base import action, defer
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.core.access import Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.events import EvidenceAdded, Json
from lightkeeper.core.facts import FactKind, extract
from lightkeeper.core.investigation import wire
from lightkeeper.core.investigation.evidence import Evidence as Read
from lightkeeper.models import Agent, Evidence, Investigation
from lightkeeper.queries.conversation import locked_conversation, visible_conversation

LOOK_UP = "look_up"
"""The topic of an agent's look-up: closed from the beginning, so that it is no line of the assistant's inquiry."""


class SubjectUnclear(LightkeeperError):
    """What should be looked up is neither a transaction hash nor an address."""

    code: ClassVar[str] = "subject_unclear"
    status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class LookUp:
    """A look-up that waits for its job: `kind` is hash or address, `subject` its plain form."""

    kind: str
    subject: str


@action
def look_up(agent: Agent, reference: str, subject: str, *, now: datetime) -> LookUp:
    """Queues a look-up of a hash or an address on every configured chain; the evidence comes as events of the case.

    Raises NotFound, Forbidden, SubjectUnclear.
    """
    conversation, here = visible_conversation(agent, reference, lock=True)
    require(here, Permission.LOOK_UP)
    wanted = (FactKind.HASH, FactKind.ADDRESS)
    facts = [each for each in extract(subject[:500], hash_expected=True) if each.kind in wanted]
    if len(facts) != 1 or facts[0].flaws:
        raise SubjectUnclear
    fact = facts[0]
    plain = fact.evm_hash if fact.kind is FactKind.HASH else fact.value
    row = Investigation.objects.create(
        conversation=conversation,
        topic=LOOK_UP,
        facts=[{"kind": fact.kind.value, "value": plain}],
        opened_at=now,
        closed_at=now,
    )
    defer("look_up", lock=conversation.reference, investigation_id=row.pk, agent_id=agent.pk)
    return LookUp(fact.kind.value, plain)


@action
def add_evidence(investigation_id: int, agent_id: int, found: tuple[Read, ...], *, now: datetime) -> None:
    """Keeps what an agent's look-up found. A second run of the job adds nothing that is there already."""
    inquiry = Investigation.objects.filter(pk=investigation_id).first()
    agent = Agent.objects.filter(pk=agent_id).first()
    if inquiry is None or agent is None:
        return
    conversation = locked_conversation(inquiry.conversation_id)
    with chapter(conversation, agent.ref, now) as writing:
        writing.introduce(agent.ref, "agent", agent.name, Audience.TEAM)
        for each in found:
            keep(writing, each, inquiry)


def keep(writing: Chapter, read: Read, inquiry: Investigation | None) -> Evidence:
    """The row of a reading and its event; a reading that is there already is not kept twice."""
    conversation = writing.conversation
    ref = _ref(conversation.reference, read)
    found = Evidence.objects.filter(ref=ref).first()
    if found is not None:
        return found
    card: Json = wire.to_json(read.card)
    kept = Evidence.objects.create(
        ref=ref,
        conversation=conversation,
        investigation=inquiry,
        kind=read.card.kind.value,
        subject=read.card.subject,
        card=card,
        raw=wire.to_json(read.raw),
        read_at=read.card.read_at,
    )
    writing.write(EvidenceAdded(id=ref, card=card))
    return kept


def shown(evidence: Evidence) -> Json:
    """Evidence as a block of a message."""
    return {"type": "evidence", "id": evidence.ref, "card": evidence.card}


def _ref(reference: str, read: Read) -> str:
    """One id a reading and case: two customers who ask about one hash in the same moment have evidence of their own."""
    return "ev_" + sha256(f"{reference}\n{read.id}".encode()).hexdigest()[:24]
