"""Widget: the help centre, searched and read without leaving the frame. Open to everybody, as its pages are."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from lightkeeper.api.article import ArticleOut, ArticleRows, found
from lightkeeper.api.edge import household, limit
from lightkeeper.api.language import reading_language
from lightkeeper.api.schema import ErrorOut
from lightkeeper.core.addresses import article_path
from lightkeeper.ports.wired import wired
from lightkeeper.queries.article import article_in, html
from lightkeeper.queries.customer import brand_by_slug

router = Router(tags=["widget"])


@router.get("/articles", response={200: ArticleRows, 404: ErrorOut, 429: ErrorOut})
def search_articles(request: HttpRequest, brand: Path[str], q: str = "", language: str | None = None) -> Any:
    """Articles that hold the words, typos forgiven, best first."""
    limit("search", household(request))
    return found(brand_by_slug(brand), q, _language(request, language))


@router.get("/articles/{slug}", response={200: ArticleOut, 404: ErrorOut})
def show_article(request: HttpRequest, brand: Path[str], slug: str, language: str | None = None) -> Any:
    """One article in the best language there is."""
    here, wanted = brand_by_slug(brand), _language(request, language)
    version = article_in(here, slug, wanted)
    return {
        "slug": slug,
        "language": version.language,
        "title": version.title,
        "summary": version.summary,
        "url": article_path(here.slug, version.language, slug),
        "html": html(here, version, wanted),
    }


def _language(request: HttpRequest, asked: str | None) -> str:
    return wired().catalogue.resolve(asked) if asked else reading_language(request)
