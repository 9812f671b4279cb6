"""The daily signed root."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lightkeeper.actions import ledger_root, receive
from lightkeeper.actions.redact import redact
from lightkeeper.core.ledger import GENESIS, Head, day_root, signed_root
from lightkeeper.models import Conversation, LedgerRoot
from lightkeeper.ports import keyring
from lightkeeper.ports.wired import Ports
from tests.actions.test_ledger import together
from tests.factories import make_house, said, start

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db(transaction=True)


def head(conversation: Conversation) -> tuple[str, Head]:
    row = Conversation.objects.get(pk=conversation.pk)
    return row.reference, Head(row.seq, bytes(row.chain_hash))


def test_each_finished_day_is_signed_once_over_the_chains_changed_that_day(now: datetime, ports: Ports) -> None:
    house = make_house()
    one, two = start(house.dana, now=now), start(house.dana, now=now)
    heads = [head(one), head(two)]
    assert ledger_root.sign_days(now=now) == 0  # the day is not over
    receive.receive(house.dana, one.reference, said("next day"), now=now + DAY)
    assert ledger_root.sign_days(now=now + DAY * 3) == 3  # missing days are caught up, quiet ones too
    assert ledger_root.sign_days(now=now + DAY * 3) == 0
    first, second, third = LedgerRoot.objects.order_by("day")
    assert [first.day, first.chains, second.chains, third.chains] == [now.astimezone(UTC).date(), 2, 1, 0]
    assert bytes(first.root) == day_root(GENESIS, heads)
    assert bytes(second.root) == day_root(bytes(first.root), [head(one)])
    assert bytes(third.previous) == bytes(second.root)
    public = ports.keyring.public_keys()[0].public
    for row in (first, second, third):
        signed = signed_root(row.day, bytes(row.root))
        assert keyring.verify(signed, bytes(row.signature), public)
        assert not keyring.verify(signed_root(date(2020, 1, 1), bytes(row.root)), bytes(row.signature), public)


def test_two_workers_sign_each_day_once(now: datetime) -> None:
    house = make_house()
    for day in range(4):
        start(house.dana, now=now + DAY * day)
    sign = [lambda: ledger_root.sign_days(now=now + DAY * 4)] * 2
    assert together(*sign) == []
    ledger_root.sign_days(now=now + DAY * 4)
    days = list(LedgerRoot.objects.order_by("day").values_list("day", "chains"))
    assert days == [((now + DAY * day).date(), 1) for day in range(4)]


def test_an_event_dated_into_the_future_holds_nothing_back(now: datetime) -> None:
    house = make_house()
    start(house.dana, now=now + DAY * 400)
    start(house.dana, now=now)
    LedgerRoot.objects.create(
        day=(now - DAY).date(),
        root=GENESIS,
        previous=GENESIS,
        chains=0,
        key="",
        signature=b"",
        cursor=[0, 0, 0],
        created_at=now,
    )
    ledger_root.sign_days(now=now + DAY)
    assert LedgerRoot.objects.latest("day").chains == 2


def test_a_redaction_leaves_the_roots_true(now: datetime) -> None:
    house = make_house()
    conversation = start(house.dana, now=now)
    before = head(conversation)
    ledger_root.sign_days(now=now + DAY)
    redact(house.lead, conversation.reference, conversation.public_seq, reason="asked", now=now + DAY)
    assert bytes(LedgerRoot.objects.get().root) == day_root(GENESIS, [before])
