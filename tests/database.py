"""The tests' PostgreSQL: a server for each process that runs tests, stopped when that process ends."""

import atexit
import fcntl
import functools
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TextIO

from lightkeeper.config.supervisor import account, binaries, postgres, process

OUTSIDE = "LIGHTKEEPER_TEST_DATABASE_URL"
PREFIX = "lightkeeper-tests-"
START_SECONDS = 60

_LOCKS: list[TextIO] = []  # held until the process ends


@functools.cache
def server_url() -> str:
    """The address of a database on the tests' server: a role that may create databases, no superuser.

    A server is not shared between xdist workers: an open transaction of any database on it holds back the readers of
    the global feed. `LIGHTKEEPER_TEST_DATABASE_URL` set from outside (e.g. an older PostgreSQL) comes first.
    `{worker}` in it is the worker's name, `gw0`, `gw1` ... Everything runs with fsync off.
    """
    outside = os.environ.get(OUTSIDE, "").replace("{worker}", os.environ.get("PYTEST_XDIST_WORKER", "gw0"))
    return outside or _start()


def _start() -> str:
    _remove_stale()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    folder.chmod(0o711)  # as root, the server's user passes through
    fresh = folder / "lock.new"
    _LOCKS.append(lock := fresh.open("w"))
    fcntl.flock(lock, fcntl.LOCK_EX)
    fresh.rename(folder / "lock")  # seen by others only when it is held
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
    atexit.register(_stop, server, folder, os.getpid())
    _wait(cluster, server)
    return cluster.url


def _wait(cluster: postgres.Cluster, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not cluster.ready:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the tests' PostgreSQL does not start: {process.last_words(cluster.log, 5)}")
        time.sleep(0.01)


def _stop(server: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked child runs the parent's exit handlers too
        process.end(server, postgres.STOP[-1:])
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale() -> None:
    """Removes the folders of runs that were killed: their lock is free."""
    for folder in Path("/tmp").glob(f"{PREFIX}*"):
        try:
            with (folder / "lock").open("r") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
