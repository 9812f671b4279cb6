"""A transcript: JSON Lines of canonical bytes that anyone can verify offline.

    {"format": "lightkeeper transcript", "v": 1, "reference", "brand", "audience", "exported_at", "events"}
    {"seq", "v", "kind", "actor", "at", "audience", "payload", "salt", "commitment", "chain_hash"}   an event shown
    {"seq", "commitment", "chain_hash"}                                 hidden from this audience, or redacted
    {"lines": [sha256 of each line above], "key", "signature"}                          Ed25519 over `lines` and `key`

The signature is over the list of the lines' hashes, so that the list can be trusted before the lines are compared with
it: a changed, removed or added byte is not only noticed, its line is named. `key` tells which of the published keys to
take. A key inside the file proves nothing: the verifier brings the installation's.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from lightkeeper.core import ledger
from lightkeeper.core.audience import Audience, visible_audiences
from lightkeeper.core.canonical import canonical, timestamp
from lightkeeper.core.events import Json

FORMAT = "lightkeeper transcript"
Sign = Callable[[bytes], bytes]
"""Bytes -> signature of 64 bytes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with which line (counted from 1), and with which event if it is one.

    `code`: changed, removed (the line before which something is missing), added, signature, format, gap, link,
    commitment.
    """

    line: int
    seq: int | None
    code: str


def export(
    *,
    reference: str,
    brand: str,
    entries: Sequence[ledger.Entry],
    audience: Audience,
    at: datetime,
    key: str,
    sign: Sign,
) -> bytes:
    """The file, signed by the key with id `key`. What `audience` must not see appears as its commitment alone."""
    shown = visible_audiences(audience)
    header = {
        "format": FORMAT,
        "v": 1,
        "reference": reference,
        "brand": brand,
        "audience": audience.value,
        "exported_at": timestamp(at),
        "events": len(entries),
    }
    lines = [canonical(header), *(canonical(_line(entry, shown=entry.audience in shown)) for entry in entries)]
    body = b"".join(line + b"\n" for line in lines)
    hashes = [sha256(line).hexdigest() for line in lines]
    signature = sign(_signed(hashes, key))
    return body + canonical({"lines": hashes, "key": key, "signature": signature.hex()}) + b"\n"


def verify(data: bytes, check: Callable[[bytes, bytes], bool]) -> tuple[Problem, ...]:
    """Everything that is wrong with a transcript; empty = it is what the installation signed.

    `check(signed, signature)` tells whether the published key made the signature (64 bytes).
    """
    *lines, last = data.split(b"\n")[:-1] if data.endswith(b"\n") else [*data.split(b"\n")]
    manifest = _manifest(last)
    if manifest is None or not data.endswith(b"\n"):
        return (Problem(len(lines) + 1, None, "signature" if manifest is None else "format"),)
    if not check(_signed(manifest.lines, manifest.key), manifest.signature):
        return (Problem(len(lines) + 1, None, "signature"),)
    return tuple(_moved(lines, manifest.lines)) or tuple(_chain(lines))


def _line(entry: ledger.Entry, *, shown: bool) -> Json:
    ends = {"seq": entry.seq, "commitment": entry.commitment.hex(), "chain_hash": entry.chain_hash.hex()}
    if not shown or entry.payload is None or entry.salt is None:
        return ends
    return {
        **ends,
        "v": entry.v,
        "kind": entry.kind,
        "actor": entry.actor,
        "at": timestamp(entry.at),
        "audience": entry.audience.value,
        "payload": entry.payload,
        "salt": entry.salt.hex(),
    }


@dataclass(frozen=True, slots=True)
class _Manifest:
    lines: tuple[str, ...]
    key: str
    signature: bytes


def _signed(hashes: Sequence[str], key: str) -> bytes:
    return b"lightkeeper transcript v1\0" + canonical({"lines": list(hashes), "key": key})


def _manifest(line: bytes) -> _Manifest | None:
    try:
        parsed = json.loads(line)
        lines = [str(each) for each in parsed["lines"]]
        key, signature = str(parsed["key"]), bytes.fromhex(parsed["signature"])
        same = canonical({"lines": lines, "key": key, "signature": signature.hex()}) == line
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return _Manifest(tuple(lines), key, signature) if same else None


def _moved(lines: Sequence[bytes], hashes: Sequence[str]) -> Iterable[Problem]:
    """Where the lines differ from the signed list of their hashes."""
    actual = [sha256(line).hexdigest() for line in lines]
    for change, i1, i2, j1, j2 in SequenceMatcher(None, hashes, actual, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for offset in range(both):
            # the signed place tells the seq; earlier lines may be missing. The first line is no event
            yield Problem(j1 + offset + 1, i1 + offset or None, "changed")
        for place in range(j1 + both, j2):
            yield Problem(place + 1, _seq(lines[place]), "added")
        for seq in range(i1 + both, i2):
            yield Problem(j2 + 1, seq or None, "removed")


def _seq(line: bytes) -> int | None:
    try:
        seq = json.loads(line).get("seq")
    except (ValueError, AttributeError, RecursionError):
        return None
    return seq if isinstance(seq, int) else None


def _chain(lines: Sequence[bytes]) -> Iterable[Problem]:
    """Whether what was signed also holds together: the installation itself could have signed nonsense."""
    reference = json.loads(lines[0])["reference"]
    head = ledger.EMPTY
    for number, raw in enumerate(lines[1:], start=2):
        row: dict[str, Any] = json.loads(raw)
        commitment, chain_hash = bytes.fromhex(row["commitment"]), bytes.fromhex(row["chain_hash"])
        if row["seq"] != head.seq + 1:
            yield Problem(number, row["seq"], "gap")
        elif ledger.link(head.chain_hash, reference, row["seq"], commitment) != chain_hash:
            yield Problem(number, row["seq"], "link")
        if "payload" in row and not ledger.committed(_entry(row, commitment, chain_hash)):
            yield Problem(number, row["seq"], "commitment")
        head = ledger.Head(row["seq"], chain_hash)


def _entry(row: dict[str, Any], commitment: bytes, chain_hash: bytes) -> ledger.Entry:
    return ledger.Entry(
        seq=row["seq"],
        v=row["v"],
        kind=row["kind"],
        actor=row["actor"],
        audience=Audience(row["audience"]),
        at=datetime.fromisoformat(row["at"]),
        payload=row["payload"],
        salt=bytes.fromhex(row["salt"]),
        commitment=commitment,
        chain_hash=chain_hash,
    )
