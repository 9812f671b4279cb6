"""One process of the installation: started in a group of its own, with its log, and ended step by step."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lightkeeper.config.supervisor.account import Account

# Marks every child, and what the child starts, with the data folder it works for: see `leftovers`.
MARK = "LIGHTKEEPER_SUPERVISED"

LOG_LIMIT = 5_000_000  # bytes; a log that is larger at the start moves to `.1`, that one to `.2`
LOGS_KEPT = 3

PR_SET_PDEATHSIG = 1  # linux/prctl.h

Steps = tuple[tuple[signal.Signals, float], ...]
"""How a process is asked to end: (signal, seconds to wait after it), in order. SIGKILL to its group ends the list."""


@dataclass(frozen=True)
class Program:
    """What to start. `death` is the signal that it gets from the kernel when the supervisor is killed."""

    name: str
    argv: tuple[str, ...]
    log: Path
    env: dict[str, str]
    cwd: Path = Path("/")
    account: Account | None = None
    stop: Steps = ((signal.SIGTERM, 10.0),)
    death: signal.Signals = signal.SIGTERM


def start(program: Program) -> subprocess.Popen[bytes]:
    """The running process, its output going to its log. Raises OSError when the program can't be run.

    Call it from the main thread only: the kernel's "parent died" means the *thread* that forked.
    """
    rotate(program.log)
    with program.log.open("ab") as log:
        return subprocess.Popen(
            program.argv,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=program.env,
            cwd=program.cwd,
            user=program.account.uid if program.account else None,
            group=program.account.gid if program.account else None,
            extra_groups=[] if program.account else None,
            umask=0o077,
            start_new_session=True,
            preexec_fn=_die_with_parent(program.death),  # noqa: PLW1509  (no thread of ours forks)
        )


def end(process: subprocess.Popen[bytes], steps: Steps) -> None:
    """Asks the process to end, waits, and leaves nothing of its group behind. Blocks."""
    for step, seconds in steps:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(step)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
    sweep(process)
    process.wait()


def sweep(process: subprocess.Popen[bytes]) -> None:
    """Kills what is left of the process's group, e.g. the workers of a server whose main process was killed."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def rotate(log: Path) -> None:
    """Moves a log that has grown past LOG_LIMIT aside, and makes the folder for a new one."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if not log.exists() or log.stat().st_size <= LOG_LIMIT:
        return
    for number in range(LOGS_KEPT - 1, 0, -1):
        older = log if number == 1 else log.with_name(f"{log.name}.{number - 1}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number}"))


def last_words(log: Path, lines: int = 1) -> str:
    """The last `lines` lines of a log that say something, for the sentence about a process that failed."""
    with contextlib.suppress(OSError), log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 4096))
        said = [line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()]
        return "\n".join(said[-lines:])
    return ""


def leftovers(mark: str) -> list[int]:
    """Ids of processes that an earlier, killed supervisor of the data folder `mark` left running (Linux; else none)."""
    wanted = f"{MARK}={mark}".encode()
    return _matching(lambda folder: wanted in (folder / "environ").read_bytes().split(b"\0"))


def inhabitants(folder: Path) -> list[int]:
    """Ids of processes whose working folder is `folder`: every process of a PostgreSQL sits in its cluster (Linux)."""
    return _matching(lambda entry: (entry / "cwd").readlink() == folder)


def _matching(test: Callable[[Path], bool]) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        # Processes of other users, and those that end while we look, are none of ours.
        with contextlib.suppress(OSError):
            if int(folder.name) != os.getpid() and test(folder):
                found.append(int(folder.name))
    return found


def _die_with_parent(death: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    # Loaded before the fork: after it, the child must not take locks that another thread of the parent may hold.
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        # A change of user clears this wish; subprocess changes the user before it calls us.
        libc.prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask
