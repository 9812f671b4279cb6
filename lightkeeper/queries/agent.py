"""Who the agents are and where they stand."""

from lightkeeper.core.access import NotFound, Permission, Role, Standing
from lightkeeper.models import Agent, Brand, Membership, Team


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


def may(here: Standing, permission: Permission) -> bool:
    """For screens: whether to offer a step at all."""
    return here.may(permission)
