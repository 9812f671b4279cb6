"""How well the words of a question fit a text: the share of the question's weight that the text holds.

A word weighs what it tells: ln((texts + 1) / texts that hold it), the idea of inverse document frequency (Spärck Jones,
1972). A word that no text holds weighs most and counts against all of them: so a question about the weather fits none.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# Words that carry a question and say nothing about its subject; stemmed as `core.segment` stems them.
_CARRIERS: Final = frozenset(
    {
        "a", "an", "the", "i", "my", "me", "you", "your", "we", "our", "it", "its", "is", "are", "was", "be", "am",
        "do", "doe", "did", "can", "could", "would", "should", "will", "how", "what", "when", "where", "why", "who",
        "which", "to", "of", "for", "in", "on", "at", "by", "with", "and", "or", "not", "no", "please", "tell",
        "want", "need", "get", "have", "has", "had", "there", "this", "that", "if", "so", "but", "about", "from",
        "any", "some",
    }
)  # fmt: skip
_ASIDE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """A text's lexemes: those that name it (title, keywords), and those beside (summary), which count half."""

    naming: frozenset[str]
    aside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each word tells within a set of texts."""

    of: dict[str, float]
    unknown: float


def weigh(texts: Sequence[Words]) -> Weights:
    """The weights of all words of `texts`."""
    held = Counter(word for each in texts for word in each.naming | each.aside)
    return Weights({word: math.log((len(texts) + 1) / count) for word, count in held.items()}, math.log(len(texts) + 1))


def fits(question: Iterable[str], texts: Sequence[Words], weights: Weights) -> list[float]:
    """For each text, 0 (no word in common) to 1 (it is named by every word). All 0 for a question of carriers alone."""
    words = set(question) - _CARRIERS
    whole = sum(weights.of.get(word, weights.unknown) for word in words)
    if not whole:
        return [0.0] * len(texts)
    return [sum(weights.of.get(word, 0) * _held(word, each) for word in words) / whole for each in texts]


def _held(word: str, text: Words) -> float:
    return 1.0 if word in text.naming else (_ASIDE if word in text.aside else 0.0)
