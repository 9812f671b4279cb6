"""What an operator meets on the command line: one clear sentence and a non-zero exit, whatever is wrong."""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lightkeeper.config import cli
from lightkeeper.config.supervisor import probe, process

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="lk-test-", dir="/tmp"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIGHTKEEPER_", "DATABASE_URL"))}
    return kept | {"LANG": "C", "LC_ALL": "C", "PYTHONPATH": str(ROOT)} | more


def lightkeeper(*arguments: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, "-m", "lightkeeper.config.cli", *arguments),
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(*arguments: str, **more: str) -> str:
    """The one sentence that a refused command ends with."""
    process = lightkeeper(*arguments, **more)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.count("\n") == 1, said
    return said


def port() -> str:
    return str(probe.free_port())


def test_a_busy_port(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        said = refusal("up", "--port", str(number), "--data", str(place / "data"))
    assert said == f"Port {number} is in use by another program; choose another with --port.\n"
    assert not (place / "data" / "pg").exists()


def test_a_data_folder_that_cannot_be_written(place: Path) -> None:
    (place / "file").touch()
    said = refusal("serve", "--port", port(), "--data", str(place / "file" / "data"))
    assert said == f"The data folder {place}/file/data can't be used: Not a directory.\n"


def test_a_data_folder_in_use(place: Path) -> None:
    with (place / "lock").open("w") as lock:
        lock.write("4711")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = refusal("serve", "--port", port(), "--data", str(place))
    assert said.startswith(f"The data folder {place} is already served by process 4711; ")


def test_a_wrong_database_address(place: Path) -> None:
    url = f"postgresql://desk:hunter2@127.0.0.1:{port()}/desk"
    said = refusal("serve", "--port", port(), "--data", str(place), DATABASE_URL=url)
    assert said.startswith("The database that DATABASE_URL names can't be used: ")
    assert "hunter2" not in said


def test_text_that_is_no_database_address(place: Path) -> None:
    said = refusal("serve", "--port", port(), "--data", str(place), DATABASE_URL="mysql://desk:hunter2@localhost/desk")
    assert said.startswith("DATABASE_URL is not the address of a PostgreSQL; ")
    assert "hunter2" not in said


def test_a_database_that_is_too_old(place: Path) -> None:
    with old_postgresql() as number:
        url = f"postgresql://desk@127.0.0.1:{number}/desk?sslmode=disable"
        said = refusal("serve", "--port", port(), "--data", str(place), DATABASE_URL=url)
    assert said == "The database that DATABASE_URL names is PostgreSQL 14; Lightkeeper needs 15 or newer.\n"


def test_the_sentence_is_in_the_language_of_the_operator(place: Path) -> None:
    (place / "file").touch()
    said = refusal("serve", "--port", port(), "--data", str(place / "file" / "data"), LC_ALL="zh_CN.UTF-8")
    assert said.startswith("无法使用数据目录")


def test_a_signal_during_the_start_stops_what_was_started(place: Path) -> None:
    data = place / "data"
    serving = lightkeeper("serve", "--port", port(), "--data", str(data))
    wait_for((data / "pg.new").exists)
    run = Path((data / "run").read_text())
    serving.send_signal(signal.SIGTERM)
    said, _ = serving.communicate(timeout=30)
    assert serving.returncode == 0
    assert said == "Stopping.\n"
    assert not process.inhabitants(data / "pg")
    assert not run.exists()


def test_an_unknown_command() -> None:
    process = lightkeeper("levitate")
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert said == "There is no command levitate; lightkeeper --help lists them.\n"


def test_a_command_without_a_running_installation(place: Path) -> None:
    said = refusal("worker", LIGHTKEEPER_DATA=str(place))
    assert said.startswith(f"Nothing serves the data folder {place}; ")


def test_help_lists_every_command_with_its_summary() -> None:
    said, _ = lightkeeper("--help").communicate(timeout=30)
    listed = [line.split(maxsplit=1) for line in said.splitlines()[2:]]
    assert [line[0] for line in listed] == cli.names()
    assert all(len(line) == 2 for line in listed)


def test_a_command_takes_part_in_the_running_installation(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LIGHTKEEPER_RUN", "set before")
    (place / "running.json").write_text('{"DATABASE_URL": "postgresql://x", "LIGHTKEEPER_RUN": "other"}')
    cli.join(place)
    assert (os.environ["DATABASE_URL"], os.environ["LIGHTKEEPER_RUN"]) == ("postgresql://x", "set before")


def test_the_checkout_tells_what_it_can_do() -> None:
    said = subprocess.run((ROOT / "run",), capture_output=True, text=True, check=True).stdout
    for name in ("up", "check", "test", "lint", "types", "bench", "chaos", "lightkeeper", "help"):
        assert f"./run {name} " in said
    wrong = subprocess.run((ROOT / "run", "prepare"), capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stderr) == (1, "There is no ./run prepare; ./run help lists what there is.\n")


def test_pip_settings_reach_uv(tmp_path: Path) -> None:
    own = tmp_path / "pip" / "pip.conf"
    own.parent.mkdir()
    own.write_text("[global]\nextra-index-url = https://one.example/\n  https://two.example/\ncert = /etc/it's\n")
    kept = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    script = (sys.executable, ROOT / "scripts" / "pip_settings.py")
    lines = subprocess.run(
        script,
        capture_output=True,
        text=True,
        check=True,
        env=kept | {"PIP_INDEX_URL": "https://zero.example/", "PIP_CERT": "/etc/it's", "PIP_EXTRA_INDEX_URL": ""},
    ).stdout
    shown = subprocess.run(
        ("sh", "-c", f'{lines}\necho "$UV_DEFAULT_INDEX|$UV_INDEX|$SSL_CERT_FILE"'),
        capture_output=True,
        text=True,
        check=True,
        env=kept,
    ).stdout
    assert shown == "https://zero.example/|https://one.example/ https://two.example/|/etc/it's\n"


@contextlib.contextmanager
def old_postgresql() -> Iterator[int]:
    """A server that speaks just enough of the wire protocol to say that it is 14.9 (PostgreSQL documentation, 55.2)."""

    def message(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("!I", len(body) + 4) + body

    hello = message(b"R", struct.pack("!I", 0)) + message(b"S", b"server_version\x0014.9\x00")
    hello += message(b"S", b"client_encoding\x00UTF8\x00") + message(b"Z", b"I")

    def answer(server: socket.socket) -> None:
        client, _ = server.accept()
        with client:
            client.recv(4096)
            client.sendall(hello)
            while client.recv(4096):
                pass

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,))
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)
