"""The one article that answers a question, or none: two independent judges, words and meaning, must agree.

Measured on the demo's articles in English and Chinese (`tests/assistant/test_retrieve.py`): a question that no article
answers still has a nearest one, at up to 0.53 by meaning and 0.35 by words, but not the same one by both.
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

AGREED_WORDS: Final = 0.30
AGREED_MEANING: Final = 0.50
# One judge alone must be sure, and far ahead of its own second choice.
SURE_WORDS: Final = 0.60
SURE_MEANING: Final = 0.58
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
    by_meaning = _meaning(question, articles, embedder) if embedder.supports(language) else [0.0] * len(articles)
    place = _judged(by_words, by_meaning)
    return None if place is None else Found(articles[place], by_words[place], by_meaning[place])


def _judged(by_words: Sequence[float], by_meaning: Sequence[float]) -> int | None:
    (word, ahead), (meaning, further) = _first(by_words), _first(by_meaning)
    if word == meaning and by_words[word] >= AGREED_WORDS and by_meaning[word] >= AGREED_MEANING:
        return word
    if by_words[word] >= SURE_WORDS and ahead >= AHEAD:
        return word
    if by_meaning[meaning] >= SURE_MEANING and further >= AHEAD:
        return meaning
    return None


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
    return tuple(embedder.embed([each.title, each.summary, *each.keywords]) for each in articles)
