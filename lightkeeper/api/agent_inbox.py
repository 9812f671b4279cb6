"""Console: who am I, lists, counts, search, the socket."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from lightkeeper.actions.agent import describe_agent
from lightkeeper.api.agent import AgentAuth, agent
from lightkeeper.api.edge import limit, line, zone
from lightkeeper.api.schema import AgentName, ErrorOut, Last, PersonName, SocketToken
from lightkeeper.api.widget_session import signed
from lightkeeper.core.audience import Audience
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.topics import conversation_topic, person_topic
from lightkeeper.ports.wired import wired
from lightkeeper.queries.agent import agent_brand, agent_brands, agent_card
from lightkeeper.queries.conversation import visible_conversation
from lightkeeper.queries.inbox import Filter, inbox_counts, inbox_page, inbox_topics
from lightkeeper.queries.search import search_messages

router = Router(tags=["agent"], auth=AgentAuth())
MAX_OPEN = 20


class BrandName(Schema):
    slug: str
    name: str


class TeamName(Schema):
    slug: str
    name: str
    brand: str


class Me(Schema):
    ref: str
    name: str
    email: str
    language: str
    timezone: str
    role: Literal["agent", "lead", "officer", "admin"]
    permissions: list[str]
    brands: list[BrandName]
    teams: list[TeamName]
    online: bool
    mfa: bool


class MeIn(Schema):
    name: str | None = None
    language: str | None = None
    timezone: str | None = None
    online: bool | None = None


class SummaryLast(Last):
    seq: int
    audience: Literal["public", "team"]


class Summary(Schema):
    reference: str
    brand: str
    seq: int
    subject: str
    state: Literal["new", "open", "waiting_customer", "waiting_others", "solved", "closed"]
    handler: Literal["assistant", "person"]
    channel: str
    language: str
    customer: PersonName
    assignee: AgentName | None
    team: str | None
    tags: list[str]
    last: SummaryLast | None
    waiting_since: str | None
    started_at: str
    read_seq: int = 0


class Inbox(Schema):
    rows: list[Summary]
    next: str | None
    topics: list[str]


class Wanted(Schema):
    """Which part of which inbox."""

    brand: str | None = None
    state: str = "open"
    assignee: str = "any"
    team: str | None = None
    after: str | None = None
    limit: int = 50


class Counts(Schema):
    mine: int
    unassigned: int
    open: int
    waiting: int
    solved: int
    by_team: dict[str, int]


class Hit(Schema):
    reference: str
    seq: int
    snippet: str
    at: str
    subject: str
    customer_name: str | None


class Hits(Schema):
    rows: list[Hit]
    next: int | None


class SocketIn(Schema):
    conversations: list[str] = []


@router.get("/me", response={200: Me, 401: ErrorOut})
def show_me(request: HttpRequest) -> Any:
    """The agent who is signed in, and what they may do."""
    return agent_card(agent(request))


@router.patch("/me", response={200: Me, 422: ErrorOut})
def change_me(request: HttpRequest, data: MeIn) -> Any:
    """Name, language, time zone, presence."""
    me = agent(request)
    describe_agent(
        me,
        name=line(data.name, 80) if data.name else None,
        language=wired().catalogue.resolve(data.language) if data.language else None,
        timezone=zone(data.timezone) if data.timezone else None,
        online=data.online,
    )
    return agent_card(me)


@router.get("/inbox", response={200: Inbox, 404: ErrorOut})
def show_inbox(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """One page of conversations, newest first, and the topics by which it updates itself."""
    me = agent(request)
    brand, here = agent_brand(me, wanted.brand)
    chosen = Filter(wanted.state, wanted.assignee, wanted.team)
    page = inbox_page(me, brand, here, chosen, after=wanted.after, limit=wanted.limit)
    return {"rows": page.rows, "next": page.next, "topics": inbox_topics(brand, here)}


@router.get("/counts", response={200: Counts, 404: ErrorOut})
def show_counts(request: HttpRequest, brand: str | None = None) -> Any:
    """How many conversations stand where."""
    me = agent(request)
    found, here = agent_brand(me, brand)
    return inbox_counts(me, found, here)


@router.get("/search", response={200: Hits, 404: ErrorOut, 429: ErrorOut})
def search(request: HttpRequest, q: str, brand: str | None = None, after: int = 0) -> Any:
    """Messages that hold all the words, best first."""
    me = agent(request)
    limit("search", me.ref)
    found, here = agent_brand(me, brand)
    return search_messages(found, here, q[:500], skip=max(0, after))


@router.post("/socket", response={200: SocketToken})
def socket_token(request: HttpRequest, data: SocketIn) -> Any:
    """Topics of the agent's lists and of the given conversations; what may not be seen is left out."""
    me = agent(request)
    topics = [person_topic(me.ref)]
    for brand, here in agent_brands(me):
        topics += inbox_topics(brand, here)
    for reference in data.conversations[:MAX_OPEN]:
        try:
            visible_conversation(me, reference)
        except LightkeeperError:
            continue
        topics.append(conversation_topic(reference))
    return signed(me.ref, me.name, "agent", dict.fromkeys(topics, Audience.TEAM))
