"""Finding articles by words: all of them, else the word that is still being typed, else typos forgiven, else the most
telling of the words."""

import math
import re
from dataclasses import dataclass

from django.db.models import BooleanField, Case, F, FloatField, Func, Max, Q, Value, When
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lightkeeper.core.segment import Query, document, query
from lightkeeper.core.tsearch import tsquery_literal
from lightkeeper.models import ArticleVersion, Brand, Vocabulary
from lightkeeper.ports.fold import simplified
from lightkeeper.queries.article import HEAVY, Listed, best, listed, published

SHORTEST_TYPO = 4
"""Shorter words have too many neighbours to be corrected."""
MOST_WORDS = 12
LEAST_SHARE = 0.3
"""Of the words' weight that an article must hold to be shown when none holds them all."""

FAINT = 0.15
"""Of the best one's rank: what is below, and says nothing of it in its title, only mentions the words."""

_HAN = re.compile("[\u3400-\u9fff]{2}")
_LATIN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """Search results; `corrected` holds what was searched instead of what was typed, if anything."""

    rows: list[Listed]
    corrected: str | None


def search_articles(brand: Brand, text: str, language: str, *, limit: int = 20) -> Found:
    """Articles that hold the words, best first, each in the reader's best language."""
    text = text[:300]
    words = query(text, simplified)
    if words.empty:
        return Found([], None)
    rows = _holding(brand, words, language, limit)
    if rows:
        return Found(rows, None)
    counts = _counts(brand, words)
    unknown = [word for word in words.must if word not in counts]
    if words.must and unknown == [words.must[-1]]:  # the last word, and it alone: it is still being typed
        begun = Query(words.must[:-1], (*words.starts, unknown[0]))
        rows = _holding(brand, begun, language, limit) if len(unknown[0]) > 2 else []
        if rows:
            return Found(rows, None)
    nearest = _nearest(brand, unknown, known=bool(counts))
    if nearest:
        nearer = query(_replaced(text, nearest), simplified)
        rows = _holding(brand, nearer, language, limit)
        if rows:
            return Found(rows, _replaced(text, {typed: _written(word, rows) for typed, word in nearest.items()}))
        counts = _counts(brand, nearer)
    return Found(_sharing(brand, counts, language, limit), None)


def _holding(brand: Brand, words: Query, language: str, limit: int) -> list[Listed]:
    """The articles that hold all of the words."""
    literal = tsquery_literal(words)
    ranked = published(brand).filter(_holds(literal)).values("article").annotate(rank=Max(_rank(literal)))
    ranks = {row["article"]: row["rank"] for row in ranked.order_by("-rank", "article")[: 2 * limit]}
    return _shown(brand, ranks, words, language)[:limit]


def _sharing(brand: Brand, counts: dict[str, int], language: str, limit: int) -> list[Listed]:
    """The articles that hold the most telling of the words: a word of few articles tells more than one of many."""
    if not counts:
        return []
    most = max(counts.values()) + 1
    weights = {
        word: math.log(1 + most / n) for word, n in sorted(counts.items(), key=lambda each: each[1])[:MOST_WORDS]
    }
    share = sum(
        (
            Case(When(_holds(tsquery_literal(Query((word,)))), then=Value(weight)), default=Value(0.0))
            for word, weight in weights.items()
        ),
        # among those that hold the same words, the one that speaks of them most
        _rank(" | ".join(tsquery_literal(Query((word,))) for word in weights)),
    )
    rows = published(brand).annotate(share=share).values("article").annotate(rank=Max("share"))
    rows = rows.filter(rank__gte=LEAST_SHARE * sum(weights.values())).order_by("-rank", "article")[: 2 * limit]
    ranks = {row["article"]: row["rank"] for row in rows}
    return _shown(brand, ranks, Query(tuple(weights)), language)[:limit]


def _shown(brand: Brand, ranks: dict[int, float], words: Query, language: str) -> list[Listed]:
    """These articles (id -> rank) in the reader's language, best first: what the title says weighs as much as the
    text. What only mentions the words is left out."""
    top = max(ranks.values(), default=1.0) or 1.0
    rows = published(brand).filter(article__in=ranks).select_related("article__category").defer(*HEAVY)
    scored = []
    for row in best(rows, brand, language):
        titled = _titled(row, words)
        rank = ranks[row.article_id] / top
        if titled or rank >= FAINT:
            scored.append((-titled - rank, row.article_id, row))
    return listed([row for _, _, row in sorted(scored, key=lambda each: each[:2])])


def _titled(row: ArticleVersion, words: Query) -> float:
    """How many of the words stand in the title, 0 to 1."""
    title = set(document(row.title, simplified))
    return sum(word in title for word in words.must) / max(1, len(words.must))


def _holds(literal: str) -> Func:
    """Whether the version has the words of a tsquery that `core/tsearch` wrote. Django's own class would parse it."""
    cast = "(%(expressions)s::tsquery)"
    return Func(F("words"), Value(literal), arg_joiner=" @@ ", template=cast, output_field=BooleanField())


def _rank(literal: str) -> Func:
    """How densely the words stand there: this one grows with each mention, where ts_rank hardly does. 1: by length."""
    template = "ts_rank_cd(%(expressions)s::tsquery, 1)"
    return Func(F("words"), Value(literal), template=template, output_field=FloatField())


def _counts(brand: Brand, words: Query) -> dict[str, int]:
    """The words that the brand's articles know, and how many articles hold each."""
    rows = Vocabulary.objects.filter(brand=brand, word__in=words.must).values_list("word", "articles")
    return dict(rows)


def _nearest(brand: Brand, unknown: list[str], *, known: bool) -> dict[str, str]:
    """The nearest known word for each unknown one that has one near.

    Two characters are corrected only where no other word is known: in a sentence, the pairs across two words are
    unknown as a rule, and mean nothing.
    """
    long = [word for word in unknown if len(word) >= SHORTEST_TYPO and not _HAN.match(word)]
    pairs = [word for word in unknown if _HAN.fullmatch(word)] if not known else []
    if not long and not pairs:
        return {}
    near = Q(pk__in=[])
    for word in long:
        near |= Q(word__regex=rf"^.{{{max(1, len(word) - 2)},{len(word) + 2}}}$")
    for pair in pairs:
        near |= Q(word__regex=f"^(?:{pair[0]}[\u3400-\u9fff]|[\u3400-\u9fff]{pair[1]})$")
    vocabulary = dict(Vocabulary.objects.filter(near, brand=brand).values_list("word", "articles"))
    found: dict[str, str] = {}
    for word in long:
        most = 1 if len(word) < 8 else 2
        nearest = process.extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=most, limit=5)
        if nearest:
            found[word] = min((score, -vocabulary[each], each) for each, score, _ in nearest)[2]
    for pair in pairs:
        alike = [(-n, each) for each, n in vocabulary.items() if len(each) == 2 and OSA.distance(each, pair) == 1]
        if alike:
            found[pair] = min(alike)[1]
    return found


def _replaced(text: str, nearest: dict[str, str]) -> str:
    """The text with each unknown word replaced."""
    for pair, other in nearest.items():
        if _HAN.fullmatch(pair):
            text = simplified(text).replace(pair, other)

    def word(match: re.Match[str]) -> str:
        lexemes = query(match.group(), simplified).must
        return nearest.get(lexemes[0], match.group()) if len(lexemes) == 1 else match.group()

    return _LATIN.sub(word, text)


def _written(word: str, rows: list[Listed]) -> str:
    """The word as the articles write it: the vocabulary holds stems."""
    for row in rows:
        for match in _LATIN.finditer(f"{row.title} {row.summary}"):
            if query(match.group(), simplified).must == (word,):
                return match.group().casefold()
    return word
