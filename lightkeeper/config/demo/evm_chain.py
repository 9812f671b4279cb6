"""A chain in this process, for machines without the development node: an EVM, a pool, blocks by the clock.

Blocks without transactions are arithmetic: block n is at `genesis + n * block_seconds`. What was sent is appended to a
journal with the height at which it came; a restart sends it all again and gets the same blocks. Gas differs a little
from a real node's: this EVM keeps storage slots warm from one transaction to the next.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from eth_hash.auto import keccak
from pyrevm import EVM, BlockEnv, CfgEnv, Env

from lightkeeper.config.demo import wallet
from lightkeeper.config.demo.wallet import DecodedTransaction
from lightkeeper.core.errors import LightkeeperError

BASE_FEE: Final = 7
GAS_LIMIT: Final = 30_000_000
_RICH: Final = 10_000 * 10**18
_OUTPUT: Final = re.compile(r"output: (0x[0-9a-f]*)")


class TransactionRefused(LightkeeperError):
    """A raw transaction that this chain does not take; `reason` in a node's words."""

    code = "transaction_refused"
    status = 422


class CallReverted(LightkeeperError):
    """A call ended in a revert; `output` is what the contract returned (0x hex)."""

    code = "call_reverted"
    status = 422

    def __init__(self, output: str) -> None:
        super().__init__(output=output)
        self.output = output


@dataclass(frozen=True, slots=True)
class Event:
    """One log: contract, topics and data (0x hex)."""

    address: str
    topics: tuple[str, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Done:
    """A transaction that is in a block."""

    tx: DecodedTransaction
    height: int
    index: int
    succeeded: bool
    gas_used: int
    output: str
    logs: tuple[Event, ...]


@dataclass
class SandboxChain:
    """The whole chain. Not for several threads at once: the server holds a lock. `clock` is Unix time in seconds."""

    journal: Path
    clock: Callable[[], float]
    block_seconds: float = 4.0
    pool: dict[str, DecodedTransaction] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    _genesis: float = 0.0
    _skipped: int = 0
    _included: int = 0
    _due: list[int] = field(default_factory=list)
    _nonces: dict[str, int] = field(default_factory=dict)
    _blocks: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        block = BlockEnv(number=1, timestamp=int(self.clock()), basefee=BASE_FEE, gas_limit=GAS_LIMIT)
        self._evm = EVM(env=Env(cfg=CfgEnv(chain_id=wallet.CHAIN_ID), block=block), spec_id="SHANGHAI")
        for index in range(10):
            self._evm.set_balance(wallet.address(index), _RICH)
        self._replay()

    def height(self) -> int:
        """The newest block's number, after what is due by now was included."""
        now = int((self.clock() - self._genesis) / self.block_seconds) + self._skipped
        while self._due and self._due[0] <= now:
            self._include(self._due.pop(0))
        return now

    def skip(self, blocks: int) -> None:
        """As many blocks at once, as a development node mines on demand."""
        self._write({"skip": blocks})
        self._skipped += blocks

    def accept(self, raw: bytes) -> str:
        """Takes a raw transaction into the pool. The hash. Raises TransactionRefused."""
        try:
            tx = wallet.decode(raw)
        except ValueError as error:
            raise TransactionRefused(reason=str(error)) from error
        height = self.height()
        if tx.hash in self.pool or tx.hash in self.done:
            raise TransactionRefused(reason="already known")
        if tx.nonce < self.count(tx.sender):
            raise TransactionRefused(reason="nonce too low")
        if tx.to is None and tx.nonce != self._evm.basic(tx.sender).nonce:
            raise TransactionRefused(reason="this chain creates contracts only as an account's first transactions")
        self._write({"raw": raw.hex(), "height": height})
        self._enqueue(tx, height)
        return tx.hash

    def count(self, sender: str, *, pending: bool = False) -> int:
        """The sender's next nonce; with `pending`, after those in the pool that follow without a gap."""
        nonce = self._nonces.get(sender, 0)
        waiting = {tx.nonce for tx in self.pool.values() if tx.sender == sender}
        while pending and nonce in waiting:
            nonce += 1
        return nonce

    def balance(self, address: str) -> int:
        return int(self._evm.get_balance(address))

    def code(self, address: str) -> str:
        return "0x" + bytes(self._evm.get_code(address) or b"").hex()

    def call(self, sender: str, to: str, data: bytes, value: int, gas: int) -> str:
        """What a call would return now, as 0x hex; nothing stays changed. Raises CallReverted."""
        before = self._evm.snapshot()
        try:
            return "0x" + bytes(self._evm.message_call(sender, to, data, value, gas)).hex()
        except RuntimeError as error:
            raise CallReverted(_output(error)) from error
        finally:
            self._evm.revert(before)

    def time_of(self, height: int) -> int:
        """A block's time. Skipped blocks lie in the future of the clock, as on a node that mines on demand."""
        return int(self._genesis + height * self.block_seconds)

    def hash_of(self, height: int) -> str:
        text = f"{self._genesis}:{height}:{','.join(self._blocks.get(height, []))}"
        return "0x" + keccak(text.encode()).hex()

    def hashes(self, height: int) -> list[str]:
        return self._blocks.get(height, [])

    def _enqueue(self, tx: DecodedTransaction, height: int) -> None:
        self.pool[tx.hash] = tx
        if height + 1 not in self._due:
            self._due.append(height + 1)

    def _include(self, height: int) -> None:
        """Everything that can run, dearest first, each sender in the order of nonces."""
        while True:
            ready = [tx for tx in self.pool.values() if tx.nonce == self.count(tx.sender)]
            if not ready:
                return
            self._run(max(ready, key=lambda tx: tx.price), height)

    def _run(self, tx: DecodedTransaction, height: int) -> None:
        del self.pool[tx.hash]
        output, before = "0x", self.balance(tx.sender)
        try:
            if tx.to is None:
                self._evm.deploy(tx.sender, tx.data, tx.value, tx.gas)
            else:
                output = "0x" + bytes(self._evm.message_call(tx.sender, tx.to, tx.data, tx.value, tx.gas)).hex()
        except RuntimeError as error:
            output = _output(error)
        result = self._evm.result
        if result is None:
            raise RuntimeError("the EVM ran without a result")
        moved = tx.value if result.is_success and tx.to != tx.sender else 0
        self._evm.set_balance(tx.sender, max(before - moved - result.gas_used * tx.price, 0))
        self._nonces[tx.sender] = tx.nonce + 1
        logs = tuple(_event(log) for log in result.logs) if result.is_success else ()
        hashes = self._blocks.setdefault(height, [])
        self.done[tx.hash] = Done(tx, height, len(hashes), result.is_success, result.gas_used, output, logs)
        hashes.append(tx.hash)

    def _replay(self) -> None:
        if not self.journal.exists():
            self.journal.parent.mkdir(parents=True, exist_ok=True)
            self._genesis = self.clock()
            self._write({"genesis": self._genesis})
            return
        for line in self.journal.read_text().splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # the last line of a process that was killed while it wrote
            self._genesis = entry.get("genesis", self._genesis)
            self._skipped += entry.get("skip", 0)
            if "raw" in entry:
                while self._due and self._due[0] <= entry["height"]:
                    self._include(self._due.pop(0))
                self._enqueue(wallet.decode(bytes.fromhex(entry["raw"])), entry["height"])

    def _write(self, entry: dict[str, object]) -> None:
        with self.journal.open("a") as file:
            file.write(json.dumps(entry) + "\n")


def _output(error: RuntimeError) -> str:
    found = _OUTPUT.search(str(error))
    return found.group(1) if found else "0x"


def _event(log: Any) -> Event:
    return Event(str(log.address), tuple(log.topics), "0x" + bytes(log.data[1]).hex())
