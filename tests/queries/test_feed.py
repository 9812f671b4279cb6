"""The feed of the whole installation: nothing is skipped, nothing is repeated."""

import threading
from datetime import datetime

import pytest
from django.db import connection, transaction

from lightkeeper.actions.epoch import enter_epoch
from lightkeeper.actions.receive import receive
from lightkeeper.models import Event, LedgerEpoch
from lightkeeper.queries.feed import Cursor, all_changes, changes
from tests.actions.test_ledger import together
from tests.factories import make_house, said, start


def seqs(after: Cursor = Cursor()) -> list[tuple[str, int]]:  # noqa: B008  frozen
    return [(change.reference, change.seq) for change in all_changes(after, batch=3)]


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_is_never_skipped(now: datetime) -> None:
    house = make_house()
    early, late = start(house.dana), start(house.dana)
    cursor = list(all_changes(Cursor()))[-1].cursor
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            receive(house.dana, early.reference, said("written first, committed last"), now=now)
            written.set()
            assert go_on.wait(20)

    def quick() -> None:
        assert written.wait(20)
        receive(house.dana, late.reference, said("written last, committed first"), now=now)
        try:
            assert changes(cursor) == []  # it waits, though something was committed
        finally:
            go_on.set()

    assert together(slow, quick) == []
    found = [(change.reference, change.seq) for change in all_changes(cursor)]
    assert found == [(early.reference, early.seq + 1), (late.reference, late.seq + 1)]


@pytest.mark.django_db(transaction=True)
def test_a_reader_among_writers_sees_each_event_once(now: datetime) -> None:
    house = make_house()
    cases = [start(house.dana) for _ in range(3)]
    done = threading.Event()
    seen: list[tuple[str, int]] = []

    def write(reference: str) -> None:
        for number in range(8):
            receive(house.dana, reference, said(str(number)), now=now)

    def read() -> None:
        cursor = Cursor()
        for _ in iter(done.is_set, True):
            for change in changes(cursor, limit=5):
                seen.append((change.reference, change.seq))
                cursor = change.cursor
        seen.extend((change.reference, change.seq) for change in all_changes(cursor))

    def writers() -> None:
        try:
            assert together(*(lambda case=case: write(case.reference) for case in cases)) == []
        finally:
            done.set()

    assert together(read, writers) == []
    assert len(seen) == len(set(seen)) == Event.objects.count()
    for case in cases:  # and each conversation in its order
        mine = [seq for reference, seq in seen if reference == case.reference]
        assert mine == sorted(mine)


@pytest.mark.django_db(transaction=True)
def test_an_epoch_rises_when_this_is_another_database(now: datetime) -> None:
    house = make_house()
    assert [enter_epoch(now=now), enter_epoch(now=now)] == [1, 1]
    conversation = start(house.dana)
    cursor = list(all_changes(Cursor()))[-1].cursor
    LedgerEpoch.objects.update(system_identifier="another cluster/00000001")
    assert enter_epoch(now=now) == 2
    receive(house.dana, conversation.reference, said("after the move"), now=now)
    assert seqs(cursor) == [(conversation.reference, conversation.seq + 1)]


@pytest.mark.django_db(transaction=True)
def test_an_epoch_rises_when_transaction_ids_went_back(now: datetime) -> None:
    house = make_house()
    enter_epoch(now=now)
    conversation = start(house.dana)
    with connection.cursor() as sql:  # what a dump of an older, busier cluster brings along
        sql.execute("alter table event disable trigger event_guard")
        sql.execute("update event set txid = txid + 1000000000")
        sql.execute("alter table event enable trigger event_guard")
    assert enter_epoch(now=now) == 2
    cursor = list(all_changes(Cursor()))[-1].cursor  # an older epoch is complete, whatever its ids
    assert cursor.txid > 1_000_000_000
    receive(house.dana, conversation.reference, said("after the move"), now=now)
    assert seqs(cursor) == [(conversation.reference, conversation.seq + 1)]
    assert enter_epoch(now=now) == 2
