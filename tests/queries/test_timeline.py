"""A conversation's events in pages: nothing between two pages, nothing hidden shown."""

from datetime import datetime

import pytest
from django.db import connection

from lightkeeper.actions import receive, reply
from lightkeeper.core.audience import Audience
from lightkeeper.core.secrets import guard
from lightkeeper.queries.timeline import events
from tests.factories import House, make_house, said, start


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_forwards_cover_all_that_may_be_seen(house: House, now: datetime, audience: Audience, limit: int) -> None:
    conversation = start(house.dana)
    for number in range(3):
        reply.note(house.alice, conversation.reference, reply.Reply(guard(f"note {number}"), 0), now=now)
        receive.receive(house.dana, conversation.reference, said(f"message {number}"), now=now)
    whole = events(conversation.reference, audience, limit=100)
    seen, after, more = [], 0, True
    while more:
        page = events(conversation.reference, audience, after=after, limit=limit)
        seen += page.events
        after, more = page.to_seq, page.more
    assert seen == whole.events
    assert after == whole.to_seq
    assert {event["audience"] for event in seen} == ({"public"} if audience is Audience.PUBLIC else {"public", "team"})
    backwards = events(conversation.reference, audience, before=whole.to_seq + 1, limit=limit)
    assert backwards.events == whole.events[-limit:]


def test_what_is_committed_while_a_page_is_read_comes_with_the_next(house: House, now: datetime) -> None:
    """The cursor must never pass an event that the page does not hold, whichever of the reads came first."""
    conversation = start(house.dana)
    head = events(conversation.reference, Audience.PUBLIC).to_seq
    wrote: list[int] = []

    def meanwhile(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        result = execute(sql, params, many, context)
        if not wrote and sql.startswith("SELECT") and ('"event"' in sql or '"conversation"' in sql):
            wrote.append(0)
            wrote.append(receive.receive(house.dana, conversation.reference, said("meanwhile"), now=now).seq)
        return result

    with connection.execute_wrapper(meanwhile):
        page = events(conversation.reference, Audience.PUBLIC, after=head)
    rest = events(conversation.reference, Audience.PUBLIC, after=page.to_seq)
    assert wrote[1] in [event["seq"] for event in page.events + rest.events]
