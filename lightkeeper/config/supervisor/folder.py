"""The data folder: made, locked, with the places of the sockets and of the cluster noted in it."""

import fcntl
import json
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from lightkeeper.config.supervisor import account, binaries
from lightkeeper.config.supervisor.account import Account
from lightkeeper.config.supervisor.postgres import Cluster
from lightkeeper.config.supervisor.refusal import ClusterUnreachable, DataInUse, DataUnwritable

# Under the run folder the longest name is "pg/.s.PGSQL.5432.lock", and a Unix socket's path may have 107 bytes.
RUN_LIMIT = 80


@dataclass(frozen=True)
class Folder:
    """A data folder that is ours until the process ends: its locks are held by the open files `locks`."""

    root: Path
    run: Path
    locks: list[TextIO]

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    def cluster(self) -> Cluster:
        """The embedded PostgreSQL of this folder. Raises the refusals of `account.lent` and `binaries.folder`."""
        home, lent = _cluster_place(self.root)
        if home.parent != self.root:  # a copy of the data folder would note the same place
            self.locks.append(_locked(home.parent))
        return Cluster(
            home=home,
            sockets=self.run / "pg",
            programs=binaries.folder(lent),
            password=self.keys / "postgres",
            log=self.log / "postgres.log",
            account=lent,
        )

    def note(self, environment: Mapping[str, str]) -> None:
        """Leaves the environment of the running processes for the command line (0600: it holds the password)."""
        note = self.root / "running.json"
        note.unlink(missing_ok=True)
        with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(dict(environment), file)

    def leave(self) -> None:
        """Everything has stopped: removes the sockets' folder and the notes, and lets go of the locks."""
        (self.root / "running.json").unlink(missing_ok=True)
        (self.root / "run").unlink(missing_ok=True)
        shutil.rmtree(self.run, ignore_errors=True)
        for lock in self.locks:
            lock.close()


def take(root: Path) -> Folder:
    """The data folder at `root`, made when missing, locked for this process.

    Raises DataUnwritable, or DataInUse when another process has it.
    """
    try:
        if not root.exists():
            root.mkdir(parents=True)
            # As root, PostgreSQL's user must pass through to its cluster; nobody may list it.
            root.chmod(0o711 if os.geteuid() == 0 else 0o700)
        lock = _locked(root)
        for name in ("log", "keys"):
            (root / name).mkdir(mode=0o700, exist_ok=True)
        return Folder(root, _run_folder(root), [lock])
    except OSError as error:
        raise DataUnwritable(path=str(root), reason=error.strerror or str(error)) from error


def running(root: Path) -> dict[str, str]:
    """The environment of the processes that serve the data folder `root`; empty when none do."""
    try:
        environment = json.loads((root / "running.json").read_text())
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in environment.items()}


def _locked(folder: Path) -> TextIO:
    lock = (folder / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with lock:
            lock.seek(0)
            raise DataInUse(path=str(folder), pid=lock.read().strip()) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _run_folder(root: Path) -> Path:
    """The folder of the sockets: the one noted at an earlier start, as an orphan may still be there, else a new one."""
    note = root / "run"
    if note.exists() and _ours(noted := Path(note.read_text())):
        return noted
    for parent in ("/tmp", os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir()):  # noqa: S108  (0700, random)
        if parent and len(os.fsencode(parent)) < RUN_LIMIT - 16 and os.access(parent, os.W_OK | os.X_OK):
            run = Path(tempfile.mkdtemp(prefix="lk-", dir=parent))
            break
    else:
        raise DataUnwritable(path=tempfile.gettempdir(), reason="no short, writable folder for sockets")
    if os.geteuid() == 0:
        run.chmod(0o711)  # PostgreSQL's user passes through to its own folder in it
    note.write_text(str(run))
    return run


def _ours(run: Path) -> bool:
    # In a shared folder the name could by now belong to somebody else.
    try:
        found = run.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _cluster_place(root: Path) -> tuple[Path, Account | None]:
    """Where the cluster lies, and who runs it: in the data folder, or, when root's PostgreSQL user can't get there, in
    a folder that it can reach, under a random name that the data folder notes (decision 0004)."""
    note = root / "cluster"
    home = Path(note.read_text()) if note.exists() else root / "pg"
    lent = account.lent(home)
    if lent is None or lent.reaches(home if home.exists() else home.parent):
        return home, lent
    if home.exists() or note.exists():  # never a new, empty one in the place of one that we can't find
        raise ClusterUnreachable(path=str(home))
    elsewhere = binaries.COMMON / f"cluster-{secrets.token_hex(6)}"
    binaries.make_common(elsewhere)
    note.write_text(str(elsewhere / "pg"))
    return elsewhere / "pg", lent
