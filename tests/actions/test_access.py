"""Who may do what: everybody against every action and query. Hidden and missing look the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from lightkeeper.actions import attachment, case, draft, evidence, handover, rating, read, receive, redact, reply
from lightkeeper.actions.agent import invite
from lightkeeper.core.access import Forbidden, NotFound, Role
from lightkeeper.core.audience import Audience
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import State
from lightkeeper.models import Agent, Attachment, Conversation, Customer
from lightkeeper.ports.wired import Ports
from lightkeeper.queries.agent import agent_brand, standing, visible_customer
from lightkeeper.queries.attachment import agent_attachment, customer_attachment
from lightkeeper.queries.conversation import own_conversation, visible_conversation
from lightkeeper.queries.inbox import inbox_counts
from lightkeeper.queries.search import search_messages
from lightkeeper.queries.transcript import customer_transcript
from tests.actions.test_redact import upload
from tests.factories import House, make_agent, make_customer, make_house, said, start

WORK = "alice bob lead"
READ = "alice bob lead officer"
HASH = "0x" + "5a" * 32


@dataclass(frozen=True)
class Stage:
    """A conversation of dana's in the support team, with a note and a file in it."""

    house: House
    conversation: Conversation
    now: datetime
    message: int
    note: int
    note_file: str

    @property
    def ref(self) -> str:
        return self.conversation.reference


Act = Callable[[Stage, Any], object]
AGENTS: dict[str, tuple[str, Act]] = {
    "see": (READ, lambda s, a: visible_conversation(a, s.ref)),
    "reply": (WORK, lambda s, a: reply.reply(a, s.ref, reply.Reply(guard("x"), 0, anyway=True), now=s.now)),
    "note": (READ, lambda s, a: reply.note(a, s.ref, reply.Reply(guard("x"), 0), now=s.now)),
    "state": (WORK, lambda s, a: case.set_state(a, s.ref, State.SOLVED, now=s.now)),
    "assign": (WORK, lambda s, a: case.assign(a, s.ref, s.house.bob.ref, now=s.now)),
    "assign nobody": (WORK, lambda s, a: case.assign(a, s.ref, None, now=s.now)),
    "team": (WORK, lambda s, a: case.set_team(a, s.ref, "wallet", now=s.now)),
    "handler": (WORK, lambda s, a: case.set_handler(a, s.ref, "person", now=s.now)),
    "describe": (READ, lambda s, a: case.describe(a, s.ref, subject="x", now=s.now)),
    "tag": (READ, lambda s, a: case.tag(a, s.ref, "deposit", on=True, now=s.now)),
    "draft": (
        WORK,
        lambda s, a: draft.save_draft(a, s.ref, Audience.PUBLIC, guard("x"), attachments=[], base_seq=0, now=s.now),
    ),
    "draft of a note": (
        READ,
        lambda s, a: draft.save_draft(a, s.ref, Audience.TEAM, guard("x"), attachments=[], base_seq=0, now=s.now),
    ),
    "read": (READ, lambda s, a: read.read_by_agent(a, s.ref, 1)),
    "redact": ("lead officer", lambda s, a: redact.redact(a, s.ref, s.message, reason="x", now=s.now)),
    "look up": (WORK, lambda s, a: evidence.look_up(a, s.ref, HASH, now=s.now)),
    "file of a note": (READ, lambda s, a: agent_attachment(a, s.note_file)),
    "customer": (READ, lambda s, a: visible_customer(a, s.house.dana.ref)),
}
BLIND = {"charlie", "olga"}
"""Who must not learn that the conversation exists: another team's agent, another brand's lead."""
PEOPLE = ("alice", "bob", "lead", "officer", "charlie", "olga")


@pytest.fixture
def stage(house: House, ports: Ports, now: datetime) -> Stage:
    conversation = start(house.dana)
    file = upload(house, ports, house.alice.ref, "internal.txt", b"for the team alone", now)
    note = reply.note(house.alice, conversation.reference, reply.Reply(guard("n"), 0, attachments=[file]), now=now)
    return Stage(house, conversation, now, conversation.public_seq, note, file)


def person(stage: Stage, name: str) -> Agent:
    if name == "officer":
        return make_agent(stage.house.brand, "olivia", Role.OFFICER)
    if name == "olga":
        other = make_house("kraken")
        return make_agent(other.brand, "olga", Role.ADMIN, other.support)
    found: Agent = getattr(stage.house, name)
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_agents(stage: Stage, name: str) -> None:
    agent = person(stage, name)
    for what, (allowed, act) in AGENTS.items():
        expected = None if name in allowed.split() else NotFound if name in BLIND else Forbidden
        assert outcome(partial(act, stage, agent)) is expected, (name, what)


@pytest.mark.parametrize("name", PEOPLE)
def test_hidden_looks_like_missing(stage: Stage, name: str) -> None:
    agent = person(stage, name)
    missing = Stage(stage.house, Conversation(reference="NOSUCHREF0"), stage.now, 1, 1, "no-such-file")
    for what, (_, act) in AGENTS.items():
        if what != "customer":
            assert outcome(partial(act, missing, agent)) is NotFound, (name, what)


CUSTOMERS: dict[str, Act] = {
    "see": lambda s, c: own_conversation(c, s.ref),
    "write": lambda s, c: receive.receive(c, s.ref, said("x"), now=s.now),
    "read": lambda s, c: read.read_by_customer(c, s.ref, 1),
    "rate": lambda s, c: rating.rate(c, s.ref, 5, guard(""), now=s.now),
    "ask for a person": lambda s, c: handover.ask_person(c, s.ref, now=s.now),
    "transcript": lambda s, c: customer_transcript(c, s.ref, now=s.now),
}


def test_customers_see_their_own_and_nothing_else(stage: Stage, now: datetime) -> None:
    case.set_state(stage.house.alice, stage.ref, State.SOLVED, now=now)
    eve = make_customer(stage.house.brand, "Eve")
    stranger = make_customer(make_house("kraken").brand)
    for what, act in CUSTOMERS.items():
        assert outcome(partial(act, stage, stage.house.dana)) is None, what
        for other in (eve, stranger):
            assert outcome(partial(act, stage, other)) is NotFound, what


def test_a_notes_file_never_leaves_to_a_customer(stage: Stage, ports: Ports, now: datetime) -> None:
    house = stage.house
    shown = upload(house, ports, house.alice.ref, "shown.txt", b"for the customer", now)
    sent = reply.Reply(guard("see"), 0, anyway=True, attachments=[shown])
    reply.reply(house.alice, stage.ref, sent, now=now)
    assert customer_attachment(house.dana, shown).name == "shown.txt"
    eve = make_customer(house.brand, "Eve")
    refused: list[tuple[Customer, str]] = [(house.dana, stage.note_file), (eve, shown), (eve, stage.note_file)]
    for customer, key in refused:
        assert outcome(partial(customer_attachment, customer, key)) is NotFound


def test_another_owners_file_cannot_be_attached(stage: Stage, ports: Ports, now: datetime) -> None:
    house = stage.house
    key = upload(house, ports, house.bob.ref, "bobs.txt", b"bob's own", now)
    for owner in (house.alice, house.lead):
        with pytest.raises(attachment.AttachmentUnknown):
            reply.note(owner, stage.ref, reply.Reply(guard("x"), 0, attachments=[key]), now=now)
    assert Attachment.objects.get(key=key).state == "ready"


def test_lists_and_search_show_no_other_team_and_no_other_brand(stage: Stage) -> None:
    house = stage.house
    for name, number in {"alice": 1, "lead": 1, "officer": 1, "charlie": 0}.items():
        agent = person(stage, name)
        here = standing(agent, house.brand.pk)
        assert here is not None
        assert inbox_counts(agent, house.brand, here)["open"] == number
        assert len(search_messages(house.brand, here, "deposit").rows) == number
        assert len(search_messages(house.brand, here, stage.ref).rows) == number
    olga = person(stage, "olga")
    assert standing(olga, house.brand.pk) is None
    assert outcome(lambda: agent_brand(olga, house.brand.slug)) is NotFound


def test_a_case_goes_only_to_who_can_see_it(stage: Stage, now: datetime) -> None:
    olga = person(stage, "olga")
    assert outcome(lambda: case.assign(stage.house.alice, stage.ref, stage.house.charlie.ref, now=now)) is Forbidden
    assert outcome(lambda: case.assign(stage.house.alice, stage.ref, olga.ref, now=now)) is NotFound


@pytest.mark.parametrize(
    ("by", "role", "allowed"),
    [
        (Role.AGENT, Role.AGENT, False),
        (Role.OFFICER, Role.OFFICER, False),
        (Role.LEAD, Role.AGENT, True),
        (Role.LEAD, Role.OFFICER, True),
        (Role.LEAD, Role.ADMIN, False),
        (Role.ADMIN, Role.ADMIN, True),
    ],
)
def test_nobody_hands_out_more_than_they_have(house: House, now: datetime, by: Role, role: Role, allowed: bool) -> None:
    here = standing(make_agent(house.brand, "host", by), house.brand.pk)
    assert here is not None
    asked = outcome(
        lambda: invite(house.brand, here, email="new@example.com", name="New", role=role, teams=[], now=now)
    )
    assert asked is (None if allowed else Forbidden)


def outcome(act: Callable[[], object]) -> type[Exception] | None:
    """What it is refused with; undone in any case, so that the next one meets the same stage."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except (NotFound, Forbidden) as refused:
        return type(refused)
    return None
