"""Evidence: an agent's look-up, its job, and the raw answer behind a card."""

from dataclasses import replace
from datetime import datetime

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from lightkeeper.actions.evidence import SubjectUnclear, look_up
from lightkeeper.core.access import Forbidden, NotFound, Role
from lightkeeper.core.audience import Audience
from lightkeeper.core.investigation.card import Account, Chain, Source, State
from lightkeeper.core.investigation.evidence import RawAnswer
from lightkeeper.core.investigation.reading import AddressReading, TransferReading
from lightkeeper.models import Conversation, Event, Evidence
from lightkeeper.ports.chain import InMemoryChain, NodeTimedOut
from lightkeeper.ports.wired import Ports, use
from lightkeeper.queries.evidence import raw_evidence
from lightkeeper.tasks import assistant
from tests.actions.verify import verify_action
from tests.factories import House, make_agent, start

HASH = "0x" + "5a" * 32
ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


@pytest.fixture
def chain(ports: Ports, now: datetime) -> InMemoryChain:
    made = InMemoryChain(Chain("sandbox", "Sandbox"), now)
    raw = (RawAnswer("eth_getTransactionByHash", '{"result": null}', now),)
    source = Source("Sandbox node", "sandbox")
    made.put(TransferReading(made.chain, HASH, State.PENDING, source, now, raw=raw))
    made.put_address(AddressReading(made.chain, ADDRESS, source, now, Account(contract=False, used=True)))
    use(replace(ports, chains={"sandbox": made}))
    return made


def run(conversation: Conversation) -> None:
    """The queued look-up, as the worker runs it; twice, because it may."""
    job = ProcrastinateJob.objects.get(lock=conversation.reference, task_name="look_up")
    assert app.tasks["look_up"] is assistant.look_up
    for _ in range(2):
        with verify_action(conversation):
            assistant.look_up(**job.args)


def test_a_look_up_waits_for_its_job_and_becomes_evidence(house: House, chain: InMemoryChain, now: datetime) -> None:
    conversation = start(house.dana)
    with verify_action(conversation):
        queued = look_up(house.alice, conversation.reference, f"  {HASH} ", now=now)
    assert (queued.kind, queued.subject) == ("hash", HASH)
    assert chain.asked == []
    run(conversation)
    event = Event.objects.get(conversation=conversation, kind="evidence.added")
    assert (event.actor, event.audience) == (house.alice.ref, Audience.TEAM)
    assert event.payload is not None
    assert event.payload["card"]["state"] == "pending"


def test_the_raw_answer_is_kept_for_those_who_see_the_case(house: House, chain: InMemoryChain, now: datetime) -> None:
    conversation = start(house.dana)
    look_up(house.alice, conversation.reference, HASH, now=now)
    run(conversation)
    ref = Evidence.objects.get(conversation=conversation).ref
    found = raw_evidence(house.bob, conversation.reference, ref)
    assert found["raw"][0]["question"] == "eth_getTransactionByHash"
    assert found["raw"][0]["answer"] == '{"result": null}'
    with pytest.raises(NotFound):
        raw_evidence(house.charlie, conversation.reference, ref)
    with pytest.raises(NotFound):
        raw_evidence(house.alice, start(house.dana).reference, ref)


def test_two_cases_have_evidence_of_their_own(house: House, chain: InMemoryChain, now: datetime) -> None:
    one, other = start(house.dana), start(house.dana)
    for conversation in (one, other):
        look_up(house.alice, conversation.reference, HASH, now=now)
        run(conversation)
    assert Evidence.objects.filter(conversation=one).count() == 1
    assert Evidence.objects.filter(conversation=other).count() == 1


def test_an_address_is_looked_up_too(house: House, chain: InMemoryChain, now: datetime) -> None:
    conversation = start(house.dana)
    assert look_up(house.alice, conversation.reference, ADDRESS, now=now).kind == "address"
    run(conversation)
    assert Evidence.objects.get(conversation=conversation).kind == "address"


def test_a_node_that_is_down_is_evidence_of_that(house: House, chain: InMemoryChain, now: datetime) -> None:
    chain.fail(NodeTimedOut())
    conversation = start(house.dana)
    look_up(house.alice, conversation.reference, HASH, now=now)
    run(conversation)
    assert Evidence.objects.get(conversation=conversation).card["state"] == "unreadable"


@pytest.mark.parametrize("subject", ["", "hello", "0x1234", f"{HASH} and 0x{'6b' * 32}", HASH[:-2], "🙂" * 400])
def test_what_is_neither_hash_nor_address_is_refused(house: House, now: datetime, subject: str) -> None:
    conversation = start(house.dana)
    with pytest.raises(SubjectUnclear):
        look_up(house.alice, conversation.reference, subject, now=now)


def test_who_may_look_up(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    with pytest.raises(NotFound):
        look_up(house.charlie, conversation.reference, HASH, now=now)
    officer = make_agent(house.brand, "olga", Role.OFFICER)
    with pytest.raises(Forbidden):
        look_up(officer, conversation.reference, HASH, now=now)
