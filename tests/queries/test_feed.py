"""The feed of the whole installation: nothing is skipped, nothing is repeated."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from lightkeeper.actions.epoch import enter_epoch
from lightkeeper.actions.receive import receive
from lightkeeper.config.supervisor import account, binaries, postgres, process
from lightkeeper.models import Event, LedgerEpoch
from lightkeeper.queries.feed import CHANGES, Cursor, all_changes, changes
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


@pytest.mark.django_db(transaction=True)
def test_a_reader_goes_on_after_a_dump_was_restored_in_a_new_cluster(now: datetime, other: tuple[Path, str]) -> None:
    """pg_dump, a second PostgreSQL of ours, psql: its transaction ids begin anew."""
    house = make_house()
    enter_epoch(now=now)
    cases = [start(house.dana) for _ in range(3)]
    read = changes(Cursor(), limit=4)
    rest = seqs(read[-1].cursor)
    programs, url = other
    dump = subprocess.run(
        [str(programs / "pg_dump"), "--no-owner", "--exclude-extension=vector", "--dbname", _this_database()],
        capture_output=True,
        check=True,
    ).stdout
    with psycopg.connect(url, autocommit=True) as there:
        _restore(dump, url, programs)
        there.execute("insert into ledger_epoch values (2, 'new', now())")  # enter_epoch: tested above
        there.execute(
            """insert into event (conversation_id, seq, epoch, txid, v, kind, actor, audience, at, payload, salt,
                                  commitment, chain_hash)
               select conversation_id, seq + 1, 2, pg_current_xact_id()::text::bigint, v, kind, actor, audience, at,
                      payload, salt, commitment, chain_hash
               from event order by id desc limit 1"""
        )
        cursor = read[-1].cursor
        rows = there.execute(CHANGES, [cursor.epoch, cursor.txid, cursor.id, 1000]).fetchall()
    assert [(row[3], row[4]) for row in rows] == [*rest, (cases[-1].reference, cases[-1].seq + 1)]


def _this_database() -> str:
    settings = connection.settings_dict
    return f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"


def _restore(dump: bytes, url: str, programs: Path) -> None:
    done = subprocess.run(
        [str(programs / "psql"), "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", url],
        input=dump,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def other() -> Iterator[tuple[Path, str]]:
    """A second cluster: (its programs, the address of an empty database)."""
    folder = Path(tempfile.mkdtemp(prefix="lightkeeper-second-", dir="/tmp"))
    folder.chmod(0o711)  # as root, the server's user passes through
    lent = account.lent(folder / "pg")
    cluster = postgres.Cluster(
        home=folder / "pg",
        sockets=folder / "s",
        programs=binaries.folder(lent),
        password=folder / "keys" / "postgres",
        log=folder / "postgres.log",
        account=lent,
        careless=True,
    )
    if lent:
        os.chown(folder, lent.uid, lent.gid)
    postgres.prepare(cluster)
    server = process.start(cluster.program)
    deadline = time.monotonic() + 60
    while not cluster.ready and time.monotonic() < deadline:
        time.sleep(0.01)
    yield cluster.programs, cluster.url
    process.end(server, postgres.STOP[-1:])
    shutil.rmtree(folder, ignore_errors=True)
