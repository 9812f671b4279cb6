"""`lightkeeper demo remove` removes the demo and nothing else: another brand stays as it was, byte for byte."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from lightkeeper.actions import case
from lightkeeper.config.demo.fill import fill, filled
from lightkeeper.config.demo.remove import remove
from lightkeeper.models import Attachment, Brand, Conversation, Outbox
from lightkeeper.ports.mailer import FolderMailer, Mail
from lightkeeper.ports.store import FolderStore, put
from lightkeeper.ports.wired import Ports, use
from tests.factories import make_house, start

ORIGIN = "http://127.0.0.1:8100"
# Django's own, and jobs: a finished job leaves no row, and one without a conversation does nothing.
NOT_OURS = ("django_", "auth_", "procrastinate_")


def rows() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(NOT_OURS)]
        found = {}
        for name in tables:
            cursor.execute(f'select t::text from "{name}" t order by 1')
            found[name] = [row[0] for row in cursor.fetchall()]
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def file(conversation: Conversation, stored: str, now: datetime) -> None:
    """An attachment of the conversation."""
    Attachment.objects.create(
        key=f"key-{stored}",
        stored=stored,
        brand=conversation.brand,
        owner="x",
        conversation=conversation,
        created_at=now,
    )


def mail(key: str, now: datetime) -> Mail:
    return Mail(message_id=f"<{key}@localhost>", sender="a@b.example", to="c@d.example", subject="s", text="t", at=now)


@pytest.mark.django_db
def test_another_brand_stays_byte_for_byte(ports: Ports, now: datetime, tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    use(replace(ports, store=store))
    house = make_house("other")
    conversation = start(house.dana, "Where is my withdrawal?")
    case.assign(house.lead, conversation.reference, house.alice.ref, now=now)
    file(conversation, put(store, b"theirs", limit=6).key, now)
    FolderMailer(tmp_path / "outbox").send(mail("copy.theirs", now))
    before, kept = rows(), files(tmp_path)

    (tmp_path / "keys").mkdir()
    fill(tmp_path, ORIGIN, None, now)
    demo = Brand.objects.get(demo=True)
    file(Conversation.objects.filter(brand=demo)[0], put(store, b"demo", limit=4).key, now)
    Outbox.objects.create(key="copy:demo", brand=demo, template="copy", due_at=now, created_at=now)
    FolderMailer(tmp_path / "outbox").send(mail("copy.demo", now + timedelta(seconds=1)))
    assert filled()
    assert rows() != before

    assert remove(tmp_path) > 5
    assert not filled()
    assert rows() == before
    assert files(tmp_path) == kept | {"demo.removed": b""}
    assert remove(tmp_path) == 0
