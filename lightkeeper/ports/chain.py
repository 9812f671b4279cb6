"""Reading a chain: the protocol, its errors, and a reader in memory that can be told to misbehave."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Protocol

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.investigation.card import Account, Chain, Source, State
from lightkeeper.core.investigation.evidence import RawAnswer
from lightkeeper.core.investigation.reading import AddressReading, Head, TransferReading, Trouble


class ChainError(LightkeeperError):
    """A chain could not be read; `raw` holds what came before it went wrong."""

    code: ClassVar[str] = "chain_unreadable"
    status: ClassVar[int] = 502
    trouble: Trouble = Trouble.UNUSABLE

    def __init__(self, *, raw: tuple[RawAnswer, ...] = (), **fields: str | int) -> None:
        super().__init__(**fields)
        self.raw = raw


class NodeUnreachable(ChainError):
    """No connection, a refused address, or an answer outside 2xx."""

    code = "node_unreachable"
    trouble = Trouble.UNREACHABLE


class NodeTimedOut(NodeUnreachable):
    """Connected, but no whole answer within the limit."""

    code = "node_timed_out"
    status = 504
    trouble = Trouble.TIMED_OUT


class NodeAnswerUnusable(ChainError):
    """An answer that is not JSON, too long, cut off, for another question, or without what it must hold."""

    code = "node_answer_unusable"
    trouble = Trouble.UNUSABLE


class NodeInconsistent(NodeAnswerUnusable):
    """Answers that contradict each other or themselves, such as a block above the node's own head."""

    code = "node_inconsistent"
    trouble = Trouble.INCONSISTENT


class ChainReader(Protocol):
    """One chain through one node. Each method raises `ChainError` and nothing else; none of them waits for ever."""

    @property
    def chain(self) -> Chain: ...

    @property
    def source(self) -> Source: ...

    def transaction(self, tx_hash: str, *, earlier: TransferReading | None = None) -> TransferReading:
        """The transaction as this node tells it. With an `earlier` reading of the same hash, replacement is noticed."""
        ...

    def address(self, address: str) -> AddressReading: ...

    def head(self) -> Head: ...

    def explorer_url(self, tx_hash: str) -> str | None: ...


@dataclass
class InMemoryChain:
    """A reader of what it was given. `fail` makes each read raise, `delay` makes it run into its time limit,
    `disagree` lets it tell another story about a hash; `behave` ends all three."""

    chain: Chain
    now: datetime
    source: Source = field(default_factory=lambda: Source("memory", "memory"))
    limit_seconds: float = 5.0
    _transfers: dict[str, TransferReading] = field(default_factory=dict)
    _addresses: dict[str, AddressReading] = field(default_factory=dict)
    _lies: dict[str, TransferReading] = field(default_factory=dict)
    _replaced: dict[str, str] = field(default_factory=dict)
    _error: ChainError | None = None
    _delay: float = 0.0
    _height: int = 1
    asked: list[str] = field(default_factory=list)

    def put(self, reading: TransferReading) -> None:
        """From now on this is what the chain says about `reading.hash`."""
        self._transfers[reading.hash.lower()] = reading

    def replace(self, old: str, new: TransferReading) -> None:
        """`old` leaves the pool for `new`: unknown from now on, but replaced for who saw it earlier."""
        self._transfers.pop(old.lower(), None)
        self._replaced[old.lower()] = new.hash
        self.put(new)

    def put_address(self, reading: AddressReading) -> None:
        self._addresses[reading.address.lower()] = reading

    def mine(self, blocks: int = 1) -> None:
        self._height += blocks

    def fail(self, error: ChainError) -> None:
        self._error = error

    def delay(self, seconds: float) -> None:
        """Nobody waits: a delay over the limit is the time-out that it would become."""
        self._delay = seconds

    def disagree(self, changes: Mapping[str, TransferReading]) -> None:
        self._lies = {tx_hash.lower(): reading for tx_hash, reading in changes.items()}

    def behave(self) -> None:
        self._error, self._delay, self._lies = None, 0.0, {}

    def transaction(self, tx_hash: str, *, earlier: TransferReading | None = None) -> TransferReading:
        self._ask(tx_hash)
        key = tx_hash.lower()
        found = self._lies.get(key) or self._transfers.get(key)
        if found is not None:
            return replace(found, read_at=self.now, source=self.source)
        by = self._replaced.get(key)
        if by is not None and earlier is not None:
            return replace(
                earlier, state=State.REPLACED, replaced_by=by, stuck=None, read_at=self.now, source=self.source
            )
        return TransferReading(self.chain, tx_hash, State.UNKNOWN, self.source, self.now)

    def address(self, address: str) -> AddressReading:
        self._ask(address)
        found = self._addresses.get(address.lower())
        if found is not None:
            return replace(found, read_at=self.now, source=self.source)
        return AddressReading(self.chain, address, self.source, self.now, Account())

    def head(self) -> Head:
        self._ask("head")
        return Head(self.chain, self._height, f"0x{self._height:064x}", self.now, self.source)

    def explorer_url(self, tx_hash: str) -> str | None:
        found = self._transfers.get(tx_hash.lower())
        return found.explorer_url if found is not None else None

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self._error is not None:
            raise self._error
        if self._delay > self.limit_seconds:
            raise NodeTimedOut(source=self.source.name)
