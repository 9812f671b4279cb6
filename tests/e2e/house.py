"""A whole installation as its operator starts it: real processes, a real database, the demo and a real chain."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from lightkeeper.config.demo import transfers
from lightkeeper.config.supervisor import binaries, probe, process

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
DESK = "desk.test"
BRAND = "harbor"

# A line of a log that says that something broke, and the ones that a test makes on purpose or every start has.
TROUBLE = re.compile(r"\b(ERROR|CRITICAL|FATAL|PANIC)\b|Traceback|Unhandled|panicked", re.ASCII)
EXPECTED = re.compile(
    "|".join(
        (
            r"Service Unavailable: /readyz",  # before the worker is there, and while the gateway is down
            r"FATAL: +terminating connection due to administrator command",
            r"FATAL: +the database system is (starting up|shutting down)",
        )
    )
)


class House:
    """One installation. `url` is the desk's public address, reached by a name that only the browser resolves."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lk-e2e-", dir="/tmp"))
        self.folder.chmod(0o711)  # as root, PostgreSQL's user passes through
        self.data = self.folder / "data"
        self.port = probe.free_port()
        self.url = f"http://{DESK}:{self.port}"
        self.local = f"http://127.0.0.1:{self.port}"
        self.said = self.folder / "said"

    def start(self) -> None:
        """Returns when everything is ready. Raises AssertionError with the last words when it does not start."""
        names = [name for name in os.environ if name.startswith(("LIGHTKEEPER_", "DATABASE_URL", "DJANGO_"))]
        kept = {name: value for name, value in os.environ.items() if name not in names}
        with self.said.open("wb") as out:
            self.running = subprocess.Popen(
                (*CLI, "up", "--port", str(self.port), "--data", str(self.data)),
                env=kept | {"LIGHTKEEPER_URL": self.url, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
            )
        wait_for(lambda: self.running.poll() is not None or self.ready, START_SECONDS, self.said.read_text)
        assert self.running.poll() is None, self.said.read_text()
        self.environment: dict[str, str] = json.loads((self.data / "running.json").read_text())

    @property
    def ready(self) -> bool:
        """Whether `/readyz` says so, and everything has been started."""
        try:
            with urllib.request.urlopen(f"{self.local}/readyz", timeout=5) as answer:
                return answer.status == 200 and "is ready at" in self.said.read_text()
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Ends everything as Ctrl-C does. Raises AssertionError when it ends badly or leaves a process behind."""
        self.running.send_signal(signal.SIGINT)
        try:
            assert self.running.wait(40) == 0, self.said.read_text()
            left = process.leftovers(str(self.data)) + process.inhabitants(self.data / "pg")
            assert left == [], f"processes left behind: {left}"
            troubles = self.troubles()
            assert troubles == [], "\n".join(troubles)
        finally:
            for pid in process.leftovers(str(self.data)):
                os.kill(pid, signal.SIGKILL)
            shutil.rmtree(self.folder, ignore_errors=True)

    def troubles(self) -> list[str]:
        """The lines of the logs that tell of something broken."""
        found = []
        for log in sorted((self.data / "log").iterdir()):
            lines = log.read_text(errors="replace").splitlines()
            found += [f"{log.name}: {line}" for line in lines if TROUBLE.search(line) and not EXPECTED.search(line)]
        return found

    def sign_in(self, short: str) -> tuple[str, str]:
        """E-mail and password of a demo agent: mei, sam, bo or lena."""
        rows = json.loads((self.data / "demo.json").read_text())
        return next((row["email"], row["password"]) for row in rows if row["email"].startswith(f"{short}@"))

    def deposit(self, *, final: bool = False, **amount: str) -> str:
        """The hash of a deposit made just now on the sandbox chain, by `usdt` or `ether`; `final`: long confirmed."""
        chain = self.environment["LIGHTKEEPER_CHAIN_RPC"]
        made = transfers.deposit(chain, **amount)
        rpc(chain, "anvil_mine", "0x10" if final else "0x1")
        return made

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the installation's database answers; committed."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            done = connection.execute(query, values)
            return done.fetchall() if done.description else []

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The product's command line, beside the running installation."""
        environment = os.environ | {"LIGHTKEEPER_DATA": str(self.data), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        environment.pop("DATABASE_URL", None)
        return subprocess.run(
            (*CLI, *arguments), check=False, env=environment, capture_output=True, text=True, timeout=60
        )

    def published_key(self) -> str:
        """The newest public key by which transcripts are verified."""
        return str(self._json("/.well-known/lightkeeper-keys.json")["keys"][0]["public"])

    def identity(self, short: str) -> str:
        """The token by which the demo exchange vouches for its customer `lin` or `omar`."""
        return str(self._json(f"/demo/token?customer={short}")["token"])

    def _json(self, path: str) -> Any:
        with urllib.request.urlopen(self.local + path, timeout=10) as answer:
            return json.load(answer)

    def kill(self, part: str) -> None:
        """Kills a process (`lightkeeper.gateway`, `granian`, `worker`) as a crash would; it is started again."""
        mine = set(process.leftovers(str(self.data)))
        for folder in Path("/proc").glob("[0-9]*"):
            if int(folder.name) in mine and part.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)
                return
        raise AssertionError(f"no process {part}")

    def everything_stored(self) -> bytes:
        """Every log, every file and a dump of the database, as one text to search for what must stand nowhere."""
        files = [path for part in ("log", "files", "spool", "outbox") for path in (self.data / part).rglob("*")]
        return b"\n".join([path.read_bytes() for path in files if path.is_file()] + [self.dump()])

    def dump(self) -> bytes:
        """The whole database as `pg_dump` writes it."""
        program = binaries.folder(None) / "pg_dump"
        address = self.environment["DATABASE_URL"]
        done = subprocess.run((str(program), address), check=False, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout


CLI = (sys.executable, "-m", "lightkeeper.config.cli")


def rpc(url: str, method: str, *params: Any) -> Any:
    """The result of a call of the sandbox chain's node."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer).get("result")


def wait_for(condition: Callable[[], object], seconds: float = 20, why: Callable[[], str] = str) -> None:
    """Asks again and again until it holds. Raises AssertionError with `why` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, why()
        time.sleep(0.05)
