"""The help centre as readers see it: in their language, else the brand's, else any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lightkeeper.core import language as languages
from lightkeeper.core.access import NotFound
from lightkeeper.core.addresses import article_path
from lightkeeper.models import Article, ArticleCategory, ArticleVersion, Brand
from lightkeeper.ports.markdown import linked_articles, rendered

HEAVY = ("body", "words", "embedding")
"""Columns that no list needs."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list."""

    slug: str
    language: str
    title: str
    summary: str
    category: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category as it is shown: name and sentence in the reader's language, its articles in the operator's order."""

    slug: str
    icon: str
    name: str
    summary: str
    articles: tuple[Listed, ...]


def fallbacks(brand: Brand, language: str) -> list[str]:
    """In which languages a reader of `language` is shown an article, best first."""
    return list(dict.fromkeys([*languages.chain(language), brand.default_language, *brand.languages]))


def article_in(brand: Brand, slug: str, language: str) -> ArticleVersion:
    """The published article in the best language there is. Raises NotFound."""
    found = article_versions(brand, slug)
    return found[next(each for each in fallbacks(brand, language) if each in found)]


def article_versions(brand: Brand, slug: str) -> dict[str, ArticleVersion]:
    """The published article by language, without those that the brand does not offer. Raises NotFound."""
    rows = published(brand).filter(article__slug=slug).select_related("article__category")
    offered = set(fallbacks(brand, brand.default_language))
    found = {row.language: row for row in rows.defer("words", "embedding") if row.language in offered}
    if not found:
        raise NotFound
    return found


def published(brand: Brand) -> QuerySet[ArticleVersion]:
    """The versions that readers see."""
    return ArticleVersion.objects.filter(article__brand=brand, current=True)


def shelves(brand: Brand, language: str, *, category: str | None = None) -> tuple[Shelf, ...]:
    """The categories (or the one named) that have articles, in the operator's order."""
    categories = ArticleCategory.objects.filter(brand=brand).order_by("order", "slug")
    rows = published(brand).select_related("article__category").defer(*HEAVY)
    if category is not None:
        categories, rows = categories.filter(slug=category), rows.filter(article__category__slug=category)
    by_category: dict[str, list[ArticleVersion]] = {}
    for row in sorted(best(rows, brand, language), key=lambda each: (each.article.order, each.title)):
        by_category.setdefault(row.article.category.slug, []).append(row)
    return tuple(
        _shelf(each, by_category[each.slug], fallbacks(brand, language))
        for each in categories
        if each.slug in by_category
    )


def html(brand: Brand, version: ArticleVersion, language: str) -> str:
    """The article's body as safe HTML, its links to other articles leading to their pages in `language`."""
    wanted = linked_articles(version.body)
    there = Article.objects.filter(brand=brand, slug__in=wanted, versions__current=True) if wanted else ()
    slugs = {each.slug for each in there}
    return rendered(version.body, frozenset((slug, article_path(brand.slug, language, slug)) for slug in slugs))


def worded(by_language: dict[str, str], order: Iterable[str]) -> str:
    """The first of a text's languages in this order; empty when it has none of them."""
    return next((by_language[each] for each in order if each in by_language), "")


def best(rows: Iterable[ArticleVersion], brand: Brand, language: str) -> list[ArticleVersion]:
    """One version of each article, in the reader's best language, in the order of `rows`' first mention."""
    order = {each: position for position, each in enumerate(fallbacks(brand, language))}
    found: dict[int, ArticleVersion] = {}
    for row in rows:
        known = found.get(row.article_id)
        if known is None or order.get(row.language, 99) < order.get(known.language, 99):
            found[row.article_id] = row
    return [row for row in found.values() if row.language in order]


def listed(versions: Sequence[ArticleVersion]) -> list[Listed]:
    """The versions as rows of a list."""
    return [
        Listed(row.article.slug, row.language, row.title, row.summary, row.article.category.slug) for row in versions
    ]


def _shelf(category: ArticleCategory, versions: list[ArticleVersion], order: list[str]) -> Shelf:
    return Shelf(
        category.slug,
        category.icon,
        worded(category.names, order) or category.slug,
        worded(category.summaries, order),
        tuple(listed(versions)),
    )
