"""Who the agents are and where they stand."""

from allauth.mfa.models import Authenticator

from lightkeeper.core.access import ROLES, NotFound, Role, Standing
from lightkeeper.core.events import Json
from lightkeeper.models import Agent, Brand, Customer, Membership, Team


def standing(agent: Agent, brand_id: int) -> Standing | None:
    """What the agent is in this brand: their role and team ids. None when they have nothing to do with it."""
    if not agent.is_active:
        return None
    role = Membership.objects.filter(agent=agent, brand_id=brand_id).values_list("role", flat=True).first()
    if role is None:
        return None
    teams = Team.objects.filter(brand_id=brand_id, members=agent).values_list("pk", flat=True)
    return Standing(Role(role), frozenset(teams))


def agent_brand(agent: Agent, slug: str | None) -> tuple[Brand, Standing]:
    """The brand with this slug, or the agent's first. Raises NotFound when the agent is not of it."""
    brands = Brand.objects.filter(membership__agent=agent).order_by("pk")
    brand = (brands.filter(slug=slug) if slug else brands).first()
    here = standing(agent, brand.pk) if brand else None
    if brand is None or here is None:
        raise NotFound
    return brand, here


def visible_teams(brand: Brand, here: Standing) -> list[Team]:
    """The teams whose conversations are seen, in order of name."""
    teams = Team.objects.filter(brand=brand).order_by("name")
    return [team for team in teams if here.sees(team.pk)]


def colleague(brand: Brand, ref: str) -> Agent:
    """An active agent of the brand. Raises NotFound."""
    agent = Agent.objects.filter(ref=ref, is_active=True, memberships__brand=brand).first()
    if agent is None:
        raise NotFound
    return agent


def agent_brands(agent: Agent) -> list[tuple[Brand, Standing]]:
    """Every brand of the agent, with what they are there."""
    brands = Brand.objects.filter(membership__agent=agent).order_by("pk")
    return [(brand, here) for brand in brands if (here := standing(agent, brand.pk))]


def agent_card(agent: Agent) -> Json:
    """The contract's `me`. Role and permissions are those in the first brand. Raises NotFound without any brand."""
    brands = agent_brands(agent)
    if not brands:
        raise NotFound
    here = brands[0][1]
    return {
        "ref": agent.ref,
        "name": agent.name,
        "email": agent.email,
        "language": agent.language,
        "timezone": agent.timezone,
        "role": here.role.value,
        "permissions": sorted(permission.value for permission in ROLES[here.role]),
        "brands": [{"slug": brand.slug, "name": brand.name} for brand, _ in brands],
        "teams": [
            {"slug": team.slug, "name": team.name, "brand": brand.slug}
            for brand, here in brands
            for team in visible_teams(brand, here)
        ],
        "online": agent.online,
        "mfa": Authenticator.objects.filter(user=agent).exists(),
    }


def colleagues(brand: Brand) -> list[Json]:
    """Active agents of the brand, in order of name."""
    rows = Membership.objects.filter(brand=brand, agent__is_active=True).select_related("agent")
    return [
        {"ref": row.agent.ref, "name": row.agent.name, "online": row.agent.online, "role": row.role}
        for row in rows.order_by("agent__name")
    ]


def visible_customer(agent: Agent, ref: str) -> Customer:
    """A customer who has a conversation that the agent may see. Raises NotFound."""
    customer = Customer.objects.select_related("brand").filter(ref=ref).first()
    here = standing(agent, customer.brand_id) if customer else None
    if customer is None or here is None:
        raise NotFound
    teams = customer.conversations.values_list("team_id", flat=True).distinct()
    if not any(here.sees(team) for team in teams):
        raise NotFound
    return customer
