"""A real development node for the whole session, installed by the product's own installer, and a server that lies."""

import json
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from lightkeeper.chains.evm import EvmReader
from lightkeeper.chains.http import Limits, NodeClient
from lightkeeper.chains.rpc import Call, JsonRpc
from lightkeeper.config.demo import chain as sandbox
from lightkeeper.config.demo import wallet
from lightkeeper.config.demo.transfers import demo_chain
from lightkeeper.core.investigation.card import Source

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def now() -> datetime:
    return NOW


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Node:
    """A running node and a hand on its blocks."""

    url: str
    read: Callable[[str], EvmReader]

    def ask(self, method: str, *params: object) -> Any:
        with NodeClient(Limits(total_seconds=30)) as client:
            (answer,) = JsonRpc(client, self.url, now).ask([Call(method, params)])
        assert answer.error is None, answer.error
        return answer.result

    def mine(self, blocks: int = 1) -> None:
        self.ask("anvil_mine", hex(blocks))

    def reader(self) -> EvmReader:
        return self.read(self.url)


@pytest.fixture
def read() -> Iterator[Callable[[str], EvmReader]]:
    """The reader of the demo's chain at an address, with tight limits."""
    with NodeClient(Limits(connect_seconds=1, total_seconds=2, max_bytes=100_000)) as client:
        yield lambda url: EvmReader(demo_chain(), client, url, Source("Test node", "node.example"), now)


@pytest.fixture(scope="session")
def node_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sandbox.install()


@pytest.fixture
def start_node(node_program: Path, read: Callable[[str], EvmReader]) -> Iterator[Callable[..., Node]]:
    """Starts nodes that mine only when told; they end with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> Node:
        port = free_port()
        command = [str(node_program), "--silent", "--port", str(port), "--mnemonic", wallet.PHRASE, *arguments]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        sandbox.wait_until_up(f"http://127.0.0.1:{port}")
        return Node(f"http://127.0.0.1:{port}", read)

    yield start
    for each in running:
        each.terminate()
        each.wait(10)


@pytest.fixture
def node(start_node: Callable[..., Node]) -> Node:
    return start_node("--no-mining")


@dataclass
class Liar:
    """An HTTP server that answers what it is told: a status, headers, and a body or a function of the questions."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | Callable[[Any], Any] = b""
    pause: threading.Event | None = None
    cut: bool = False
    asked: list[Any] = field(default_factory=list)


@pytest.fixture
def liar() -> Iterator[Liar]:
    told = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["content-length"])))
            told.asked.append(question)
            body = told.body if isinstance(told.body, bytes) else json.dumps(told.body(question)).encode()
            if told.pause is not None:
                told.pause.wait(30)
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body) + (100 if told.cut else 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield told
        if told.pause is not None:
            told.pause.set()
        server.shutdown()
