"""The help centre as readers see it: in their language, else the brand's, else any; found by words, typos forgiven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db.models import F, Func, Q, Value
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lightkeeper.core import language as languages
from lightkeeper.core.access import NotFound
from lightkeeper.core.segment import Query, query
from lightkeeper.core.tsearch import tsquery_literal
from lightkeeper.models import ArticleCategory, ArticleVersion, Brand, Vocabulary
from lightkeeper.ports.fold import simplified

SHORTEST_TYPO = 4
"""Shorter words have too many neighbours to be corrected."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list."""

    slug: str
    language: str
    title: str
    summary: str
    category: str


@dataclass(frozen=True, slots=True)
class Found:
    """Search results; `corrected` holds what was searched instead of what was typed, if anything."""

    rows: list[Listed]
    corrected: str | None


def fallbacks(brand: Brand, language: str) -> list[str]:
    """In which languages a reader of `language` is shown an article, best first."""
    return list(dict.fromkeys([*languages.chain(language), brand.default_language, *brand.languages]))


def article_in(brand: Brand, slug: str, language: str) -> ArticleVersion:
    """The published article in the best language there is. Raises NotFound."""
    rows = ArticleVersion.objects.filter(article__brand=brand, article__slug=slug, current=True)
    found = {row.language: row for row in rows.select_related("article__category")}
    for each in fallbacks(brand, language):
        if each in found:
            return found[each]
    raise NotFound


def articles_by_category(brand: Brand, language: str) -> list[tuple[ArticleCategory, list[Listed]]]:
    """Every category with its articles, both in the operator's order; empty categories are left out."""
    best = _best(ArticleVersion.objects.filter(article__brand=brand, current=True), brand, language)
    categories = ArticleCategory.objects.filter(brand=brand).order_by("order", "slug")
    by_category: dict[str, list[ArticleVersion]] = {}
    for version in sorted(best, key=lambda each: (each.article.order, each.title)):
        by_category.setdefault(version.article.category.slug, []).append(version)
    return [(each, _listed(by_category[each.slug])) for each in categories if each.slug in by_category]


def search_articles(brand: Brand, text: str, language: str, *, limit: int = 20) -> Found:
    """Articles that hold the words, best first; where none does, the nearest words of the vocabulary are tried."""
    words = query(text[:300], simplified)
    rows = _ranked(brand, words, language, limit)
    if rows or words.empty:
        return Found(rows, None)
    nearer, shown = _corrected(brand, words)
    if nearer is not None:
        rows = _ranked(brand, nearer, language, limit)
        if rows:
            return Found(rows, shown)
    return Found(_ranked_any(brand, nearer or words, language, limit), None)


def _ranked(brand: Brand, words: Query, language: str, limit: int) -> list[Listed]:
    return _matching(brand, tsquery_literal(words), language, limit)


def _ranked_any(brand: Brand, words: Query, language: str, limit: int) -> list[Listed]:
    """When no article holds all words: those that hold the most telling of them."""
    return _matching(brand, tsquery_literal(words).replace(" & ", " | "), language, limit)


def _matching(brand: Brand, literal: str, language: str, limit: int) -> list[Listed]:
    if not literal:
        return []
    tsquery = Func(Value(literal), function="", template="(%(expressions)s)::tsquery", output_field=SearchQueryField())
    rows = ArticleVersion.objects.filter(article__brand=brand, current=True, words=tsquery)
    rows = rows.annotate(rank=SearchRank(F("words"), tsquery)).order_by("-rank", "pk")
    return _listed(_best(rows, brand, language))[:limit]


def _best(rows: Iterable[ArticleVersion], brand: Brand, language: str) -> list[ArticleVersion]:
    """One version of each article, in the reader's best language, in the order of `rows`' first mention."""
    order = {each: position for position, each in enumerate(fallbacks(brand, language))}
    if hasattr(rows, "select_related"):
        rows = rows.select_related("article__category")
    found: dict[int, ArticleVersion] = {}
    for row in rows:
        known = found.get(row.article_id)
        if known is None or order.get(row.language, 99) < order.get(known.language, 99):
            found[row.article_id] = row
    return list(found.values())


def _listed(versions: Sequence[ArticleVersion]) -> list[Listed]:
    return [
        Listed(row.article.slug, row.language, row.title, row.summary, row.article.category.slug) for row in versions
    ]


def _corrected(brand: Brand, words: Query) -> tuple[Query | None, str]:
    """The query with unknown words replaced by their nearest neighbours, and how to show it; None if none is near."""
    asked = [*words.must, *words.starts]
    known = set(Vocabulary.objects.filter(brand=brand, word__in=asked).values_list("word", flat=True))
    unknown = [word for word in asked if word not in known and len(word) >= SHORTEST_TYPO]
    if not unknown:
        return None, ""
    lengths = reduce(or_, (Q(word__regex=rf"^.{{{max(1, len(w) - 2)},{len(w) + 2}}}$") for w in unknown))
    vocabulary = list(Vocabulary.objects.filter(lengths, brand=brand).values_list("word", flat=True))
    nearest: dict[str, str] = {}
    for word in unknown:
        most = 1 if len(word) < 8 else 2
        best = process.extractOne(word, vocabulary, scorer=OSA.distance, score_cutoff=most)
        if best is not None:
            nearest[word] = str(best[0])
    if not nearest:
        return None, ""
    fixed = tuple(nearest.get(word, word) for word in asked)
    return Query(must=fixed), " ".join(fixed)
