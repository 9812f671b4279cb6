"""Agents: invited, described."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from lightkeeper.actions.base import action, announce
from lightkeeper.actions.outbox import queue_agent_mail
from lightkeeper.core import people
from lightkeeper.core.access import ROLES, Forbidden, Permission, Role, Standing, require
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.models import Agent, Brand, Membership, Team
from lightkeeper.ports.bus import Revoke

_PART = r"[^@\s,;:<>()\[\]\\\"⟦⟧]+"
_ADDRESS = re.compile(rf"{_PART}@{_PART}\.{_PART}")


class AddressUnusable(LightkeeperError):
    """Not an e-mail address."""

    code: ClassVar[str] = "email_unusable"
    status: ClassVar[int] = 422


class AgentKnown(LightkeeperError):
    """Somebody of this brand has the address already."""

    code: ClassVar[str] = "agent_known"
    status: ClassVar[int] = 409


@action
def invite(
    brand: Brand, by: Standing, *, email: str, name: str, role: Role, teams: Sequence[Team], now: datetime
) -> Agent:
    """A new agent without a password, and a mail by which they set one. Nobody hands out more than they have.

    Raises AddressUnusable, AgentKnown, Forbidden.
    """
    require(by, Permission.INVITE)
    require_address(email)
    for permission in sorted(ROLES[role] - ROLES[by.role]):
        raise Forbidden(permission=permission.value)
    agent = Agent.objects.filter(email__iexact=email).first()
    if agent is None:
        agent = create_agent(email=email, name=name, now=now)
    elif Membership.objects.filter(agent=agent, brand=brand).exists():
        raise AgentKnown
    Membership.objects.create(agent=agent, brand=brand, role=role)
    agent.teams.add(*teams)
    queue_agent_mail("invitation", agent, now=now)
    return agent


def require_address(email: str) -> None:
    """One address and nothing around it: a list of them would make us write to strangers. Raises AddressUnusable."""
    if not _ADDRESS.fullmatch(email):
        raise AddressUnusable


@action
def create_agent(*, email: str, name: str, password: str | None = None, demo: bool = False, now: datetime) -> Agent:
    """A new agent; without a password nobody can sign in as them yet."""
    agent = Agent(
        email=email.lower(), name=name, ref=people.agent_ref(secrets.token_bytes(20)), demo=demo, created_at=now
    )
    agent.set_password(password)
    agent.save()
    return agent


@action
def describe_agent(
    agent: Agent,
    *,
    name: str | None = None,
    language: str | None = None,
    timezone: str | None = None,
    online: bool | None = None,
) -> None:
    """What agents change of themselves."""
    for field, value in (("name", name), ("language", language), ("timezone", timezone), ("online", online)):
        if value is not None:
            setattr(agent, field, value)
    agent.save(update_fields=["name", "language", "timezone", "online"])


@action
def shut_screens(agent: Agent) -> None:
    """A session of the agent ended: every socket closes, and those of their other sessions come back by themselves."""
    announce(Revoke(person=agent.ref))


@action
def retire(agent: Agent) -> None:
    """The agent leaves: no sign-in, and every open screen is shut."""
    agent.is_active = False
    agent.online = False
    agent.save(update_fields=["is_active", "online"])
    announce(Revoke(person=agent.ref))
