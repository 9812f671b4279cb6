"""Held to the evidence: every figure, hash and address in an answer must stand in what the answer is made from."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

# A run of letters and digits that holds a digit is a figure, a hash, an address or a code. Marks inside a number group
# its digits or begin its decimals; a mark at its end belongs to the sentence.
_FIGURE: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]*\d)[0-9A-Za-z]+(?:[.,']\d[0-9A-Za-z]*)*")
_NUMBER: Final = re.compile(r"\d[\d.,']*")
_GROUPING: Final = re.compile(r"[,'](?=\d{3}(?!\d))")
_BLANKS: Final = str.maketrans({"\u00a0": "'", "\u202f": "'"})
"""Narrow and unbreakable blanks group digits in many languages; NFKC would make plain ones of them."""


def figures(text: str) -> frozenset[str]:
    """The figures of a text in one spelling: width and case folded, digits ungrouped, decimals without idle zeros."""
    return frozenset(_plain(each) for each in _FIGURE.findall(unicodedata.normalize("NFKC", text.translate(_BLANKS))))


def unsupported(answer: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The figures of `answer` that none of `sources` has, in alphabetical order. Empty = held to the evidence."""
    known: set[str] = set()
    for each in sources:
        known |= figures(each)
    return tuple(sorted(figures(answer) - known))


def _plain(figure: str) -> str:
    if not _NUMBER.fullmatch(figure):
        return figure.lower()
    number = _GROUPING.sub("", figure)
    whole, mark, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}{mark}{decimals}" if decimals else whole
