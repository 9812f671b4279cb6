"""Facts in what a customer wrote: hashes, explorer links, addresses, amounts, assets, networks, memos, order numbers.

Runs on guarded text only: what may be a private key has been replaced before. Linear in the length of the text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from lightkeeper.core import facts_words as words
from lightkeeper.core.facts_amounts import amounts, named


class FactKind(StrEnum):
    """What was found."""

    HASH = "hash"
    LINK = "link"
    ADDRESS = "address"
    AMOUNT = "amount"
    ASSET = "asset"
    NETWORK = "network"
    MEMO = "memo"
    ORDER = "order"


class Flaw(StrEnum):
    """What is wrong with the way a hash or an address was written."""

    BLANK = "blank"
    INVISIBLE = "invisible"
    LENGTH = "length"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class Fact:
    """`text[start:end]` of what was written is `written`; `value` is its plain form.

    HASH: "0x" and 64 lower-case digits, or 64 digits when it was written bare. LINK: the address. ADDRESS: without
    blanks, its case kept (EIP-55 needs it). AMOUNT: a plain decimal, its asset in `asset`. ASSET: ticker. NETWORK: id.
    MEMO, ORDER: as written. `network` is what an explorer's link tells about the hash or address inside it.
    """

    kind: FactKind
    value: str
    start: int
    end: int
    written: str
    asset: str | None = None
    network: str | None = None
    flaws: tuple[Flaw, ...] = ()

    @property
    def evm_hash(self) -> str:
        """A hash as EVM nodes want it, also when it was written without 0x."""
        return "0x" + self.value[-64:]


_HEX: Final = re.compile(r"(?:(?<![0-9a-fA-F])0[xX]|(?<![0-9A-Za-z]))(?P<body>[0-9a-zA-Z]{6,})")
_JOINT: Final = re.compile(r"[ \t\u3000]{1,3}|[ \t]*\r?\n[ \t>]*")
_MORE: Final = re.compile(r"[0-9a-fA-F]+(?![0-9a-zA-Z])")
_ONLY_HEX: Final = re.compile(r"[0-9a-fA-F]+")
_LINK: Final = re.compile(
    r"(?:https?://)?(?<![a-zA-Z0-9.-])(?P<host>[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,3})/[!-;=?-~]*"
)
# The forms of other networks' addresses: Bitcoin's and Litecoin's bech32, base58 of Bitcoin and Tron. What they are
# worth, `chains.addresses` says.
_OTHER_ADDRESS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(?i:bc1|tb1|ltc1)[02-9ac-hj-np-zA-HJ-NP-Z]{8,87}|T[1-9A-HJ-NP-Za-km-z]{33}"
    r"|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?![0-9A-Za-z])"
)
_HASH_LENGTH: Final = 64
_ADDRESS_LENGTH: Final = 40
_MAX_PIECES: Final = 4
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Folded:
    """The text with full-width forms narrowed and invisible characters dropped, and where each character came from."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """See `Folded`. One character at a time, so that offsets stay exact."""
    if text.isascii():
        return Folded(text, tuple(range(len(text))))
    characters: list[str] = []
    origin: list[int] = []
    for at, each in enumerate(text):
        if unicodedata.category(each) == "Cf":
            continue
        narrow = each if each.isascii() else unicodedata.normalize("NFKC", each)
        characters += narrow
        origin += [at] * len(narrow)
    return Folded("".join(characters), tuple(origin))


def extract(
    text: str, *, hash_expected: bool = False, explorers: Mapping[str, str] = words.EXPLORERS
) -> tuple[Fact, ...]:
    """All facts in the order of the text, none overlapping but LINK with what stands inside it.

    `hash_expected`: the customer was just asked for a hash, so that 64 bare digits are one without further words.
    `explorers`: host to network id.
    """
    folded = fold(text)
    links = tuple(_links(folded, text, explorers))
    bare_allowed = hash_expected or _speaks_of_transfer(folded.text)
    found = [*links]
    taken = bytearray(len(text))
    for fact in (
        *_hexes(folded, text, links, bare_allowed=bare_allowed),
        *_others(folded, text),
        *_worded(folded, text),
    ):
        link = _inside(fact, links)
        if any(taken[fact.start : fact.end]) or (link is not None and fact.kind not in _IN_LINKS):
            continue
        taken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
        found.append(fact if link is None else replace(fact, network=link.network))
    return tuple(sorted(found, key=lambda each: (each.start, -each.end)))


_IN_LINKS: Final = frozenset({FactKind.HASH, FactKind.ADDRESS})


def _inside(fact: Fact, links: tuple[Fact, ...]) -> Fact | None:
    """The link that the fact stands in; links are in the order of the text."""
    at = bisect_right(links, fact.start, key=lambda link: link.start) - 1
    return links[at] if at >= 0 and fact.start < links[at].end else None


def _speaks_of_transfer(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in words.TRANSFER_WORDS)


def _links(folded: Folded, text: str, explorers: Mapping[str, str]) -> Iterator[Fact]:
    for match in _LINK.finditer(folded.text):
        network = explorers.get(match["host"].lower().removeprefix("www."))
        if network is not None:
            address = match[0].rstrip(".,;:!?)]}'*_")
            start, end = folded.span(match.start(), match.start() + len(address))
            yield Fact(FactKind.LINK, address, start, end, text[start:end], network=network)


def _hexes(folded: Folded, text: str, links: tuple[Fact, ...], *, bare_allowed: bool) -> Iterator[Fact]:
    """Hashes and addresses, also those that a line break or blank tore apart."""
    resume = 0
    for match in _HEX.finditer(folded.text):
        if match.start() < resume:
            continue
        body, end, pieces = _whole(folded.text, match)
        fact = _hex_fact(folded, text, match, body, end, torn=pieces > 1)
        if fact is None:
            continue
        if not fact.value.startswith("0x") and not bare_allowed and _inside(fact, links) is None:
            continue
        resume = end
        yield fact


def _whole(text: str, match: re.Match[str]) -> tuple[str, int, int]:
    """The digits, where they end, and of how many pieces they are. Pieces count only when they make a right length."""
    body, end = match["body"], match.end()
    if len(body) == _HASH_LENGTH or not _ONLY_HEX.fullmatch(body):
        return body, end, 1
    best = (body, end, 1)
    for pieces in range(2, _MAX_PIECES + 1):
        joint = _JOINT.match(text, end)
        more = _MORE.match(text, joint.end()) if joint else None
        if more is None or len(body) + len(more[0]) > _HASH_LENGTH:
            break
        body, end = body + more[0], more.end()
        if len(body) in (_HASH_LENGTH, _ADDRESS_LENGTH):
            best = (body, end, pieces)
    return best


def _hex_fact(folded: Folded, text: str, match: re.Match[str], body: str, end: int, *, torn: bool) -> Fact | None:
    prefixed = match[0][:2] in ("0x", "0X")
    start, stop = folded.span(match.start(), end)
    written = text[start:stop]
    flaws = [Flaw.BLANK] if torn else []
    if any(unicodedata.category(each) == "Cf" for each in written):
        flaws.append(Flaw.INVISIBLE)
    clean = _ONLY_HEX.fullmatch(body) is not None
    if clean and len(body) == _HASH_LENGTH:
        value = ("0x" if prefixed else "") + body.lower()
        return Fact(FactKind.HASH, value, start, stop, written, flaws=tuple(flaws))
    if not prefixed:
        return None
    kind = _nearest(len(body))
    if kind is None:
        return None
    if not clean:
        flaws.append(Flaw.CHARACTER)
    if len(body) not in (_HASH_LENGTH, _ADDRESS_LENGTH):
        flaws.append(Flaw.LENGTH)
    return Fact(kind, "0x" + body, start, stop, written, flaws=tuple(flaws))


def _nearest(length: int) -> FactKind | None:
    """What a text of nearly the right length was meant to be."""
    if abs(length - _ADDRESS_LENGTH) <= _NEAR:
        return FactKind.ADDRESS
    return FactKind.HASH if abs(length - _HASH_LENGTH) <= _NEAR else None


def _others(folded: Folded, text: str) -> Iterator[Fact]:
    for match in _OTHER_ADDRESS.finditer(folded.text):
        start, end = folded.span(*match.span())
        yield Fact(FactKind.ADDRESS, match[0], start, end, text[start:end])


def _worded(folded: Folded, text: str) -> Iterator[Fact]:
    for found in amounts(folded.text):
        start, end = folded.span(found.start, found.end)
        yield Fact(FactKind.AMOUNT, found.value, start, end, text[start:end], asset=found.asset)
    for kind, value, begin, finish in named(folded.text):
        start, end = folded.span(begin, finish)
        yield Fact(FactKind(kind), value, start, end, text[start:end])
