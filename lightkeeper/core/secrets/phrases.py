"""Recovery phrases written as words: spaced, numbered, listed, masked in places, misspelled, abbreviated, reversed.

One pass over the words of a text for each list that it has enough words of. Words of the list make a run; a strange or
masked word belongs to it where nearly all around are of the list. The checksum is asked only where a run alone proves
nothing, because a phrase with one wrong word must be caught as well.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lightkeeper.core.secrets.common_words import CHINESE_PAIRS, COUNTING, ENGLISH, KOREAN_DAY
from lightkeeper.core.secrets.context import Surroundings
from lightkeeper.core.secrets.encodings import bip39_valid, slip39_valid
from lightkeeper.core.secrets.fold import fold_word
from lightkeeper.core.secrets.kinds import SecretKind
from lightkeeper.core.secrets.lexicon import (
    ABBREVIATED,
    BIT,
    CHINESE,
    LISTS,
    SHORT,
    SLIP39,
    membership,
    numbers,
    short_bit,
    short_numbers,
)

LENGTHS = (12, 15, 18, 21, 24)
SHARE_LENGTHS = (20, 33)
Span = tuple[SecretKind, int, int]

_FEWEST = 6  # list words in a text below which nothing is looked at
_TOKEN = re.compile(
    r"(?P<blank><[^<>]{1,200}>|\\(?:u[0-9a-f]{4}|[nrt])|%[0-9a-f]{2}|&[a-z]{2,6};)"
    r"|(?P<word>[a-zа-я]+|[ぁ-ゖァ-ヺー\u3099\u309a]+|[\u1100-\u11ff]+|[㐀-鿿]+)"
    r"|(?P<mask>[*•●×█▓]{2,}|_{3,}|\?{2,})"
    r"|(?P<other>[^\W\d_a-zа-яぁ-ゖァ-ヺ\u1100-\u11ff㐀-鿿]+)"
)
_NUMBERED = re.compile(r"[\s#.:_-]{0,3}\d{1,2}(?!\d)")
_LETTERED = re.compile(r"[a-z][).:]")
_LABELS = frozenset(
    map(
        fold_word, ("word", "no", "nr", "palabra", "palavra", "parola", "mot", "slovo", "слово", "kelime", "第", "단어")
    )
)
_JOINING = frozenset({"and", "y", "e", "et", "и", "ve"})
_CROSSED_OUT = re.compile(r"x{2,}|х{2,}")
_EVERYDAY = ENGLISH | COUNTING
_CHECKS = 300
_NARROWED = 40  # words in a run beyond which all of it goes


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    lists: int
    masked: bool


class _Checks:
    """Checksums that may still be computed for this text; when spent, a doubtful run counts as a secret."""

    def __init__(self) -> None:
        self.left = _CHECKS

    def valid(self, name: str, indexes: list[int]) -> bool:
        self.left -= 1
        if self.left < 0:
            return True
        return slip39_valid(indexes) if name == SLIP39 else bip39_valid(indexes)


def find_phrases(lower: str, surroundings: Surroundings) -> Iterator[Span]:
    """Spans of recovery phrases and SLIP-39 shares in a folded text, in no order, possibly overlapping."""
    words = list(_words(lower))
    if len(words) < _FEWEST:
        return
    checks = _Checks()
    for name in LISTS:
        bit = BIT[name]
        if sum(1 for word in words if word.lists & bit) >= _FEWEST:
            for run, wide in _runs(words, name):
                if _is_phrase(run, name, surroundings, checks):
                    yield _span(_bounded(run, wide, name), name)
    for name in ABBREVIATED:
        bit = short_bit(name)
        if sum(1 for word in words if word.lists & bit) >= _FEWEST:
            for run in _short_runs(words, name):
                if _is_short_phrase(run, name, checks):
                    yield _span(run, name)


def _span(run: list[_Word], name: str) -> Span:
    return SecretKind.SLIP39 if name == SLIP39 else SecretKind.RECOVERY_PHRASE, run[0].start, run[-1].end


def _words(lower: str) -> Iterator[_Word]:
    lists = membership()
    for found in _TOKEN.finditer(lower):
        kind, text = found.lastgroup, found[0]
        if kind == "blank" or text in _JOINING:
            continue
        if len(text) == 1 and _LETTERED.match(lower, found.start()):
            continue
        if text in _LABELS and _NUMBERED.match(lower, found.end()):
            continue
        masked = kind == "mask" or _CROSSED_OUT.fullmatch(text) is not None
        yield _Word(text, found.start(), found.end(), 0 if masked else lists.get(text, 0), masked)


def _runs(words: list[_Word], name: str) -> Iterator[tuple[list[_Word], list[_Word]]]:
    """Runs of list words, with the strange ones among them where ten words of twelve are of the list or masked.

    Each comes from its first sure word to its last, and once more with the strange ones around it that may be its own.
    """
    bit = BIT[name]
    sure = [bool(word.lists & bit) or word.masked for word in words]
    among = _among(sure)
    start = 0
    for place in range(len(words) + 1):
        if place < len(words) and (words[place].lists & bit or among[place]):
            continue
        if place - start >= _FEWEST - 1 and any(sure[start:place]):
            low = next(at for at in range(start, place) if sure[at])
            high = next(at for at in range(place, start, -1) if sure[at - 1])
            missing = _missing(high - low, name)
            yield words[low:high], words[max(start, low - missing) : min(place, high + missing)]
        start = place + 1


def _among(sure: list[bool]) -> list[bool]:
    """Which words lie in a stretch of twelve with at least ten sure ones."""
    among = [False] * len(sure)
    count = sum(sure[:12])
    marked = 0
    for start in range(len(sure) - 11):
        if count >= 10:
            for place in range(max(start, marked), start + 12):
                among[place] = True
            marked = start + 12
        if start + 12 < len(sure):
            count += sure[start + 12] - sure[start]
    return among


def _missing(count: int, name: str) -> int:
    """How many words, one or two, a whole phrase has more than `count`; 0 when it would be more."""
    whole = SHARE_LENGTHS if name == SLIP39 else LENGTHS
    return next((length - count for length in whole if 0 <= length - count <= 2), 0)


def _is_phrase(run: list[_Word], name: str, surroundings: Surroundings, checks: _Checks) -> bool:
    bit = BIT[name]
    hits = [word for word in run if word.lists & bit]
    rare = [word.text for word in hits if word.text not in _EVERYDAY and not word.text.endswith(KOREAN_DAY)]
    telling = len(set(rare))
    if name in CHINESE and _reads_as_chinese(hits):
        rare, telling = [], 0
    loose = len(run) - len(hits)
    if name == SLIP39:
        if len(run) >= 18 and telling >= 5 and loose <= len(run) // 3:
            return True
    elif loose <= len(run) // 3 and telling >= 4 and len(run) >= 11:
        return True
    if (
        loose <= 1
        and telling >= 5
        and len(run) >= _FEWEST
        and surroundings.speaks_of_phrases(run[0].start, run[-1].end)
    ):
        return True
    return len(rare) > 2 and loose < len(run) - 11 and _has_valid_window(run, name, numbers(name), checks)


def _bounded(run: list[_Word], wide: list[_Word], name: str) -> list[_Word]:
    """What of a run goes: without the everyday words around its windows of a valid checksum ("Hello" ahead of a phrase
    stays), and with the strange words at its ends when there is no such window (one of them may be misspelled).

    Any other word goes too: one window in sixteen is valid by chance, and must not leave half a phrase behind.
    """
    windows = _windows(run, name)
    if not windows:
        return wide
    first, last = min(window[0] for window in windows), max(window[1] for window in windows)
    around = {word.text for word in (*run[:first], *run[last:]) if word.lists & BIT[name]}
    return run[first:last] if around <= _EVERYDAY else run


def _windows(run: list[_Word], name: str) -> list[tuple[int, int]]:
    """Where in a run of moderate length phrases of a valid checksum begin and end."""
    if name == SLIP39 or len(run) > _NARROWED:
        return []
    indexes = _indexes(run, numbers(name))
    return [
        (start, start + length)
        for length in LENGTHS
        for start in range(len(run) - length + 1)
        if -1 not in indexes[start : start + length] and bip39_valid(indexes[start : start + length])
    ]


def _indexes(run: list[_Word], known: dict[str, int]) -> list[int]:
    return [known.get(word.text, -1) for word in run]


def _reads_as_chinese(hits: list[_Word]) -> bool:
    text = "".join(word.text for word in hits)
    return sum(text[place : place + 2] in CHINESE_PAIRS for place in range(len(text) - 1)) > len(text) // 8


def _has_valid_window(run: list[_Word], name: str, known: dict[str, int], checks: _Checks) -> bool:
    indexes = _indexes(run, known)
    for length in SHARE_LENGTHS if name == SLIP39 else LENGTHS:
        for start in range(len(indexes) - length + 1):
            window = indexes[start : start + length]
            if -1 not in window and checks.valid(name, window):
                return True
    return False


def _short_runs(words: list[_Word], name: str) -> Iterator[list[_Word]]:
    bit, run = short_bit(name), list[_Word]()
    for word in words:
        if word.lists & bit and len(word.text) <= SHORT:
            run.append(word)
        else:
            if len(run) >= 11:
                yield run
            run = []
    if len(run) >= 11:
        yield run


def _is_short_phrase(run: list[_Word], name: str, checks: _Checks) -> bool:
    cut = {word.text for word in run if not word.lists & BIT[name]} - _EVERYDAY
    telling = {word.text for word in run} - _EVERYDAY
    if len(cut) >= 4 and len(telling) >= 6:
        return True
    return bool(cut) and _has_valid_window(run, name, short_numbers(name), checks)
