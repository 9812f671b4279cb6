"""The daily look at the ledgers."""

from datetime import datetime

from django.db import connection

from lightkeeper.models import Conversation
from lightkeeper.ports.pager import LogPager
from lightkeeper.ports.wired import Ports
from lightkeeper.tasks.pulse import verify_ledgers
from tests.factories import House, start


def test_a_ledger_that_was_tampered_with_pages_a_person(house: House, ports: Ports, now: datetime) -> None:
    conversation, other = start(house.dana), start(house.dana, "another")
    assert verify_ledgers(now) == 0
    with connection.cursor() as cursor:  # as somebody with the database's own rights would
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table event disable trigger event_guard")
        cursor.execute(
            """update event set payload = jsonb_set(payload, '{body}', '"I was paid"')
               where conversation_id = %s and kind = 'message.posted'""",
            [conversation.pk],
        )
        cursor.execute("alter table event enable trigger event_guard")
    assert verify_ledgers(now) == 1
    assert isinstance(ports.pager, LogPager)
    assert [page.key for page in ports.pager.pages] == [f"ledger:{conversation.reference}"]
    Conversation.objects.filter(pk=other.pk).update(chain_hash=b"\0" * 32)
    assert verify_ledgers(now) == 2
