"""Keys that are lost are not made anew over a database that only they open."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from lightkeeper.config.supervisor.probe import refuse_orphaned
from lightkeeper.config.supervisor.refusal import KeyringMissing

ROOT = Path(__file__).parents[2]


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a new database without any table."""
    server = os.environ["DATABASE_URL"]
    name = f"keyring_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield psycopg.conninfo.make_conninfo(server, dbname=name)
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def fill(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("create table brand (id int)")
        refuse_orphaned(database, Path("/nowhere/keyring.json"))
        connection.execute("insert into brand values (1)")


def test_an_empty_database_gets_a_keyring(database: str, tmp_path: Path) -> None:
    refuse_orphaned(database, tmp_path / "keyring.json")


def test_a_database_in_use_does_not(database: str, tmp_path: Path) -> None:
    fill(database)
    with pytest.raises(KeyringMissing):
        refuse_orphaned(database, tmp_path / "keyring.json")
    (tmp_path / "keyring.json").touch()
    refuse_orphaned(database, tmp_path / "keyring.json")


def test_the_command_says_so_in_one_sentence_and_makes_none(database: str, tmp_path: Path) -> None:
    fill(database)
    parts = psycopg.conninfo.conninfo_to_dict(database)
    url = f"postgresql://{parts['user']}:{parts.get('password', '')}@/{parts['dbname']}?host={parts['host']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIGHTKEEPER_")}
    done = subprocess.run(
        (sys.executable, "-m", "lightkeeper.config.cli", "prepare"),
        env=kept | {"DATABASE_URL": url, "LIGHTKEEPER_DATA": str(tmp_path), "LC_ALL": "C", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The database holds data, but its keys are missing at ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "keys" / "keyring.json").exists()
