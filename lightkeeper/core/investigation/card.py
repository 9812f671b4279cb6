"""The evidence card: what was read about one transaction or address, drawable by any screen from its data alone.

JSON (`wire.to_json(card)`; a key that is marked `?` is absent when the fact is not known, lists are always there):

    {
      "kind": "transaction" | "address",
      "state": "unknown" | "pending" | "included" | "final" | "failed" | "replaced" | "unreadable" | "known",
      "chain": {"id": "ethereum", "name": "Ethereum"},
      "subject": "0x..",                          whole hash or address; shorten in the middle, copy whole
      "headline": {"key": "evidence.headline.included", "params": {"n": 3, "of": 20}},
      "source": {"name": "Node A", "label": "node-a.example"},      who was asked; label: a host, never an address
      "read_at": "2026-01-31T12:00:00Z",          UTC, ISO 8601
      "steps": [{"key": "evidence.step.confirmed", "state": "done" | "current" | "todo" | "failed",
                 "at"?: "2026-..Z", "n"?: 3, "of"?: 20}],           key is a text key; draw "n of N" when both there
      "amounts": [{"asset": "USDT", "amount"?: "12.5", "units"?: "12500000", "contract"?: "0x..", "listed"?: true,
                   "sender"?: "0x..", "recipient"?: "0x..",          amount: plain decimal; units: whole base units
                   "imitates"?: "USDT"}],                            an unlisted token that wears a listed ticker
      "sender"?: "0x..", "recipients": ["0x.."],
      "fee"?: {"asset": "ETH", "amount"?: "0.00042", "rate"?: "12", "rate_needed"?: "30", "rate_unit"?: "gwei"},
      "confirmations"?: {"n": 3, "of": 20},
      "block"?: {"height": 123, "hash"?: "0x..", "at"?: "2026-..Z"},
      "account"?: {"contract"?: false, "used"?: true},               kind "address" only
      "notable": [{"key": "evidence.notable.unlisted", "params": {..}, "level": "info" | "warning" | "danger"}],
      "replaced_by"?: "0x..", "explorer_url"?: "https://.."
    }

The badge of a state is the text `evidence.state.<state>` (`STATE_TEXT`). `asset` of an unlisted token is what its own
contract claims: text of a stranger, at most 32 characters, never to be drawn as markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an evidence card is about."""

    TRANSACTION = "transaction"
    ADDRESS = "address"


class State(StrEnum):
    """Where a transaction stands; an address is `KNOWN` or `UNREADABLE`.

    `UNKNOWN` means unknown to the node that was asked, never "dropped": another node may know it.
    """

    UNKNOWN = "unknown"
    PENDING = "pending"
    INCLUDED = "included"
    FINAL = "final"
    FAILED = "failed"
    REPLACED = "replaced"
    UNREADABLE = "unreadable"
    KNOWN = "known"


class StepState(StrEnum):
    """Where one step of the timeline stands."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"
    FAILED = "failed"


class Level(StrEnum):
    """How much a notable thing matters; `DANGER` is money at risk."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


STATE_TEXT: dict[State, str] = {
    State.UNKNOWN: "evidence.state.unknown",
    State.PENDING: "evidence.state.pending",
    State.INCLUDED: "evidence.state.included",
    State.FINAL: "evidence.state.final",
    State.FAILED: "evidence.state.failed",
    State.REPLACED: "evidence.state.replaced",
    State.UNREADABLE: "evidence.state.unreadable",
    State.KNOWN: "evidence.state.known",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the text catalogue: its key and the values of its placeholders."""

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something unusual, in one sentence."""

    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    level: Level = Level.INFO


@dataclass(frozen=True, slots=True)
class Chain:
    """A network: stable id ("ethereum") and its name for people ("Ethereum")."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who was asked. `label` is a host name: a node's full address often holds an access key."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the timeline; `key` is a text key."""

    key: str
    state: StepState
    at: datetime | None = None
    n: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What moved. `listed` is None for the chain's own coin; False marks a token that is not on the operator's list.

    `imitates` is the listed asset whose ticker an unlisted token shows.
    """

    asset: str
    amount: str | None = None
    units: str | None = None
    contract: str | None = None
    listed: bool | None = None
    sender: str | None = None
    recipient: str | None = None
    imitates: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """What was paid (`amount`), the rate offered, and the rate that the next block asks for, in `rate_unit`."""

    asset: str
    amount: str | None = None
    rate: str | None = None
    rate_needed: str | None = None
    rate_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmations:
    """`n` of the `of` blocks that the operator waits for; `n` counts the including block and may exceed `of`."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Block:
    """The including block."""

    height: int
    hash: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What a node says about an address."""

    contract: bool | None = None
    used: bool | None = None


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """All that a screen needs to draw; see the module's docstring for the JSON."""

    kind: Kind
    state: State
    chain: Chain
    subject: str
    headline: Text
    source: Source
    read_at: datetime
    steps: tuple[Step, ...] = ()
    amounts: tuple[Amount, ...] = ()
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    fee: Fee | None = None
    confirmations: Confirmations | None = None
    block: Block | None = None
    account: Account | None = None
    notable: tuple[Notice, ...] = ()
    replaced_by: str | None = None
    explorer_url: str | None = None
