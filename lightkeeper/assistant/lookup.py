"""An agent's look-up: the same search as the assistant's, without words."""

from lightkeeper.actions.evidence import add_evidence
from lightkeeper.assistant.investigate import search, search_address
from lightkeeper.core.facts import FactKind
from lightkeeper.ports.wired import wired
from lightkeeper.queries.evidence import asked_for


def run_look_up(investigation_id: int, agent_id: int) -> None:
    """Asks the chains and keeps what they said; several cards when several chains were asked."""
    fact = asked_for(investigation_id)
    if fact is None:
        return
    ports = wired()
    now = ports.clock.now()
    if fact.kind == FactKind.HASH:
        found = search(ports.chains, fact.value, None, now=now).read
    else:
        found = search_address(ports.chains, fact.value, now=now)
    add_evidence(investigation_id, agent_id, found, now=ports.clock.now())
