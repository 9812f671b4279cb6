"""The brand that is measured: teams, agents who are signed in, customers with conversations. Made by the actions."""

import json
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from benches import wire
from lightkeeper.actions import case, receive, visitor
from lightkeeper.actions.agent import create_agent
from lightkeeper.config.demo.library import publish_articles
from lightkeeper.core.access import Role
from lightkeeper.core.secrets import guard
from lightkeeper.core.topics import conversation_topic
from lightkeeper.models import Agent, Brand, Conversation, Membership, Survey, Team

SLUG = "bench"
TEAMS = 20
"""An agent of one team sees a twentieth of all conversations: 5 %."""
AGENTS_OF_A_KIND = 10
JOBS_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in agent: what goes into the `Cookie` header, and the CSRF token."""

    agent: Agent
    cookie: str
    csrf: str

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Of any request, changing ones included."""
        return ("Cookie", self.cookie), ("X-CSRFToken", self.csrf)


@dataclass(frozen=True, slots=True)
class Frame:
    """A customer's conversation and the token to write to it with."""

    reference: str
    token: str

    @property
    def path(self) -> str:
        """Where messages are posted."""
        return f"/api/widget/{SLUG}/conversations/{self.reference}/messages"


@dataclass(frozen=True, slots=True)
class Scene:
    """`leads` see everything of the brand, `members` one team's conversations each."""

    brand: Brand
    leads: tuple[Desk, ...]
    members: tuple[Desk, ...]


def set_scene() -> Scene:
    """The brand with its articles, its teams (the first is `support`) and its agents."""
    now = datetime.now(UTC)
    brand = Brand.objects.create(
        slug=SLUG, name="Bench", languages=["en", "zh-Hans"], allowed_origins=["https://bench.example"], created_at=now
    )
    slugs = ["support", *(f"team-{number:02}" for number in range(1, TEAMS))]
    teams = [Team.objects.create(brand=brand, slug=slug, name=slug) for slug in slugs]
    Survey.objects.create(brand=brand)
    publish_articles(brand, now)
    leads = tuple(_desk(brand, f"lead{n}", Role.LEAD, [teams[0]], now) for n in range(AGENTS_OF_A_KIND))
    members = tuple(_desk(brand, f"agent{n}", Role.AGENT, [teams[-1]], now) for n in range(AGENTS_OF_A_KIND))
    return Scene(brand, leads, members)


def open_conversations(scene: Scene, number: int, *, held_by_person: bool) -> list[Frame]:
    """So many customers, each with a conversation of its own; when a person holds it, the assistant is out of it."""
    made = []
    for _ in range(number):
        now = datetime.now(UTC)
        frame = visitor.begin(scene.brand, language="en", timezone="UTC", now=now)
        customer = frame.session.customer
        said = receive.Said(guard("Hello, I need some help with my account."), key=secrets.token_hex(8))
        reference = receive.start_conversation(customer, said, language="en", now=now).reference
        if held_by_person:
            case.set_handler(scene.leads[0].agent, reference, "person", now=now)
        made.append(Frame(reference, frame.token))
    _wait_for_jobs()
    return made


def cursors(frames: list[Frame]) -> dict[str, int]:
    """{topic: the newest seq} of the conversations."""
    references = [frame.reference for frame in frames]
    rows = Conversation.objects.filter(reference__in=references).values_list("reference", "seq")
    return {conversation_topic(reference): seq for reference, seq in rows}


async def hellos(
    port: int, desks: tuple[Desk, ...], frames: list[Frame], known: dict[str, int], each: int
) -> list[str]:
    """First frames of agents' sockets: `each` conversations a socket, their list besides on the first of an agent."""
    line = await wire.connect(port)
    made = []
    for number in range(0, len(frames), each):
        desk = desks[number // each % len(desks)]
        followed = [frame.reference for frame in frames[number : number + each]]
        asked = wire.post(port, "/api/agent/socket", json.dumps({"conversations": followed}).encode(), *desk.headers)
        status, body = await line.ask(asked)
        if status != 200:
            raise RuntimeError(f"no socket token: {status} {body[:300]!r}")
        wanted = {topic: known[topic] for topic in map(conversation_topic, followed)}
        if number // each < len(desks):
            wanted[f"l/{SLUG}/support"] = 0
        made.append(json.dumps({"t": "hello", "v": 1, "token": json.loads(body)["token"], "cursors": wanted}))
    line.transport.close()
    return made


def _desk(brand: Brand, name: str, role: Role, teams: list[Team], now: datetime) -> Desk:
    agent = create_agent(email=f"{name}@bench.example", name=name, password=secrets.token_hex(8), now=now)
    Membership.objects.create(agent=agent, brand=brand, role=role)
    agent.teams.add(*teams)
    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.create()
    csrf = secrets.token_hex(16)
    return Desk(agent, f"sessionid={session.session_key}; csrftoken={csrf}", csrf)


def _wait_for_jobs() -> None:
    """Until the worker has nothing left to do."""
    waiting = "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
    began = time.monotonic()
    while time.monotonic() - began < JOBS_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)
    raise RuntimeError("the worker does not come to an end")
