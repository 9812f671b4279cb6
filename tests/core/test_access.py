"""Roles and permissions: the whole table."""

import pytest

from lightkeeper.core.access import APPROVALS, ROLES, Forbidden, Permission, Role, Standing, require

WHO = {
    Permission.READ: "agent lead officer admin",
    Permission.READ_ALL_TEAMS: "lead officer admin",
    Permission.REPLY: "agent lead admin",
    Permission.NOTE: "agent lead officer admin",
    Permission.ASSIGN: "agent lead admin",
    Permission.SET_STATE: "agent lead admin",
    Permission.TAG: "agent lead officer admin",
    Permission.LOOK_UP: "agent lead admin",
    Permission.REDACT: "lead officer admin",
    Permission.EXPORT: "agent lead officer admin",
    Permission.INVITE: "lead admin",
    Permission.SETTINGS: "admin",
    Permission.ARTICLES: "lead admin",
}


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_who_may(permission: Permission, role: Role) -> None:
    standing = Standing(role, frozenset())
    allowed = role.value in WHO[permission].split()
    assert standing.may(permission) is allowed
    if allowed:
        require(standing, permission)
    else:
        with pytest.raises(Forbidden) as refused:
            require(standing, permission)
        assert refused.value.fields == {"permission": permission.value}


@pytest.mark.parametrize(
    ("role", "team", "seen"),
    [
        (Role.AGENT, 1, True),
        (Role.AGENT, 2, False),
        (Role.AGENT, None, True),
        (Role.LEAD, 2, True),
        (Role.OFFICER, 2, True),
        (Role.ADMIN, 2, True),
    ],
)
def test_who_sees_which_team(role: Role, team: int | None, seen: bool) -> None:
    assert Standing(role, frozenset({1})).sees(team) is seen


def test_every_approval_needs_two_people_and_somebody_who_may_grant_it() -> None:
    for approval in APPROVALS.values():
        assert approval.people >= 2
        assert any(approval.grant in permissions for permissions in ROLES.values())
