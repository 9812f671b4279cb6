"""Agents' lists: whole pages, true counts, indexes used."""

import random
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lightkeeper.actions import case, receive, reply
from lightkeeper.actions.housekeeping import fold_counts
from lightkeeper.core.access import Role, Standing
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import State
from lightkeeper.models import Agent, Conversation, InboxCount
from lightkeeper.queries.agent import standing
from lightkeeper.queries.inbox import Filter, inbox_counts, inbox_page
from tests.factories import House, make_house, said, start


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def here(house: House, agent: Agent) -> Standing:
    found = standing(agent, house.brand.pk)
    assert found is not None
    return found


def walk(house: House, agent: Agent, wanted: Filter, limit: int = 3) -> list[str]:
    """All pages; each newest first."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = inbox_page(agent, house.brand, here(house, agent), wanted, after=after, limit=limit)
        found += [row["reference"] for row in page.rows]
        if page.next is None:
            return found
        after = page.next


def test_pages_cover_everything_once_though_all_came_at_once(house: House, now: datetime) -> None:
    references = [start(house.dana, now=now).reference for _ in range(8)]
    for limit in (1, 3, 8, 100):
        assert walk(house, house.alice, Filter(), limit) == references[::-1]


def test_what_moves_while_paging_hides_nothing_else(house: House, now: datetime) -> None:
    references = [start(house.dana, now=now + timedelta(seconds=number)).reference for number in range(6)]
    first = inbox_page(house.alice, house.brand, here(house, house.alice), Filter(), limit=2)
    receive.receive(house.dana, references[0], said("up"), now=now + timedelta(minutes=1))
    start(house.dana, now=now + timedelta(minutes=2))
    rest = inbox_page(house.alice, house.brand, here(house, house.alice), Filter(), after=first.next, limit=10)
    assert [row["reference"] for row in first.rows + rest.rows] == references[:0:-1]


@pytest.mark.parametrize("cursor", ["x", "", "bnVsbA==", "WzEsMl0=", "e30=", "WyIyMDI2LTExLTIxIiwgIngiXQ=="])
def test_a_cursor_that_cannot_be_read_starts_from_the_top(house: House, cursor: str) -> None:
    reference = start(house.dana).reference
    page = inbox_page(house.alice, house.brand, here(house, house.alice), Filter(), after=cursor)
    assert [row["reference"] for row in page.rows] == [reference]


def test_who_sees_what(house: House, now: datetime) -> None:
    mine, theirs, nobodys, solved = (start(house.dana).reference for _ in range(4))
    case.set_team(house.alice, theirs, "wallet", now=now)
    Conversation.objects.filter(reference=nobodys).update(team=None)
    case.assign(house.alice, mine, house.alice.ref, now=now)
    case.set_state(house.alice, solved, State.SOLVED, now=now)
    seen = {
        (house.alice, Filter()): {mine, nobodys},
        (house.alice, Filter(assignee="me")): {mine},
        (house.alice, Filter(assignee="none")): {nobodys},
        (house.bob, Filter(assignee=house.alice.ref)): {mine},
        (house.bob, Filter(assignee="me")): set(),
        (house.charlie, Filter()): {theirs, nobodys},
        (house.charlie, Filter(team="support")): set(),
        (house.lead, Filter(state="all")): {mine, theirs, nobodys, solved},
        (house.lead, Filter(state="solved")): {solved},
        (house.lead, Filter(state="new", team="wallet")): {theirs},
        (house.lead, Filter(team="-")): {nobodys},
    }
    for (agent, wanted), references in seen.items():
        assert set(walk(house, agent, wanted)) == references, (agent.name, wanted)


def test_the_same_number_of_queries_for_one_and_for_three(house: House) -> None:
    numbers = []
    for _ in range(3):
        start(house.dana)
        standing_ = here(house, house.lead)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            inbox_page(house.lead, house.brand, standing_, Filter())
        numbers.append(len(queries))
    assert numbers[0] == numbers[2]


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_true_after_anything(house: House, now: datetime, seed: int) -> None:
    """Kept, not counted: after random actions, and after folding, they are what counting would give."""
    dice = random.Random(seed)
    references = [start(house.dana).reference for _ in range(4)]
    for _ in range(25):
        ref, agent = dice.choice(references), dice.choice([house.alice, house.bob, house.lead])
        do = dice.choice(
            [
                lambda: receive.receive(house.dana, ref, said("more"), now=now),  # noqa: B023
                lambda: reply.reply(agent, ref, reply.Reply(guard("hi"), 0, anyway=True), now=now),  # noqa: B023
                lambda: case.set_state(agent, ref, dice.choice(list(State)), now=now),  # noqa: B023
                lambda: case.assign(agent, ref, dice.choice([None, house.alice.ref]), now=now),  # noqa: B023
                lambda: case.set_team(house.lead, ref, dice.choice(["support", "wallet"]), now=now),  # noqa: B023
                fold_counts,
            ]
        )
        try:
            do()
        except LightkeeperError:
            continue
    rows = Conversation.objects.all()
    for agent in (house.lead, house.alice):
        seen = [row for row in rows if here(house, agent).sees(row.team_id)]
        counts = inbox_counts(agent, house.brand, here(house, agent))
        opened = [row for row in seen if row.bucket == "open"]
        assert counts["open"] == len(opened)
        assert counts["waiting"] == sum(row.bucket == "waiting" for row in seen)
        assert counts["solved"] == sum(row.bucket == "solved" for row in seen)
        assert counts["mine"] == sum(row.assignee_id == agent.pk for row in opened)
        assert counts["unassigned"] == sum(row.assignee_id is None for row in opened)
    fold_counts()
    assert InboxCount.objects.count() <= Conversation.objects.count()


FILL = """
insert into conversation (reference, brand_id, customer_id, team_id, assignee_id, state, bucket, handler, channel,
    language, subject, seq, chain_hash, public_seq, customer_read_seq, team_read_seq, last_at, summary,
    secrets_caught, started_at)
select 'R' || n, %(brand)s, %(customer)s, case n %% 3 when 0 then %(support)s when 1 then %(wallet)s end,
    case when n %% 5 = 0 then %(alice)s end, 'open', (array['open', 'waiting', 'solved'])[1 + n %% 3], 'person',
    'widget', 'en', '', 1, '', 1, 0, 0, now() - n * interval '1 minute', '{}', 0, now()
from generate_series(1, 6000) n
"""


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(state="all"),
        Filter(assignee="none"),
        Filter(assignee="me"),
        Filter(state="waiting", team="support"),
    ],
    ids=str,
)
@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
def test_every_list_is_read_from_an_index(house: House, wanted: Filter, role: Role) -> None:
    agent = house.lead if role is Role.LEAD else house.alice
    ids = {"brand": house.brand.pk, "customer": house.dana.pk, "alice": house.alice.pk}
    with connection.cursor() as cursor:
        cursor.execute(FILL, {**ids, "support": house.support.pk, "wallet": house.wallet.pk})
        cursor.execute("analyze conversation")
    with CaptureQueriesContext(connection) as queries:
        inbox_page(agent, house.brand, here(house, agent), wanted, limit=25)
    page = next(query["sql"] for query in queries if "union all" in query["sql"] or "p.summary" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("explain " + page.replace("%", "%%"))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on conversation" not in plan, plan
    assert "Index Scan using conversation_" in plan, plan
