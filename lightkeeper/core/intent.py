"""What a message asks for, by phrases: a person, money that did not arrive, a hacked account, a fraud.

First form, made to be sure rather than complete; a classifier takes what it leaves.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from lightkeeper.core.intent_phrases import NOT_PERSON, PERSON, TOPICS, Topic

_SENTENCE: Final = re.compile(r"[.!?;。！？；\n]+|,\s+but\s|，但是?|、でも")
_NOISE: Final = re.compile(r"[^\w]+")
# Letters without a decomposition that people also write plainly.
_PLAIN: Final = str.maketrans({"ı": "i", "đ": "d", "ł": "l", "ø": "o", "ß": "ss", "ё": "е"})
_LIMIT: Final = 4_000


def wants_person(text: str) -> bool:
    """Whether a person is asked for, in any of the supported languages.

    "I talked to a person yesterday", "I don't want an agent" and "a fake agent called me" are not such a request.
    """
    asks, denies = _person_pattern(), _denial_pattern()
    return any(asks.search(each) and not denies.search(each) for each in _sentences(text))


def topics(text: str) -> frozenset[Topic]:
    """The topics whose phrases occur."""
    plain = _folded(text[:_LIMIT])
    return frozenset(topic for topic in TOPICS if _topic_pattern(topic).search(plain))


def deposit_missing(text: str) -> bool:
    """Whether a deposit is said not to have arrived."""
    return Topic.DEPOSIT_MISSING in topics(text)


def withdrawal_stuck(text: str) -> bool:
    """Whether a withdrawal is said to be stuck or not to have arrived."""
    return Topic.WITHDRAWAL_MISSING in topics(text)


def _sentences(text: str) -> list[str]:
    return [_folded(each) for each in _SENTENCE.split(text[:_LIMIT])]


def _folded(text: str) -> str:
    """Small, full-width narrowed, accents off, anything but letters and digits one blank; a blank at both ends."""
    narrow = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN)
    if not narrow.isascii():
        apart = unicodedata.normalize("NFD", narrow)
        bare = "".join(each for each in apart if not (unicodedata.combining(each) and not _voiced(each)))
        narrow = unicodedata.normalize("NFC", bare)
    return f" {_NOISE.sub(' ', narrow).replace('_', ' ').strip()} "


def _voiced(mark: str) -> bool:
    """The Japanese sound marks make another letter, they are no accent."""
    return mark in "\u3099\u309a"


@cache
def _topic_pattern(topic: Topic) -> re.Pattern[str]:
    return _compiled(TOPICS[topic])


@cache
def _person_pattern() -> re.Pattern[str]:
    return _compiled(phrase for phrases in PERSON.values() for phrase in phrases)


@cache
def _denial_pattern() -> re.Pattern[str]:
    return _compiled(phrase for phrases in NOT_PERSON.values() for phrase in phrases)


def _compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_one(phrase) for phrase in sorted(set(phrases))))


def _one(phrase: str) -> str:
    """A phrase as a pattern over folded text; scripts without blanks may begin and end anywhere."""
    return r"(?: \w+){0,3} ".join(_part(each) for each in phrase.split(" .. ")) if " .. " in phrase else _part(phrase)


def _part(part: str) -> str:
    if _spaceless(part):
        pieces = [re.escape(_folded(each).strip()).replace(r"\ ", " ?") for each in part.split("..")]
        return r"[\w ]{0,8}".join(pieces)
    stem = part.endswith("*")
    tail = r"\w*" if stem else r"\b"
    folded = re.escape(_folded(part.removesuffix("*")).strip()).replace(r"\ ", " ")
    return rf"\b{folded}{tail}"


def _spaceless(part: str) -> bool:
    """Chinese, Japanese, and Korean (whose particles stick to the word)."""
    return any(
        "\u3040" <= each <= "\u30ff" or "\u4e00" <= each <= "\u9fff" or "\uac00" <= each <= "\ud7a3" for each in part
    )
