"""A whole installation with stand-ins for the product's processes, and a real PostgreSQL: up, hurt, down, up again."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from lightkeeper.config.supervisor import alone, probe, process
from lightkeeper.config.supervisor.refusal import DataInUse, NotRunning

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="orphans are found by /proc")

ROOT = Path(__file__).parents[2]

# One program for every part: argv[1] says which.
STAND_IN = """
import http.server, json, os, pathlib, signal, socketserver, sys, time
name, data = sys.argv[1], pathlib.Path(os.environ["LIGHTKEEPER_DATA"])
def note(text):
    with open(data / "story", "a") as file: file.write(text + "\\n")
def end(*_):
    note("-" + name); os._exit(0)
signal.signal(signal.SIGTERM, end)
note("+" + name)
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"result": name, "pid": os.getpid()}).encode()
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    do_POST = do_GET
    def address_string(self): return ""
    def log_message(self, *_): pass
if name == "prepare": assert os.environ["DATABASE_URL"].startswith("postgresql://lightkeeper:")
elif name == "demo":
    (data / "demo.json").write_text(json.dumps([{"role": "agent", "email": "mei@harbor.example", "password": "x"}]))
elif name == "worker":
    pathlib.Path(os.environ["LIGHTKEEPER_RUN"], "worker.ready").touch(); time.sleep(600)
elif name == "web": socketserver.ThreadingUnixStreamServer(os.environ["GRANIAN_UDS"], Answer).serve_forever()
else:
    port = os.environ["LIGHTKEEPER_CHAIN_RPC"].rpartition(":")[2] if name == "chain" else os.environ["LIGHTKEEPER_PORT"]
    http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Answer).serve_forever()
"""
SERVE = """
import asyncio, pathlib, sys
from lightkeeper.config.supervisor.installation import PROGRAMS, Installation, Options
programs = {name: ("-c", sys.argv[4], name) for name in PROGRAMS}
port = int(sys.argv[2])
url = f"http://127.0.0.1:{port}"
options = Options(pathlib.Path(sys.argv[1]), "127.0.0.1", port, sys.argv[3] == "demo", url, "", programs)
asyncio.run(Installation(options).serve())
"""


class House:
    """A data folder and a port, served by a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.port = probe.free_port()
        self.said: list[str] = []

    @contextlib.contextmanager
    def served(self, demo: str = "demo") -> Iterator[subprocess.Popen[str]]:
        """While everything is up; afterwards it has been asked to stop and has ended well."""
        names = [name for name in os.environ if name.startswith(("LIGHTKEEPER_", "DATABASE_URL"))]
        kept = {name: value for name, value in os.environ.items() if name not in names}
        with subprocess.Popen(
            (sys.executable, "-c", SERVE, str(self.data), str(self.port), demo, STAND_IN),
            env=kept | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"},
            stdout=subprocess.PIPE,
            text=True,
        ) as running:
            try:
                assert running.stdout
                self.said = []
                for line in running.stdout:
                    self.said.append(line.rstrip("\n"))
                    if "is ready at" in line:
                        break
                assert running.poll() is None
                yield running
            finally:
                running.terminate()
                self.said.extend(line.rstrip("\n") for line in running.stdout or ())
        if running.returncode != -signal.SIGKILL:
            assert running.returncode == 0
            assert self.left == []

    @property
    def story(self) -> list[str]:
        """What started (+) and was asked to end (-), in order."""
        return (self.data / "story").read_text().split()

    @property
    def left(self) -> list[int]:
        """Processes that still run for this folder."""
        return process.leftovers(str(self.data)) + process.inhabitants(self.data / "pg")

    def gateway(self) -> int:
        """The gateway's process id, by asking it; 0 when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/") as answer:
                return int(json.load(answer)["pid"])
        except (urllib.error.URLError, ConnectionError):
            return 0


@pytest.fixture
def house() -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="lk-test-", dir="/tmp"))
    folder.chmod(0o711)
    yield House(folder)
    shutil.rmtree(folder)


def test_the_life_of_an_installation(house: House) -> None:
    with house.served():
        environment = json.loads((house.data / "running.json").read_text())
        assert (house.data / "running.json").stat().st_mode & 0o777 == 0o600
        assert environment["LIGHTKEEPER_URL"] == f"http://127.0.0.1:{house.port}"
        assert environment["LIGHTKEEPER_DEMO"] == "1"
        killed = house.gateway()
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: house.gateway() not in {0, killed})
    assert sorted(house.story[:3]) == ["+chain", "+prepare", "+web"]
    assert house.story[3] == "+demo"
    assert house.story[4:7] == ["+worker", "+gateway", "+gateway"]
    assert house.story[7:] == ["-gateway", "-worker", "-web", "-chain"]
    assert [line for line in house.said if "mei@" in line] == ["  agent  mei@harbor.example  x"]
    assert "gateway ended (status -9) and is started again." in house.said
    assert house.said[-1] == "Stopping."
    assert not (house.data / "running.json").exists()
    assert not Path(environment["LIGHTKEEPER_RUN"]).exists()

    (house.data / "story").unlink()
    with house.served():  # the demo is there already
        pass
    assert {"+demo", "+prepare"}.isdisjoint(house.story)  # the worker makes the database ready

    (house.data / "demo.json").unlink()
    (house.data / "demo.removed").touch()
    (house.data / "story").unlink()
    with house.served():  # and does not come back when it was removed
        pass
    assert {"+demo", "+chain"}.isdisjoint(house.story)


def test_a_killed_supervisor_leaves_nothing_that_hinders_the_next(house: House) -> None:
    with house.served("no demo") as running:
        assert len(house.left) > 3
        running.kill()
        running.wait()
        with house.served("no demo"):
            assert house.gateway()
    assert "+chain" not in house.story


def test_a_command_has_the_database_to_itself_while_nothing_runs(house: House) -> None:
    with pytest.raises(NotRunning), alone.database(house.data):
        pass
    assert not house.data.exists()
    with house.served("no demo"), pytest.raises(DataInUse), alone.database(house.data):
        pass
    with alone.database(house.data) as environment:
        with psycopg.connect(environment["DATABASE_URL"]) as connection:
            assert connection.execute("select current_user").fetchone() == ("lightkeeper",)
        assert house.left
    assert house.left == []
    assert not Path(environment["LIGHTKEEPER_RUN"]).exists()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
