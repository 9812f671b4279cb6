"""Search over messages: exact references first, then the newest allowed hits, ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from lightkeeper.core import reference as references
from lightkeeper.core.access import Standing
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.events import Json
from lightkeeper.core.segment import query
from lightkeeper.core.text import preview
from lightkeeper.core.tsearch import tsquery_literal
from lightkeeper.models import Brand
from lightkeeper.ports.fold import simplified
from lightkeeper.queries.agent import visible_teams
from lightkeeper.queries.plain import planned_afresh

RANKED = 2_000
"""Only the newest so many allowed hits are ranked: ranking every hit of a common word takes longer than reading it."""
WINDOWS = (5_000, 50_000, 10_000_000)
"""The newest hits that are looked at, allowed or not. More than the first window only when it holds too few allowed
ones: an agent of a small team must not wait for a word of every day to be checked against the whole history."""
ENOUGH = 100

# A common word is found by walking back through the newest messages, a rare one by its index: the planner knows which.
HITS = """
with newest as materialized (
    select message_id, conversation_id
    from message_search
    where words @@ %(query)s::tsquery and brand_id = %(brand)s
    order by message_id desc
    limit %(window)s
), allowed as materialized (
    select n.message_id
    from newest n join conversation c on c.id = n.conversation_id
    where c.team_id is null or c.team_id = any(%(teams)s)
    order by n.message_id desc
    limit %(ranked)s
), best as (
    select s.message_id, s.conversation_id, s.seq, ts_rank(s.words, %(query)s::tsquery) as rank
    from allowed join message_search s using (message_id)
    order by rank desc, s.message_id desc
    offset %(skip)s limit %(limit)s
)
select (select count(*) from newest), (select count(*) from allowed),
    c.reference, b.seq, m.body, m.at, c.subject, c.summary -> 'customer' ->> 'name'
from (select) as one_row_at_least
left join best b on true
left join message m on m.id = b.message_id
left join conversation c on c.id = b.conversation_id
order by b.rank desc, b.message_id desc
"""


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits, best first; `next` is the offset of the following page."""

    rows: list[Json]
    next: int | None


def search_messages(brand: Brand, here: Standing, text: str, *, skip: int = 0, limit: int = 20) -> Hits:
    """Messages and notes in conversations that the agent may see. Nothing to search for finds nothing."""
    teams = [team.pk for team in visible_teams(brand, here)]
    named = references.parse(text)
    rows = _by_reference(brand, teams, named) if named else []
    words = query(text, simplified)
    literal = tsquery_literal(words)
    if not literal or rows:
        return Hits(rows, None)
    values: dict[str, Any] = {
        "query": literal,
        "brand": brand.pk,
        "teams": teams or [0],
        "ranked": RANKED,
        "skip": min(skip, RANKED),
        "limit": limit + 1,
    }
    found: list[tuple[Any, ...]] = []
    for window in WINDOWS:
        found = planned_afresh(HITS, {**values, "window": window})
        looked_at, allowed = found[0][:2]
        if looked_at < window or allowed >= ENOUGH:
            break
    rows = [_hit(row, text) for _, _, *row in found if row[0] is not None]
    return Hits(rows[:limit], skip + limit if len(rows) > limit else None)


def _by_reference(brand: Brand, teams: list[int], reference: str) -> list[Json]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select c.reference, c.public_seq, c.summary -> 'last' ->> 'text', c.last_at, c.subject,
                      c.summary -> 'customer' ->> 'name'
               from conversation c
               where c.reference = %s and c.brand_id = %s and (c.team_id is null or c.team_id = any(%s))""",
            [reference, brand.pk, teams],
        )
        return [_hit(row, "") for row in cursor.fetchall()]


def _hit(row: Sequence[Any], text: str) -> Json:
    reference, seq, body, at, subject, name = row
    return {
        "reference": reference,
        "seq": seq,
        "snippet": snippet(body or "", text),
        "at": timestamp(at),
        "subject": subject,
        "customer_name": name,
    }


def snippet(body: str, text: str, around: int = 60) -> str:
    """The words around the first place where something of `text` stands."""
    low = body.casefold()
    places = [low.find(part) for part in text.casefold().split()]
    found = [place for place in places if place >= 0]
    begin = max(0, (min(found) if found else 0) - around)
    return ("…" if begin else "") + preview(body[begin:])
