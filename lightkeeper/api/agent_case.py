"""Console: what is done with a case, and who and what there is to choose from."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from lightkeeper.actions import case
from lightkeeper.actions.agent import invite
from lightkeeper.api.agent import AgentAuth, agent
from lightkeeper.api.agent_conversation import REFUSALS, CustomerPanel
from lightkeeper.api.agent_inbox import TeamName
from lightkeeper.api.edge import creating, limit, line
from lightkeeper.api.schema import AgentName, ErrorOut, SeqOut
from lightkeeper.core.access import Permission, Role, require
from lightkeeper.core.ticket import State
from lightkeeper.models import Tag
from lightkeeper.ports.wired import wired
from lightkeeper.queries.agent import agent_brand, colleagues, visible_customer, visible_teams
from lightkeeper.queries.case import customer_panel

router = Router(tags=["agent"], auth=AgentAuth())


class StateIn(Schema):
    to: Literal["open", "waiting_customer", "waiting_others", "solved"]


class AssigneeIn(Schema):
    agent: str | None


class TeamIn(Schema):
    team: str


class HandlerIn(Schema):
    to: Literal["assistant", "person"]


class TagName(Schema):
    slug: str
    name: str


class Colleague(AgentName):
    online: bool
    role: str


class InviteIn(Schema):
    email: str
    name: str
    role: Literal["agent", "lead", "officer", "admin"]
    teams: list[str] = []


class Invited(Schema):
    ref: str


@router.post("/conversations/{reference}/state", response={200: SeqOut, **REFUSALS})
def set_state(request: HttpRequest, reference: str, data: StateIn) -> Any:
    """Moves the case by hand."""
    return {"seq": case.set_state(agent(request), reference, State(data.to), now=wired().clock.now())}


@router.post("/conversations/{reference}/assignee", response={200: SeqOut, **REFUSALS})
def assign(request: HttpRequest, reference: str, data: AssigneeIn) -> Any:
    """Gives the case to a colleague, or to nobody."""
    return {"seq": case.assign(agent(request), reference, data.agent, now=wired().clock.now())}


@router.post("/conversations/{reference}/team", response={200: SeqOut, **REFUSALS})
def set_team(request: HttpRequest, reference: str, data: TeamIn) -> Any:
    """Moves the case to another team."""
    return {"seq": case.set_team(agent(request), reference, data.team, now=wired().clock.now())}


@router.post("/conversations/{reference}/handler", response={200: SeqOut, **REFUSALS})
def set_handler(request: HttpRequest, reference: str, data: HandlerIn) -> Any:
    """Hands the case to the assistant, or takes it back."""
    return {"seq": case.set_handler(agent(request), reference, data.to, now=wired().clock.now())}


@router.put("/conversations/{reference}/tags/{slug}", response={200: SeqOut, **REFUSALS})
def add_tag(request: HttpRequest, reference: str, slug: str) -> Any:
    """Puts a tag on the case."""
    return {"seq": case.tag(agent(request), reference, slug, on=True, now=wired().clock.now())}


@router.delete("/conversations/{reference}/tags/{slug}", response={200: SeqOut, **REFUSALS})
def drop_tag(request: HttpRequest, reference: str, slug: str) -> Any:
    """Takes a tag off the case."""
    return {"seq": case.tag(agent(request), reference, slug, on=False, now=wired().clock.now())}


@router.get("/agents", response={200: list[Colleague], 404: ErrorOut})
def list_agents(request: HttpRequest, brand: str | None = None) -> Any:
    """Whom a case can be given to."""
    return colleagues(agent_brand(agent(request), brand)[0])


@router.get("/teams", response={200: list[TeamName], 404: ErrorOut})
def list_teams(request: HttpRequest, brand: str | None = None) -> Any:
    """Every team of the brand: a case may go where its sender cannot follow."""
    found, _ = agent_brand(agent(request), brand)
    return [{"slug": team.slug, "name": team.name, "brand": found.slug} for team in found.team_set.order_by("name")]


@router.get("/tags", response={200: list[TagName], 404: ErrorOut})
def list_tags(request: HttpRequest, brand: str | None = None) -> Any:
    """The brand's tags."""
    return list(Tag.objects.filter(brand=agent_brand(agent(request), brand)[0]).order_by("name"))


@router.get("/customers/{ref}", response={200: CustomerPanel, 404: ErrorOut})
def show_customer(request: HttpRequest, ref: str) -> Any:
    """A customer with whom the agent has a conversation to see."""
    return customer_panel(visible_customer(agent(request), ref))


@router.post("/invitations", response={201: Invited, **REFUSALS})
def invite_agent(request: HttpRequest, response: HttpResponse, data: InviteIn, brand: str | None = None) -> Any:
    """A new colleague gets a mail to set a password by."""
    me = agent(request)
    limit("invite", me.ref)
    found, here = agent_brand(me, brand)
    require(here, Permission.INVITE)
    teams = [team for team in visible_teams(found, here) if team.slug in data.teams]
    email, name = line(data.email, 254), line(data.name, 80)

    def perform() -> dict[str, Any]:
        made = invite(found, here, email=email, name=name, role=Role(data.role), teams=teams, now=wired().clock.now())
        return {"ref": made.ref}

    return Status(201, creating(request, response, me.ref, [email, name, data.role, sorted(data.teams)], perform))
