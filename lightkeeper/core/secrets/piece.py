"""Whether a message could be one piece of a secret that is sent in several: asked before anything is looked up."""

import re

from lightkeeper.core.secrets.common_words import COUNTING, ENGLISH
from lightkeeper.core.secrets.fold import fold
from lightkeeper.core.secrets.lexicon import membership

RUN = 3
"""Words of a list in a row that make a text worth a second look; ordinary sentences rarely have more."""
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[a-z0-9+/=]{12,}")
"""A key's alphabet; with a digit in it, part of a key. A lookahead would read on to the end from every letter."""
_DIGIT = re.compile(r"\d")


def may_be_piece(text: str) -> bool:
    """True for a run of words that recovery phrases are made of, a text of nothing else, or part of a long key."""
    lower = fold(text).lower
    listed = membership()
    run = longest = 0
    words = _WORD.findall(lower)
    for word in words:
        run = run + 1 if word in listed else 0
        longest = max(longest, run)
    return longest >= RUN or 0 < len(words) == longest or _key_like(lower)


def _key_like(lower: str) -> bool:
    return any(_DIGIT.search(run) for run in _RUN.findall(lower))


def continues_phrase(text: str) -> bool:
    """After a phrase was caught: whether a message of nothing but list words is the rest of it. Everyday words and a
    lone Chinese character are an answer."""
    words = _WORD.findall(fold(text).lower)
    listed = membership()
    if not words or (len(words) == 1 and len(words[0]) == 1):
        return False
    return all(word in listed for word in words) and not set(words) <= ENGLISH | COUNTING
