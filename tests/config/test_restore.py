"""The global feed across a dump that is restored into a new cluster: both are ours, of the embedded version."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from lightkeeper.actions.epoch import enter_epoch
from lightkeeper.config.supervisor import account, binaries, postgres, process
from lightkeeper.queries.feed import CHANGES, Cursor, changes
from tests.factories import make_house, start
from tests.queries.test_feed import seqs


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
