"""Keys written as one long token, also when a copy from a PDF put blanks or line breaks into it.

Groups of letters and digits parted by white space form a chain. Wherever the distance between the start of one group
and the end of another is the length of a known key, the letters between are tried, so a whole token is simply a
chain of one group. Lengths and checksums: BIP-38, BIP-32 and SLIP-132, WIF, SEP-23, XRPL base58.
"""

import re
from collections.abc import Callable, Iterator

from lightkeeper.core.secrets.context import Surroundings
from lightkeeper.core.secrets.ed25519 import is_pair, may_be_signature
from lightkeeper.core.secrets.encodings import RIPPLE, base58, base58check, strkey
from lightkeeper.core.secrets.hexes import hex_kind
from lightkeeper.core.secrets.kinds import SecretKind

Span = tuple[SecretKind, int, int]
_GROUP = re.compile(r"[0-9A-Za-z]+")
_MIXED = re.compile(r"[0-9][A-Za-z]|[A-Za-z][0-9]")
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_HEX_PREFIXED = re.compile(r"0[xX][0-9a-fA-F]{64}")
_EXTENDED = re.compile(r"[a-zA-Z]prv[1-9A-HJ-NP-Za-km-z]{96,112}")
_XRP_SEEDS = {(17, b"\x21"), (19, b"\x01\xe1\x4b")}  # secp256k1, Ed25519
_DIGITS = re.compile(r"[0-9].*[0-9].*[0-9].*[0-9]")  # 64 bytes have about 14 of them, words none
_TRIES = 1000  # for keys in pieces; whole ones are always tried
_PAIRS = 4  # public keys that may be computed for one text, half a millisecond each
_SHORTEST_GROUP = 4  # "be", "add" and "a" are words as well as hex digits


class _Budget:
    """What may still be spent on one text, and the last hex text: in a chain of many, the next one overlaps it."""

    hex_kind: SecretKind | None

    def __init__(self) -> None:
        self.tries, self.pairs = _TRIES, _PAIRS
        self.hex_end, self.hex_kind = 0, None


def find_keys(plain: str, lower: str, surroundings: Surroundings, *, expects_hash: bool) -> Iterator[Span]:
    """Spans of keys in a folded text; `plain` keeps the case, `surroundings` belongs to `lower`."""
    if not _MIXED.search(plain):
        return
    budget = _Budget()
    for chain in _chains(plain):
        for start, end, token in _tokens(chain, plain, budget):
            kind = _kind(token, lower, start, end, surroundings, budget, expects_hash)
            if kind is not None:
                yield kind, start, end


def _chains(plain: str) -> Iterator[list[tuple[int, int]]]:
    """Groups that only white space parts, together at least 25 characters long."""
    chain: list[tuple[int, int]] = []
    size = 0
    for found in _GROUP.finditer(plain):
        start, end = found.span()
        if chain and not (start - chain[-1][1] <= 3 and plain[chain[-1][1] : start].isspace()):
            if size >= 25:
                yield chain
            chain, size = [], 0
        chain.append((start, end))
        size += end - start
    if size >= 25:
        yield chain


def _tokens(chain: list[tuple[int, int]], plain: str, budget: _Budget) -> Iterator[tuple[int, int, str]]:
    """(start, end, letters) wherever groups of the chain add up to the length of a key."""
    offsets, ends, total = [], dict[int, int](), 0
    for place, (start, end) in enumerate(chain):
        offsets.append(total)
        total += end - start
        ends[total] = place
    for place, (start, end) in enumerate(chain):
        if 100 <= end - start <= 116 and end - start != 111:
            yield start, end, plain[start:end]
        for length in _LENGTHS.get(plain[start], _HEX_ONLY):
            last = ends.get(offsets[place] + length)
            if last is None or last < place:
                continue
            if last == place:
                yield start, end, plain[start:end]
            elif budget.tries and _plausible(chain[place : last + 1]):
                budget.tries -= 1
                yield start, chain[last][1], "".join(plain[s:e] for s, e in chain[place : last + 1])


def _plausible(groups: list[tuple[int, int]]) -> bool:
    """Whether pieces look like those of one key: of one or two sizes, or none of them as short as a short word."""
    sizes = {end - start for start, end in groups[:-1]}
    return min(sizes) >= _SHORTEST_GROUP or len(sizes) <= 2


def _kind(
    token: str,
    lower: str,
    start: int,
    end: int,
    surroundings: Surroundings,
    budget: _Budget,
    expects_hash: bool,
) -> SecretKind | None:
    if _HEX.fullmatch(token) or _HEX_PREFIXED.fullmatch(token):
        if start >= budget.hex_end or budget.hex_kind is None:
            budget.hex_kind = hex_kind(token[-64:], lower, start, end, surroundings, expects_hash=expects_hash)
        budget.hex_end = end
        return budget.hex_kind
    if len(token) in (86, 87, 88):
        return _solana(token, start, end, surroundings, budget)
    if _EXTENDED.fullmatch(token):
        # No checksum asked: nothing else begins like this, and a mistyped one is as dangerous.
        return SecretKind.EXTENDED_PRIVATE_KEY
    rule = _RULES.get(len(token))
    return rule(token) if rule else None


def _wif(token: str) -> SecretKind | None:
    """Any chain's wallet import format: a version byte, 32 bytes, perhaps 0x01 for a compressed public key."""
    payload = base58check(token)
    if payload is None:
        return None
    return SecretKind.WIF if len(payload) == 33 or (len(payload) == 34 and payload[-1] == 1) else None


def _bip38(token: str) -> SecretKind | None:
    payload = base58check(token) if token.startswith("6P") else None
    return SecretKind.BIP38 if payload and payload[:2] in (b"\x01\x42", b"\x01\x43") else None


def _extended(token: str) -> SecretKind | None:
    """78 bytes of BIP-32 whose key begins with 0x00, whatever the prefix."""
    payload = base58check(token)
    return SecretKind.EXTENDED_PRIVATE_KEY if payload and len(payload) == 78 and payload[45] == 0 else None


def _stellar(token: str) -> SecretKind | None:
    raw = strkey(token.upper()) if token[0] in "sS" else None
    return SecretKind.STELLAR_SEED if raw and raw[0] == 18 << 3 else None


def _xrp(token: str) -> SecretKind | None:
    payload = base58check(token, RIPPLE) if token[0] == "s" else None
    if payload is None:
        return None
    return SecretKind.XRP_SEED if (len(payload), payload[:-16]) in _XRP_SEEDS else None


def _solana(token: str, start: int, end: int, surroundings: Surroundings, budget: _Budget) -> SecretKind | None:
    """A key pair of 64 bytes, told from a signature of 64 bytes, which is how Solana names a transaction."""
    raw = base58(token) if _DIGITS.search(token) else None
    if raw is None or len(raw) != 64:
        return None
    if not may_be_signature(raw) or surroundings.speaks_of_keys(start, end):
        return SecretKind.SOLANA_KEY
    if surroundings.speaks_of_transfers(start, end) or budget.pairs == 0:
        return None
    budget.pairs -= 1
    return SecretKind.SOLANA_KEY if is_pair(raw) else None


_RULES: dict[int, Callable[[str], SecretKind | None]] = {
    28: _xrp,
    29: _xrp,
    31: _xrp,
    51: _wif,
    52: _wif,
    56: _stellar,
    58: _bip38,
    111: _extended,
}
_HEX_ONLY = (64,)
_SOLANA = (64, 86, 87, 88)
_BASE58_STARTS = {
    "5": (51,), "K": (52,), "L": (52,), "9": (51,), "c": (52,), "6": (51, 52, 58), "T": (52,), "Q": (52,),
    "7": (51, 52), "X": (52,), "p": (52,), "S": (56,), "s": (28, 29, 31, 56), "x": (111,), "y": (111,), "z": (111,),
    "t": (111,), "u": (111,), "v": (111,), "Y": (111,), "Z": (111,), "U": (111,), "V": (111,), "d": (111,),
    "0": (66,), "P": (52,), "a": (52,), "B": (52,),
}  # fmt: skip
_LENGTHS = {
    first: (*_BASE58_STARTS.get(first, ()), *_SOLANA)
    for first in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
}
