"""Articles as the widget and the console show them."""

from ninja import Schema

from lightkeeper.core.addresses import article_path
from lightkeeper.models import Brand
from lightkeeper.queries.article import Listed
from lightkeeper.queries.article_search import search_articles

MOST = 20


class ArticleRow(Schema):
    """`url`: its page in the help centre, in the language of the row."""

    slug: str
    language: str
    title: str
    summary: str
    url: str


class ArticleRows(Schema):
    """`corrected`: what was searched instead of what was typed."""

    rows: list[ArticleRow]
    corrected: str | None = None


class ArticleOut(ArticleRow):
    """`html` is clean: headings, lists, tables, links, and nothing that acts."""

    html: str


def found(brand: Brand, q: str, language: str) -> ArticleRows:
    """The articles that hold the words."""
    result = search_articles(brand, q, language, limit=MOST)
    return ArticleRows(rows=[row(brand, each) for each in result.rows], corrected=result.corrected)


def row(brand: Brand, each: Listed) -> ArticleRow:
    """An article of a list."""
    url = article_path(brand.slug, each.language, each.slug)
    return ArticleRow(slug=each.slug, language=each.language, title=each.title, summary=each.summary, url=url)
