"""The word lists: 12 of BIP-39 and the one of SLIP-39, loaded on first use.

One table maps a folded word to a bit set of the lists that have it, so that a word costs one look-up however many
lists there are. Word numbers, needed for checksums only, come by list and on demand.
"""

from functools import cache
from importlib.resources import files

from lightkeeper.core.secrets.fold import fold_word

BIP39 = ("en", "es", "fr", "it", "cs", "pt", "ru", "tr", "ja", "ko", "zh-hans", "zh-hant")
SLIP39 = "slip39"
LISTS = (*BIP39, SLIP39)
BIT = {name: 1 << place for place, name in enumerate(LISTS)}
CHINESE = ("zh-hans", "zh-hant")
ABBREVIATED = ("en", "es", "fr", "it", "cs", "pt", "ru", "tr", SLIP39)
SHORT = 4
"""Wallets accept the first four letters of a word: in the alphabetic lists they are unique (but for a few)."""

_SHIFT = len(LISTS)


@cache
def words(name: str) -> tuple[str, ...]:
    """The folded words of a list in their order."""
    text = files("lightkeeper.core.secrets").joinpath("wordlists", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(map(fold_word, text.split()))


@cache
def numbers(name: str) -> dict[str, int]:
    """Word number by folded word, from 0."""
    return {word: number for number, word in enumerate(words(name))}


@cache
def short_numbers(name: str) -> dict[str, int]:
    """Word number by the first four letters where these are unique, and by whole words of up to four letters."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for number, word in enumerate(words(name)):
        head = word[:SHORT]
        if head in found:
            twice.add(head)
        found.setdefault(head, number)
    return {head: number for head, number in found.items() if head not in twice}


@cache
def membership() -> dict[str, int]:
    """Bit set by word: `BIT[name]` for a whole word, the same moved by `short_bit` for an abbreviation."""
    table: dict[str, int] = {}
    for name in LISTS:
        for word in words(name):
            table[word] = table.get(word, 0) | BIT[name]
    for name in ABBREVIATED:
        for head in short_numbers(name):
            table[head] = table.get(head, 0) | short_bit(name)
    return table


def short_bit(name: str) -> int:
    """The bit that says: the first four letters of a word of this list."""
    return BIT[name] << _SHIFT
