"""The demo's chain: the same facts from the development node and from our own process, also after a restart."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from lightkeeper.chains.evm import EvmReader
from lightkeeper.config.demo import chain as sandbox
from lightkeeper.config.demo import wallet
from lightkeeper.config.demo.evm_chain import SandboxChain, TransactionRefused
from lightkeeper.config.demo.rpc import server
from lightkeeper.config.demo.transfers import DemoTransfers, demo_transfers, deposit, fill
from lightkeeper.core.investigation.card import State
from lightkeeper.core.investigation.reading import TransferReading
from tests.chains.conftest import Node, free_port

Read = Callable[[str], EvmReader]


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def serving(journal: Path, clock: Clock) -> Iterator[str]:
    with server(SandboxChain(journal, clock, 4.0), 0) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def hashes(facts: DemoTransfers) -> dict[str, str]:
    names = (
        "native_deposit",
        "token_deposit",
        "failed_deposit",
        "pending_deposit",
        "counterfeit_deposit",
        "withdrawal",
    )
    return {name: getattr(facts, name) for name in names}


def story(reading: TransferReading) -> TransferReading:
    """What must be the same on both: all but times, block hashes, gas (see `evm_chain`) and the raw answers."""
    block = reading.block and replace(reading.block, hash=None, at=None)
    fee = reading.fee and replace(reading.fee, amount=None, rate_needed=None)
    return replace(reading, raw=(), block=block, fee=fee, finalised=None)


def test_both_engines_tell_the_same(node: Node, read: Read, tmp_path: Path) -> None:
    facts = fill(node.url)
    node.mine(2)
    clock = Clock()
    with serving(tmp_path / "journal.jsonl", clock) as url:
        assert fill(url) == facts
        clock.seconds += 8
        for name, tx_hash in hashes(facts).items():
            assert story(read(url).transaction(tx_hash)) == story(node.reader().transaction(tx_hash)), name


def test_the_state_lives_on_after_a_restart(read: Read, tmp_path: Path) -> None:
    journal, clock = tmp_path / "journal.jsonl", Clock()
    with serving(journal, clock) as url:
        fill(url)
        clock.seconds += 4
        fresh = deposit(url, usdt="12.5")
        clock.seconds += 8
        before = {name: read(url).transaction(each) for name, each in hashes(demo_transfers()).items()}
        mine = read(url).transaction(fresh)
    with journal.open("a") as file:
        file.write('{"raw": "f8')
    clock.seconds += 400
    with serving(journal, clock) as url:
        for name, tx_hash in hashes(demo_transfers()).items():
            after = read(url).transaction(tx_hash)
            assert (after.block, after.amounts, after.stuck) == (
                before[name].block,
                before[name].amounts,
                before[name].stuck,
            )
        assert read(url).transaction(fresh).block == mine.block
        assert read(url).transaction(demo_transfers().token_deposit).state is State.FINAL


def test_filling_twice_sends_nothing_twice(node: Node) -> None:
    fill(node.url)
    node.mine()
    height = int(node.ask("eth_blockNumber"), 16)
    fill(node.url)
    node.mine()
    assert node.ask("eth_getBlockByNumber", hex(height + 1), False)["transactions"] == []


def test_a_lost_chain_is_filled_with_the_same_hashes(start_node: Callable[..., Node]) -> None:
    assert fill(start_node("--no-mining").url) == fill(start_node("--no-mining").url) == demo_transfers()


def test_a_fresh_deposit_confirms(node: Node) -> None:
    fill(node.url)
    node.mine()
    first, second = deposit(node.url, ether="0.25"), deposit(node.url, usdt="100")
    assert node.reader().transaction(first).state is State.PENDING
    node.mine()
    assert [each.amount for each in node.reader().transaction(second).amounts] == ["100"]


def test_half_written_state_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"block": {')
    sandbox.node_arguments(8545, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["state.broken.json"]


@pytest.mark.parametrize("raw", ["", "00", "c0", "f8", "02f8", "f86b"])
def test_raw_transactions_that_are_none_are_refused(tmp_path: Path, raw: str) -> None:
    chain = SandboxChain(tmp_path / "journal.jsonl", Clock())
    with pytest.raises(TransactionRefused):
        chain.accept(bytes.fromhex(raw))


def test_keys_are_those_that_every_development_node_publishes() -> None:
    assert wallet.address(0) == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    assert wallet.address(9) == "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"


def test_decoding_gives_what_was_signed() -> None:
    signed = wallet.sign(3, 200, to=wallet.address(4), value=10**18, data=b"\x01" * 60, gas=90_000, price=1)
    decoded = wallet.decode(bytes.fromhex(signed.raw[2:]))
    assert (decoded.hash, decoded.sender, decoded.nonce) == (signed.hash, wallet.address(3), 200)
    assert (decoded.to, decoded.value, decoded.data) == (wallet.address(4), 10**18, b"\x01" * 60)


@contextmanager
def command(port: int, data: Path, *arguments: str) -> Iterator[str]:
    """`lightkeeper chain` in the foreground, until SIGTERM."""
    argv = [sys.executable, "-m", "lightkeeper.config.cli", "chain", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen([*argv, *arguments], env=os.environ | {"LIGHTKEEPER_DATA": str(data)})
    url = f"http://127.0.0.1:{port}"
    try:
        sandbox.wait_until_up(url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("arguments", [(), ("--in-process",)], ids=["node", "in process"])
def test_the_command_fills_serves_stops_and_remembers(
    node_program: Path, read: Read, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    def wanted(url: str, state: State) -> TransferReading:
        for _ in range(400):
            reading = read(url).transaction(demo_transfers().native_deposit)
            if reading.state is state:
                return reading
            threading.Event().wait(0.02)
        raise AssertionError(reading.state)

    with command(free_port(), tmp_path, *arguments) as url:
        wanted(url, State.PENDING)
        Node(url, read).mine(2)
        first = wanted(url, State.INCLUDED)
    with command(free_port(), tmp_path, *arguments) as url:
        assert wanted(url, State.INCLUDED).block == first.block
