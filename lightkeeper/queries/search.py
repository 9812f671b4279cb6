"""Search over messages: exact references first, then the newest allowed hits, ranked."""

from dataclasses import dataclass
from datetime import datetime
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

RANKED = 2000
"""Only the newest so many allowed hits are ranked: ranking every hit of a common word takes longer than reading it."""

HITS = """
with newest as (
    select s.message_id, s.conversation_id, s.seq, s.words
    from message_search s
    join conversation c on c.id = s.conversation_id
    where s.words @@ %(query)s::tsquery and s.brand_id = %(brand)s
      and (c.team_id is null or c.team_id = any(%(teams)s))
    order by s.message_id desc
    limit %(ranked)s
), best as (
    select message_id, conversation_id, seq, ts_rank(words, %(query)s::tsquery) as rank
    from newest order by rank desc, message_id desc offset %(skip)s limit %(limit)s
)
select c.reference, b.seq, m.body, m.at, c.subject, c.summary -> 'customer' ->> 'name'
from best b
join message m on m.id = b.message_id
join conversation c on c.id = b.conversation_id
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
        "teams": teams,
        "ranked": RANKED,
        "skip": min(skip, RANKED),
        "limit": limit + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(HITS, values)
        found = cursor.fetchall()
    more, found = len(found) > limit, found[:limit]
    return Hits([_hit(row, text) for row in found], skip + limit if more else None)


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


def _hit(row: tuple[str, int, str | None, datetime, str, str | None], text: str) -> Json:
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
