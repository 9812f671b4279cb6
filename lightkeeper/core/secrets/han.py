"""Chinese recovery phrases written without anything between their characters.

The list is the 2,048 most frequent characters in order of frequency, so prose is full of runs of it. What tells a
phrase from prose: its characters are frequent and rare ones alike (prose: mostly frequent), it holds none of the
pairs that prose is made of, its length is that of a phrase, and its checksum fits.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lightkeeper.core.secrets.common_words import CHINESE_PAIRS
from lightkeeper.core.secrets.context import Surroundings
from lightkeeper.core.secrets.encodings import bip39_valid
from lightkeeper.core.secrets.kinds import SecretKind
from lightkeeper.core.secrets.lexicon import CHINESE, numbers

_LENGTHS = (12, 15, 18, 21, 24)
_HAN = re.compile(r"[㐀-鿿]+")
_GAP = re.compile(r"[\W\d_]{1,6}")
_CHECKS = 400
_BESIDE, _ALONE, _WITHIN = -6.0, -2.0, 4.0  # evidence asked for, in nats; see `_weights`
Span = tuple[SecretKind, int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters that are read as one line, and where each stands in the text."""

    characters: str
    places: list[int]


@cache
def _weights() -> list[float]:
    """Evidence of one character by its rank: log(chance in a phrase / chance in prose), prose after Zipf's law."""
    total = sum(1 / (rank + 20) for rank in range(2048))
    return [math.log((rank + 20) * total / 2048) for rank in range(2048)]


def find_han_phrases(lower: str, surroundings: Surroundings) -> Iterator[Span]:
    """Spans of Chinese recovery phrases without separators, or in groups of one size, in a folded text."""
    groups = [(found.start(), found.end()) for found in _HAN.finditer(lower)]
    checks = [_CHECKS]
    for line in _lines(lower, groups):
        for name in CHINESE:
            for low, high in _stretches(line.characters, numbers(name)):
                beside = surroundings.speaks_of_phrases(line.places[low], line.places[high - 1] + 1)
                for start, end in _in_stretch(line.characters, low, high, name, beside, checks):
                    yield SecretKind.RECOVERY_PHRASE, line.places[start], line.places[end - 1] + 1


def _lines(lower: str, groups: list[tuple[int, int]]) -> Iterator[_Line]:
    """Each group of 12 or more characters, and groups of one size (two to eleven) with little between them."""
    chain: list[tuple[int, int]] = []
    for start, end in groups:
        size = end - start
        if chain and (chain[0][1] - chain[0][0] != size or not _GAP.fullmatch(lower, chain[-1][1], start)):
            yield from _chained(lower, chain)
            chain = []
        if size >= 12:
            yield _Line(lower[start:end], list(range(start, end)))
        elif size >= 2:
            chain.append((start, end))
    yield from _chained(lower, chain)


def _chained(lower: str, chain: list[tuple[int, int]]) -> Iterator[_Line]:
    if chain and sum(end - start for start, end in chain) >= 12:
        places = [place for start, end in chain for place in range(start, end)]
        yield _Line("".join(lower[place] for place in places), places)


def _stretches(characters: str, known: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Stretches of 12 or more characters of the list that hold no pair of prose."""
    start = 0
    for place, character in enumerate(characters):
        if character not in known:
            if place - start >= 12:
                yield start, place
            start = place + 1
        elif characters[place - 1 : place + 1] in CHINESE_PAIRS and place > start:
            if place - start >= 12:
                yield start, place
            start = place
    if len(characters) - start >= 12:
        yield start, len(characters)


def _in_stretch(
    characters: str, start: int, end: int, name: str, beside: bool, checks: list[int]
) -> Iterator[tuple[int, int]]:
    known, weights = numbers(name), _weights()
    indexes = [known[character] for character in characters[start:end]]
    sums = [0.0]
    for index in indexes:
        sums.append(sums[-1] + weights[index])
    for first in range(len(indexes) - 11):
        if sums[first + 12] - sums[first] < 2 * _BESIDE:
            continue
        for length in _LENGTHS:
            last = first + length
            if last > len(indexes):
                break
            alone = length == len(characters)
            asked = _BESIDE if beside else _ALONE if alone else _WITHIN
            if sums[last] - sums[first] < asked or _repeats(indexes[first:last]):
                continue
            checks[0] -= 1
            if checks[0] < 0 or bip39_valid(indexes[first:last]):
                # Beside words like "my phrase is", all that follows goes: a shorter window may fit by chance.
                yield start + first, end if beside or checks[0] < 0 else start + last
                if beside or checks[0] < 0:
                    return


def _repeats(indexes: list[int]) -> bool:
    """Whether one character stands there three times: in a phrase once in thousands of times, in lists always."""
    return len(set(indexes)) < len(indexes) - 1 and max(Counter(indexes).values()) > 2
