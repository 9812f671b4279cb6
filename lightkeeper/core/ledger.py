"""The ledger of a conversation: a hash chain over salted commitments.

`commitment = sha256(salt, canonical(v, kind, actor, at, audience, payload))` hides what it commits to; what an export
must not show appears as `(seq, commitment)` alone. `chain_hash = sha256(previous, reference, seq, commitment)`, so a
redaction, which destroys payload and salt, leaves the chain verifiable.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import canonical, milliseconds, timestamp
from lightkeeper.core.events import VERSION, Json, Payload, plain

GENESIS = bytes(32)
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: its last `seq` (0 when empty) and chain hash (32 bytes)."""

    seq: int
    chain_hash: bytes


EMPTY = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it stands in the ledger. `payload` and `salt` are None once redacted."""

    seq: int
    v: int
    kind: str
    actor: str
    audience: Audience
    at: datetime
    payload: Json | None
    salt: bytes | None
    commitment: bytes
    chain_hash: bytes

    @property
    def redacted(self) -> bool:
        return self.payload is None


def commit(salt: bytes, *, v: int, kind: str, actor: str, at: datetime, audience: Audience, payload: Json) -> bytes:
    """The 32-byte commitment to one event's content."""
    content = canonical([v, kind, actor, timestamp(at), audience.value, payload])
    return sha256(b"lightkeeper event\0" + salt + content).digest()


def link(previous: bytes, reference: str, seq: int, commitment: bytes) -> bytes:
    """The 32-byte chain hash of event `seq` in the conversation named by its public reference."""
    return sha256(b"lightkeeper chain\0" + previous + canonical([reference, seq]) + commitment).digest()


def append(
    head: Head, reference: str, payload: Payload, *, actor: str, audience: Audience, at: datetime, salt: bytes
) -> Entry:
    """The entry that follows `head`. `salt` must be 16 fresh random bytes."""
    at = milliseconds(at)
    content = plain(payload)
    seq = head.seq + 1
    commitment = commit(salt, v=VERSION, kind=payload.kind, actor=actor, at=at, audience=audience, payload=content)
    chain_hash = link(head.chain_hash, reference, seq, commitment)
    return Entry(seq, VERSION, payload.kind, actor, audience, at, content, salt, commitment, chain_hash)


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: `code` is gap, link or commitment."""

    seq: int
    code: str


def verify(reference: str, entries: Iterable[Entry], head: Head = EMPTY) -> tuple[Break, ...]:
    """Every place where `entries`, in order of seq after `head`, do not hold together. Empty = intact."""
    breaks: list[Break] = []
    for entry in entries:
        if entry.seq != head.seq + 1:
            breaks.append(Break(entry.seq, "gap"))
        elif link(head.chain_hash, reference, entry.seq, entry.commitment) != entry.chain_hash:
            breaks.append(Break(entry.seq, "link"))
        if not committed(entry):
            breaks.append(Break(entry.seq, "commitment"))
        head = Head(entry.seq, entry.chain_hash)
    return tuple(breaks)


def committed(entry: Entry) -> bool:
    """Whether the entry's content is what was committed to. A redacted entry has nothing left to check."""
    if entry.payload is None or entry.salt is None:
        return entry.payload is None and entry.salt is None
    expected = commit(
        entry.salt,
        v=entry.v,
        kind=entry.kind,
        actor=entry.actor,
        at=entry.at,
        audience=entry.audience,
        payload=entry.payload,
    )
    return expected == entry.commitment


def signed_root(day: date, root: bytes) -> bytes:
    """What the signature of a day's root is made over."""
    return b"lightkeeper root\0" + day.isoformat().encode() + root


def day_root(previous: bytes, heads: Iterable[tuple[str, Head]]) -> bytes:
    """The root of one day: over `previous` and the heads of the chains changed that day, in order of reference."""
    digest = sha256(b"lightkeeper day\0" + previous)
    for reference, head in sorted(heads, key=lambda pair: pair[0]):
        digest.update(canonical([reference, head.seq]) + head.chain_hash)
    return digest.digest()
