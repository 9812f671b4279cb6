"""What a chain reader found, before it is explained. A fact that the node did not give is None, never guessed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lightkeeper.core.investigation.card import Account, Amount, Block, Chain, Confirmations, Fee, Source, State
from lightkeeper.core.investigation.evidence import RawAnswer


class Failure(StrEnum):
    """Why an included transaction did not do what it should."""

    REVERTED = "reverted"
    OUT_OF_GAS = "out_of_gas"
    OTHER = "other"


class Stuck(StrEnum):
    """Why a pending transaction is not being included."""

    LOW_FEE = "low_fee"
    NONCE_GAP = "nonce_gap"
    EARLIER_PENDING = "earlier_pending"


class Trouble(StrEnum):
    """Why nothing certain could be read."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    UNUSABLE = "unusable"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class TransferReading:
    """One transaction as one node tells it.

    `failure_detail` is text of a stranger (a revert reason), cut at 200 characters; `failure_today` says that the
    contract would give it now, while what it said then is not known. `waiting_behind` is how many
    earlier transactions of the sender are missing or pending. `block_seconds` is the chain's usual pace and serves for
    the expected wait. `finalised`: the node itself calls the block final.
    """

    chain: Chain
    hash: str
    state: State
    source: Source
    read_at: datetime
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    fee: Fee | None = None
    block: Block | None = None
    confirmations: Confirmations | None = None
    finalised: bool | None = None
    sequence: int | None = None
    failure: Failure | None = None
    failure_detail: str | None = None
    failure_today: bool = False
    stuck: Stuck | None = None
    waiting_behind: int | None = None
    replaced_by: str | None = None
    creates_contract: bool = False
    contract_call: bool = False
    testnet: bool = False
    block_seconds: float | None = None
    explorer_url: str | None = None
    raw: tuple[RawAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressReading:
    """One address as one node tells it; `amounts` are balances."""

    chain: Chain
    address: str
    source: Source
    read_at: datetime
    account: Account
    amounts: tuple[Amount, ...] = ()
    explorer_url: str | None = None
    raw: tuple[RawAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The newest block that a node knows."""

    chain: Chain
    height: int
    hash: str
    at: datetime
    source: Source
