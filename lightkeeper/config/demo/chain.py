"""The sandbox chain: which program runs it, how that is installed, where it keeps its state, and who reads it.

The development node (npm `@foundry-rs/anvil`) is used where it is installed; elsewhere an EVM in a process of ours.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import lightkeeper
from lightkeeper.chains.evm import EvmReader
from lightkeeper.chains.http import NodeClient
from lightkeeper.chains.rpc import Call, JsonRpc
from lightkeeper.config.demo import wallet
from lightkeeper.config.demo.transfers import DemoChainRefused, demo_chain, fill
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.investigation.card import Source
from lightkeeper.ports.chain import ChainError
from lightkeeper.ports.clock import SystemClock

BLOCK_SECONDS: Final = 4
# The dump writes every block again; what a kill between two dumps loses, `fill` brings back with the same hashes.
_DUMP_SECONDS: Final = 30
# States of older blocks are dropped: else the node keeps them in memory and then in the home folder.
_STATES_KEPT: Final = 64
_LOCKED: Final = Path(__file__).parent / "anvil"
_INSTALL_SECONDS: Final = 300
_FILL_SECONDS: Final = 20


class NpmMissing(LightkeeperError):
    """The development node cannot be installed without npm."""

    code = "npm_missing"


class NodeNotInstalled(LightkeeperError):
    """npm ran but the development node is not there: not for this machine, or no registry. `reason`: its words."""

    code = "node_not_installed"


class NoSandboxChain(LightkeeperError):
    """Neither the development node nor the in-process EVM (`pyrevm`) is installed."""

    code = "no_sandbox_chain"


def tools_folder() -> Path:
    """`.tools` of the checkout; of the data folder where the package was installed from a wheel."""
    root = Path(lightkeeper.__file__).parent.parent
    if (root / "pyproject.toml").exists():
        return root / ".tools"
    return Path(os.environ.get("LIGHTKEEPER_DATA", "data")) / "tools"


def node_program() -> Path | None:
    """The installed development node, of the locked version; None when it is not there."""
    folder = tools_folder() / "anvil"
    found = list(folder.glob("node_modules/@foundry-rs/anvil-*/bin/anvil*"))
    lock = folder / "package-lock.json"
    fresh = lock.exists() and lock.read_bytes() == (_LOCKED / "package-lock.json").read_bytes()
    return found[0] if found and fresh else None


def install() -> Path:
    """Installs the development node by npm from the committed lock. Raises NpmMissing, NodeNotInstalled. Idempotent."""
    present = node_program()
    if present is not None:
        return present
    npm = shutil.which("npm")
    if npm is None:
        raise NpmMissing
    folder = tools_folder() / "anvil"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", ".npmrc"):
        shutil.copyfile(_LOCKED / name, folder / name)
    shutil.copyfile(_LOCKED / "package-lock.json", folder / "package-lock.json")
    try:
        done = subprocess.run(
            [npm, "ci"], cwd=folder, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
        said = done.stderr.strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        said = str(error)
    program = node_program()
    if program is None:
        (folder / "package-lock.json").unlink()
        raise NodeNotInstalled(reason=said[-300:], machine=platform.machine())
    return program


def run(port: int, data: Path) -> None:
    """Runs the chain in the foreground on loopback until a signal ends it. Raises NoSandboxChain."""
    data.mkdir(parents=True, exist_ok=True)
    program = node_program()
    if program is not None:
        _fill_beside(port)
        os.execv(program, [str(program), *node_arguments(port, data)])  # noqa: S606 - the node takes this process over
    run_in_process(port, data)


def run_in_process(port: int, data: Path) -> None:
    """The same with the EVM of this process."""
    try:
        from lightkeeper.config.demo.evm_chain import SandboxChain
        from lightkeeper.config.demo.rpc import server
    except ImportError as error:
        raise NoSandboxChain from error
    _fill_beside(port)  # before there is a socket that the other process would keep open
    with server(SandboxChain(data / "journal.jsonl", time.time, BLOCK_SECONDS), port) as serving:
        serving.serve_forever()


def node_arguments(port: int, data: Path) -> list[str]:
    """The development node's arguments; a state that a killed node left half-written is put aside."""
    state = data / "state.json"
    if state.exists() and not _whole(state):
        state.replace(data / "state.broken.json")
    options = {
        "--host": "127.0.0.1",
        "--port": str(port),
        "--chain-id": str(wallet.CHAIN_ID),
        "--mnemonic": wallet.PHRASE,
        "--block-time": str(BLOCK_SECONDS),
        "--state": str(state),
        "--state-interval": str(_DUMP_SECONDS),
        "--prune-history": str(_STATES_KEPT),
    }
    return ["--silent", *(f"{name}={value}" for name, value in options.items())]


def demo_reader(url: str, now: Callable[[], datetime], client: NodeClient | None = None) -> EvmReader:
    """The reader of the sandbox chain at `url` (LIGHTKEEPER_CHAIN_RPC)."""
    source = Source("Harbor sandbox node", "sandbox")
    return EvmReader(demo_chain(), client or NodeClient(), url, source, now)


def _fill_beside(port: int) -> None:
    """Makes the demo's transfers as soon as the node answers, in a grandchild: this process becomes the node, which
    would never collect a child of its own."""
    node = os.getpid()
    if os.fork():
        os.wait()
        return
    if os.fork() == 0:
        try:
            wait_until_up(f"http://127.0.0.1:{port}", node=node)
            fill(f"http://127.0.0.1:{port}")
        except (ChainError, DemoChainRefused) as error:
            # In the chain's log; the node itself goes on.
            print(f"demo transfers: {error.code} {error.fields}", file=sys.stderr)  # noqa: T201
    os._exit(0)


def wait_until_up(url: str, *, node: int | None = None) -> None:
    """Returns when a node answers at `url`. Raises `ChainError` when it does not in time, or at once when the process
    `node` is no more."""
    end = time.monotonic() + _FILL_SECONDS
    with NodeClient() as client:
        rpc = JsonRpc(client, url, SystemClock().now)
        while True:
            try:
                rpc.ask([Call("eth_chainId")])
            except ChainError:
                if time.monotonic() > end or (node is not None and not _runs(node)):
                    raise
                time.sleep(0.05)
            else:
                return


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _whole(state: Path) -> bool:
    try:
        json.loads(state.read_bytes())
    except ValueError:
        return False
    return True
