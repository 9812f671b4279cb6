"""The one article that answers a question, or none: two independent judges, words and meaning, must add up.

Measured on the demo's 33 articles (`tests/assistant/test_retrieve.py`): of 32 questions in English and Chinese 29 find
their article and 3 none; of 18 that no article answers none finds one. Those reach a sum of 1.03 at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from lightkeeper.core.relevance import Weights, Words, fits, weigh
from lightkeeper.core.segment import document
from lightkeeper.models import Brand
from lightkeeper.ports.embedding import Embedder, Vectors
from lightkeeper.ports.fold import simplified
from lightkeeper.queries.passage import Passage, passages

ENOUGH: Final = 1.08
"""Words and meaning together, each 0 to 1; and each must have seen something in the article."""
LEAST_WORDS: Final = 0.30
LEAST_MEANING: Final = 0.45
SURE_WORDS: Final = 0.70
"""Where the model lacks the language, words alone; and far ahead of the second choice."""
AHEAD: Final = 0.15
LONGEST_QUESTION: Final = 600
"""A longer text is a story, not a question: what it is about is not to be guessed from it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The article, and how well it fits by words and by meaning, each 0 to 1."""

    passage: Passage
    words: float
    meaning: float


def best_article(brand: Brand, language: str, text: str, embedder: Embedder) -> Found | None:
    """The article that answers `text`, or None: better none than a wrong one."""
    question = text.strip()
    articles = passages(brand, language)
    if not articles or not question or len(question) > LONGEST_QUESTION:
        return None
    return choose(question, language, articles, embedder)


def choose(question: str, language: str, articles: tuple[Passage, ...], embedder: Embedder) -> Found | None:
    """As above, over these articles."""
    texts, weights = _lexemes(articles)
    by_words = fits(document(question, simplified), texts, weights)
    if not embedder.supports(language):
        place, ahead = _first(by_words)
        return Found(articles[place], by_words[place], 0.0) if _sure(by_words[place], ahead) else None
    by_meaning = _meaning(question, articles, embedder)
    place, _ = _first([words + meaning for words, meaning in zip(by_words, by_meaning, strict=True)])
    words, meaning = by_words[place], by_meaning[place]
    enough = words + meaning >= ENOUGH and words >= LEAST_WORDS and meaning >= LEAST_MEANING
    return Found(articles[place], words, meaning) if enough else None


def _sure(words: float, ahead: float) -> bool:
    return words >= SURE_WORDS and ahead >= AHEAD


def _first(scores: Sequence[float]) -> tuple[int, float]:
    """The place of the best score and how far it is ahead of the next."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    second = scores[order[1]] if len(order) > 1 else 0.0
    return order[0], scores[order[0]] - second


@lru_cache(maxsize=32)
def _lexemes(articles: tuple[Passage, ...]) -> tuple[tuple[Words, ...], Weights]:
    texts = tuple(
        Words(
            naming=frozenset(document(" \n".join((each.title, *each.keywords)), simplified)),
            aside=frozenset(document(each.summary, simplified)),
        )
        for each in articles
    )
    return texts, weigh(texts)


def _meaning(question: str, articles: tuple[Passage, ...], embedder: Embedder) -> list[float]:
    """Nearest of title, summary and each keyword: keywords are what customers type."""
    (asked,) = embedder.embed([question])
    return [float(np.max(each @ asked)) for each in _vectors(articles, embedder)]


@lru_cache(maxsize=32)
def _vectors(articles: tuple[Passage, ...], embedder: Embedder) -> tuple[Vectors, ...]:
    """A publication makes other passages, and so other vectors; what is not asked for any more falls out."""
    said = [(each.title, each.summary, *each.keywords) for each in articles]
    # in one go: a text alone costs three times as much
    rows = embedder.embed([text for texts in said for text in texts])
    ends = np.cumsum([len(texts) for texts in said])[:-1]
    return tuple(np.split(rows, ends))
