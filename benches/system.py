"""The system under measurement: started as an operator starts it, in a data folder of its own, and weighed."""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from lightkeeper.config.supervisor import folder

READY_SECONDS = 180.0
STOP_SECONDS = 60.0
DESCRIPTORS = 16_384


class System:
    """One data folder, and the processes that serve it while it is started."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until `/readyz` says ready. Raises RuntimeError with the program's last words."""
        began = time.monotonic()
        command = (sys.executable, "-m", "lightkeeper.config.cli", "up", "--no-demo")
        self._process = subprocess.Popen(
            (*command, "--port", str(self.port), "--data", str(self.data)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        )
        while time.monotonic() - began < READY_SECONDS:
            if self._process.poll() is not None:
                said = self._process.stdout.read().decode() if self._process.stdout else ""
                raise RuntimeError(f"the system did not start: {said}")
            if self._ready():
                return time.monotonic() - began
            time.sleep(0.02)
        raise RuntimeError("the system was not ready in time")

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(STOP_SECONDS)
            self._process = None

    @property
    def environment(self) -> dict[str, str]:
        """What the system's processes were started with: the database's address, the folders."""
        return folder.running(self.data)

    def memory(self) -> dict[str, int]:
        """PSS in bytes of each process by what it is: supervisor, postgres, web, gateway, worker."""
        found: dict[str, int] = {}
        if self._process is None:
            return found
        supervisor = psutil.Process(self._process.pid)
        for process in (supervisor, *supervisor.children(recursive=True)):
            name = "supervisor" if process.pid == supervisor.pid else _part(process)
            found[name] = found.get(name, 0) + _pss(process.pid)
        return found

    def gateway(self) -> int:
        """PSS of the gateway in bytes."""
        return self.memory()["gateway"]

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return bool(json.load(answer)["ready"])
        except (OSError, ValueError):
            return False


@contextmanager
def fresh_system() -> Iterator[System]:
    """A system in a new folder that is removed afterwards."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(DESCRIPTORS, hard)), hard))
    # Reachable for the unprivileged user that runs PostgreSQL when we are root.
    place = Path(tempfile.mkdtemp(prefix="lightkeeper-bench-"))
    place.chmod(0o711)
    system = System(place / "data", _free_port())
    try:
        yield system
    finally:
        system.stop()
        shutil.rmtree(place, ignore_errors=True)


def _part(process: psutil.Process) -> str:
    try:
        told = " ".join(process.cmdline())
    except psutil.Error:
        return "gone"
    parts = ("lightkeeper.gateway", "granian", "worker", "postgres")
    names = {"lightkeeper.gateway": "gateway", "granian": "web"}
    return next((names.get(part, part) for part in parts if part in told), "other")


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
