"""The agents' lists: keyset pages over indexes, counts kept and not counted."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum

from lightkeeper.core.access import Standing
from lightkeeper.core.events import Json
from lightkeeper.core.ticket import BUCKETS, Bucket, State
from lightkeeper.core.topics import list_topic
from lightkeeper.models import Agent, Brand, InboxCount
from lightkeeper.queries.agent import visible_teams
from lightkeeper.queries.plain import planned_afresh

MAX_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What an inbox shows. `state`: a bucket, a state or `all`; `assignee`: me, none, any or an agent's ref."""

    state: str = "open"
    assignee: str = "any"
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows newest first; `next` continues after the last one, None at the end."""

    rows: list[Json]
    next: str | None


@dataclass(frozen=True, slots=True)
class _Branch:
    """One ordered index range; the page merges several of them."""

    where: str
    values: tuple[Any, ...]


def inbox_page(
    agent: Agent, brand: Brand, here: Standing, wanted: Filter, *, after: str | None = None, limit: int = 50
) -> Page:
    """One page of what the agent may see. A cursor that cannot be read starts from the top."""
    branches = [_narrowed(branch, wanted, agent) for branch in _places(brand, here, wanted)]
    limit = min(max(limit, 1), MAX_LIMIT)
    rows = _merged(branches, agent, _position(after), limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    page = [{**json.loads(summary), "read_seq": read} for _, _, summary, read in rows]
    return Page(page, _cursor(rows[-1][0], rows[-1][1]) if more else None)


def inbox_topics(brand: Brand, here: Standing) -> list[str]:
    """The lists that tell this agent of changes."""
    return [list_topic(brand.slug, None), *(list_topic(brand.slug, team.slug) for team in visible_teams(brand, here))]


def inbox_counts(agent: Agent, brand: Brand, here: Standing) -> Json:
    """{mine, unassigned, open, waiting, solved, by_team}, sums of deltas; mine, unassigned and by_team of open ones."""
    teams = {team.pk: team.slug for team in visible_teams(brand, here)}
    counts: Json = {"mine": 0, "unassigned": 0, "open": 0, "waiting": 0, "solved": 0, "by_team": {}}
    places = InboxCount.objects.filter(brand=brand).values_list("team_id", "assignee_id", "bucket")
    for team, assignee, bucket, number in places.annotate(number=Sum("delta")).order_by():
        if team is not None and team not in teams:
            continue
        counts[bucket] += number
        if bucket == Bucket.OPEN:
            counts["mine"] += number if assignee == agent.pk else 0
            counts["unassigned"] += number if assignee is None else 0
            slug = teams.get(team, "-") if team else "-"
            counts["by_team"][slug] = counts["by_team"].get(slug, 0) + number
    return counts


def _places(brand: Brand, here: Standing, wanted: Filter) -> list[_Branch]:
    """One branch for each team: an index range each, where one `in (...)` would sort everything."""
    teams = visible_teams(brand, here)
    if wanted.team is not None:
        teams = [team for team in teams if team.slug == wanted.team]
    branches = [_Branch("c.brand_id = %s and c.team_id = %s", (brand.pk, team.pk)) for team in teams]
    if wanted.team is None or wanted.team == "-":
        branches.append(_Branch("c.brand_id = %s and c.team_id is null", (brand.pk,)))
    return branches


def _narrowed(branch: _Branch, wanted: Filter, agent: Agent) -> _Branch:
    where, values = branch.where, branch.values
    if wanted.state in set(Bucket):
        where, values = f"{where} and c.bucket = %s", (*values, wanted.state)
    elif wanted.state in set(State):
        state = State(wanted.state)
        where, values = f"{where} and c.bucket = %s and c.state = %s", (*values, BUCKETS[state].value, state.value)
    if wanted.assignee == "none":
        where += " and c.assignee_id is null"
    elif wanted.assignee != "any":
        ref = agent.ref if wanted.assignee == "me" else wanted.assignee
        where += " and c.assignee_id = (select id from agent where ref = %s)"
        values = (*values, ref)
    return _Branch(where, values)


def _merged(
    branches: Sequence[_Branch], agent: Agent, position: tuple[datetime, int] | None, limit: int
) -> list[tuple[datetime, int, str, int]]:
    if not branches:
        return []
    before = "" if position is None else " and (c.last_at, c.id) < (%s, %s)"
    values: tuple[Any, ...] = position or ()
    # `team_id` in the order: PostgreSQL 15 does not take "is null" for a constant, and would sort what is sorted.
    # each branch is read in the order of its index and stops at the limit; the texts below are ours, never a reader's
    parts = [
        f"(select c.last_at, c.id, c.summary from conversation c where {branch.where}{before}"  # noqa: S608
        " order by c.team_id, c.last_at desc, c.id desc limit %s)"
        for branch in branches
    ]
    sql = f"""
        select p.last_at, p.id, p.summary::text, coalesce(r.read_seq, 0)
        from (select * from ({" union all ".join(parts)}) b order by last_at desc, id desc limit %s) p
        left join participation r on r.conversation_id = p.id and r.ref = %s
        order by p.last_at desc, p.id desc
    """  # noqa: S608
    arguments = [value for branch in branches for value in (*branch.values, *values, limit)]
    return planned_afresh(sql, [*arguments, limit, agent.ref])


def _cursor(last_at: datetime, pk: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([last_at.isoformat(), str(pk)]).encode()).decode()


def _position(cursor: str | None) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    try:
        last_at, pk = json.loads(base64.urlsafe_b64decode(cursor))
        return datetime.fromisoformat(last_at), int(pk)
    except (ValueError, TypeError):
        return None
