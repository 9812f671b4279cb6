"""A person who is erased stands nowhere any more, and every chain still holds."""

from datetime import datetime

from django.apps import apps
from django.db import connection

from lightkeeper.actions import case, erase, rating, reply, visitor
from lightkeeper.core import ledger
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import State
from lightkeeper.models import Conversation, Customer
from lightkeeper.queries.timeline import entries
from tests.factories import House, start


def test_every_table_that_refers_to_a_customer_is_in_the_registry() -> None:
    referring = {
        model._meta.db_table
        for model in apps.get_app_config("lightkeeper").get_models()
        if any(field.related_model is Customer for field in model._meta.get_fields() if field.many_to_one)
    }
    assert referring <= set(erase.PLACES)


def test_nothing_of_the_person_is_left(house: House, now: datetime) -> None:
    customer = visitor.begin(house.brand, language="en", timezone="Asia/Macau", now=now).session.customer
    visitor.describe_customer(customer, name="Zyphronia Quax", email="zyphronia@quax.example", now=now)
    customer.refresh_from_db()
    conversation = start(customer, "zyphronic words of mine")
    ref = conversation.reference
    reply.reply(house.alice, ref, reply.Reply(guard("You wrote zyphronic words"), 99), now=now)
    case.describe(house.alice, ref, subject="zyphronic case", now=now)
    case.set_state(house.alice, ref, State.SOLVED, now=now)
    rating.rate(customer, ref, 5, guard("zyphronic thanks"), now=now)
    erase.erase_customer(customer, now=now)
    assert [row for row in _everything() if "zyphron" in row.lower() or "quax" in row.lower()] == []
    assert ledger.verify(ref, entries(ref)) == ()
    assert not customer.sessions.exists()
    assert Conversation.objects.get(pk=conversation.pk).summary["customer"] == {"ref": customer.ref, "name": None}


def _everything() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        rows: list[str] = []
        for table in tables:
            cursor.execute(f'select t::text from "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return rows
