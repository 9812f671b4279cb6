"""alice (agent), bob (same team), charlie (other team), dana (customer): the people of every access test."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime

from lightkeeper.actions import receive, visitor
from lightkeeper.core import people
from lightkeeper.core.access import Role
from lightkeeper.core.secrets import guard
from lightkeeper.models import Agent, Brand, Conversation, Customer, Membership, Survey, Tag, Team

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class House:
    """A brand with two teams and the usual people."""

    brand: Brand
    support: Team
    wallet: Team
    alice: Agent
    bob: Agent
    charlie: Agent
    lead: Agent
    dana: Customer


def _random() -> bytes:
    return next(_numbers).to_bytes(20, "big")


def make_agent(brand: Brand, name: str, role: Role, *teams: Team) -> Agent:
    agent = Agent.objects.create(
        email=f"{name}@{brand.slug}.example", ref=people.agent_ref(_random()), name=name.title(), created_at=NOW
    )
    Membership.objects.create(agent=agent, brand=brand, role=role)
    for team in teams:
        team.members.add(agent)
    return agent


def make_customer(brand: Brand, name: str = "") -> Customer:
    made = visitor.begin(brand, language="en", timezone="UTC", now=NOW).session.customer
    if name:
        visitor.describe_customer(made, name=name, now=NOW)
    return made


def make_house(slug: str = "harbor") -> House:
    brand = Brand.objects.create(
        slug=slug, name=slug.title(), languages=["en", "zh-Hans"], created_at=NOW, allowed_origins=[]
    )
    support = Team.objects.create(brand=brand, slug="support", name="Support")
    wallet = Team.objects.create(brand=brand, slug="wallet", name="Wallet operations")
    Survey.objects.create(brand=brand)
    Tag.objects.create(brand=brand, slug="deposit", name="Deposit")
    return House(
        brand=brand,
        support=support,
        wallet=wallet,
        alice=make_agent(brand, "alice", Role.AGENT, support),
        bob=make_agent(brand, "bob", Role.AGENT, support),
        charlie=make_agent(brand, "charlie", Role.AGENT, wallet),
        lead=make_agent(brand, "lena", Role.LEAD, support),
        dana=make_customer(brand, "Dana"),
    )


def said(text: str, **kwargs: object) -> receive.Said:
    return receive.Said(guard(text), **kwargs)  # type: ignore[arg-type]


def start(customer: Customer, text: str = "My deposit is missing", *, now: datetime = NOW) -> Conversation:
    received = receive.start_conversation(customer, said(text), language="en", now=now)
    return Conversation.objects.select_related("brand", "team").get(reference=received.reference)
