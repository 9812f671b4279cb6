"""Search over messages: two characters of Chinese, exact references, only what may be seen."""

from datetime import datetime

import pytest
from django.db import connection

from lightkeeper.actions import case, redact, reply
from lightkeeper.core.reference import show
from lightkeeper.core.secrets import guard
from lightkeeper.models import Agent, Conversation
from lightkeeper.queries.agent import standing
from lightkeeper.queries.search import search_messages
from tests.factories import House, make_customer, make_house, start


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def found(house: House, agent: Agent, text: str) -> list[tuple[str, int]]:
    here = standing(agent, house.brand.pk)
    assert here is not None
    return [(row["reference"], row["seq"]) for row in search_messages(house.brand, here, text).rows]


@pytest.mark.parametrize("text", ["充值", "充值没到账", "deposits", "Deposit MISSING", "儲值 充值"[3:]])
def test_words_are_found_in_both_languages(house: House, text: str) -> None:
    chinese, english = start(house.dana, "我的充值没到账"), start(house.dana, "My deposit is missing")
    wanted = chinese if "充" in text else english
    assert found(house, house.alice, text) == [(wanted.reference, wanted.public_seq)]


@pytest.mark.parametrize("text", ["", "  ", "！？", "%", "' or 1=1", "a:*&|!()", "\\", "提现"])
def test_what_is_not_there_finds_nothing_and_breaks_nothing(house: House, text: str) -> None:
    start(house.dana, "我的充值没到账")
    assert found(house, house.alice, text) == []


def test_a_reference_finds_its_case_however_it_is_written(house: House) -> None:
    conversation = start(house.dana)
    for text in (conversation.reference, show(conversation.reference), conversation.reference.lower()):
        assert [reference for reference, _ in found(house, house.alice, text)] == [conversation.reference]


def test_only_what_the_agent_may_see(house: House, now: datetime) -> None:
    other = make_house("kraken")
    start(make_customer(other.brand), "walrus elsewhere")
    mine, moved = start(house.dana, "walrus here"), start(house.dana, "walrus moved")
    case.set_team(house.alice, moved.reference, "wallet", now=now)
    reply.note(house.alice, mine.reference, reply.Reply(guard("walrus in a note"), 0), now=now)
    assert {reference for reference, _ in found(house, house.alice, "walrus")} == {mine.reference}
    assert len(found(house, house.alice, "walrus")) == 2
    assert {reference for reference, _ in found(house, house.charlie, "walrus")} == {moved.reference}
    assert {reference for reference, _ in found(house, house.lead, "walrus")} == {mine.reference, moved.reference}


def test_what_is_redacted_is_not_found(house: House, now: datetime) -> None:
    conversation = start(house.dana, "walrus")
    redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="asked", now=now)
    assert found(house, house.lead, "walrus") == []


def test_words_are_read_from_the_index(house: House) -> None:
    start(house.dana, "walrus")
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into message_search (message_id, conversation_id, brand_id, seq, words)
               select n, %s, %s, n, to_tsvector('simple', 'word' || n) from generate_series(1, 5000) n""",
            [Conversation.objects.get().pk, house.brand.pk],
        )
        cursor.execute("analyze message_search")
        cursor.execute("explain select 1 from message_search where words @@ 'walrus'::tsquery")
        assert "message_search_words" in str(cursor.fetchall())
