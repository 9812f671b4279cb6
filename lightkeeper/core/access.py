"""Who may do what. Roles and permissions are this table; rows are reached only through `queries/`.

An agent holds one role per brand. `agent` sees the conversations of their teams and those of no team; `lead` and
`admin` see the whole brand. What needs a second person is in APPROVALS, so that it can be asked for now and
decided by the approvals of a later release without a new table.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lightkeeper.core.errors import LightkeeperError


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"
    OFFICER = "officer"  # compliance: reads everything of the brand, redacts, exports
    ADMIN = "admin"


class Permission(StrEnum):
    READ = "conversation.read"
    READ_ALL_TEAMS = "conversation.read_all_teams"
    REPLY = "conversation.reply"
    NOTE = "conversation.note"
    ASSIGN = "conversation.assign"
    SET_STATE = "conversation.set_state"
    TAG = "conversation.tag"
    LOOK_UP = "investigation.look_up"
    REDACT = "conversation.redact"
    EXPORT = "transcript.export"
    INVITE = "agent.invite"
    SETTINGS = "settings.edit"
    ARTICLES = "article.edit"


_WORK = frozenset(
    {
        Permission.READ,
        Permission.REPLY,
        Permission.NOTE,
        Permission.ASSIGN,
        Permission.SET_STATE,
        Permission.TAG,
        Permission.LOOK_UP,
        Permission.EXPORT,
    }
)

ROLES: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _WORK,
    Role.LEAD: _WORK | {Permission.READ_ALL_TEAMS, Permission.REDACT, Permission.INVITE, Permission.ARTICLES},
    Role.OFFICER: frozenset(
        {
            Permission.READ,
            Permission.READ_ALL_TEAMS,
            Permission.NOTE,
            Permission.TAG,
            Permission.REDACT,
            Permission.EXPORT,
        }
    ),
    Role.ADMIN: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Approval:
    """Who may ask for a protected step and who may grant it; never the same person."""

    ask: Permission
    grant: Permission
    people: int = 2


APPROVALS: dict[str, Approval] = {
    "account.unfreeze": Approval(ask=Permission.REPLY, grant=Permission.READ_ALL_TEAMS),
    "deposit.credit": Approval(ask=Permission.REPLY, grant=Permission.READ_ALL_TEAMS),
}


class Forbidden(LightkeeperError):
    """The person sees the thing but may not do this with it."""

    code: ClassVar[str] = "forbidden"
    status: ClassVar[int] = 403


class NotFound(LightkeeperError):
    """There is no such thing, or none that this person may see: the two look the same."""

    code: ClassVar[str] = "not_found"
    status: ClassVar[int] = 404


@dataclass(frozen=True, slots=True)
class Standing:
    """What an agent is in one brand: a role and the ids of their teams."""

    role: Role
    teams: frozenset[int]

    def may(self, permission: Permission) -> bool:
        return permission in ROLES[self.role]

    def sees(self, team: int | None) -> bool:
        """Whether conversations of `team` (None: of no team) are visible."""
        return team is None or team in self.teams or self.may(Permission.READ_ALL_TEAMS)


def require(standing: Standing, permission: Permission) -> None:
    """Raises Forbidden when the standing lacks the permission."""
    if not standing.may(permission):
        raise Forbidden(permission=permission.value)
