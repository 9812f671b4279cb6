"""The help centre: home, category, article, search."""

import secrets
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from lightkeeper.core.access import NotFound
from lightkeeper.core.rate import Rule
from lightkeeper.core.secrets import guard
from lightkeeper.core.segment import query
from lightkeeper.help import markup, structured
from lightkeeper.help.around import brand_page, help_page, offered, read_in
from lightkeeper.help.page import browser_language, limit, page, refusals_as_pages
from lightkeeper.models import Brand
from lightkeeper.queries.article import article_versions, fallbacks, html, shelves
from lightkeeper.queries.article_search import search_articles
from lightkeeper.queries.customer import brand_by_slug
from lightkeeper.queries.official_channel import official_channels

SEARCHES = Rule.of(60, 60)
OFTEN = 6
"""How many questions home shows before one has chosen a category."""


@require_safe
@refusals_as_pages
def front(request: HttpRequest, brand: str | None = None, rest: str = "") -> HttpResponse:
    """An address without a language (or a brand): to the one that suits the reader."""
    found = brand_by_slug(brand) if brand else default_brand(request)
    if found is None:
        return page(request, "help/nobody.html", browser_language(request))
    language = read_in(found, browser_language(request, offered(found)))
    response = HttpResponseRedirect(f"/{found.slug}/{language}/{rest}")
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "private, no-cache"
    return response


def default_brand(request: HttpRequest) -> Brand | None:
    """The brand whose host was asked, else the first one without a host of its own, else the first."""
    asked = request.get_host().partition(":")[0]
    brands = list(Brand.objects.order_by("pk"))
    return next(
        (each for test in (asked, None) for each in brands if each.host == test),
        brands[0] if brands else None,
    )


@require_safe
@brand_page
def home(request: HttpRequest, brand: Brand, language: str) -> HttpResponse:
    """Search, the categories, and the first question of each."""
    rows = shelves(brand, language)
    often = [row.articles[0] for row in rows][:OFTEN]
    return help_page(request, "help/home.html", brand, language, "help-home", shelves=rows, often=often, is_home=True)


@require_safe
@brand_page
def category(request: HttpRequest, brand: Brand, language: str, slug: str) -> HttpResponse:
    """A category's articles."""
    rows = shelves(brand, language, category=slug)
    if not rows:
        raise NotFound
    shelf = rows[0]
    return help_page(
        request,
        "help/category.html",
        brand,
        language,
        "help-category",
        slug=slug,
        shelf=shelf,
        description=shelf.summary,
        data=structured.questions(shelf, language),
    )


@require_safe
@brand_page
def article(request: HttpRequest, brand: Brand, language: str, slug: str) -> HttpResponse:
    """An article, in another language where the reader's has none; its neighbours; whether it helped."""
    versions = article_versions(brand, slug)
    version = next(versions[each] for each in fallbacks(brand, language) if each in versions)
    (shelf,) = shelves(brand, language, category=version.article.category.slug)
    address = reverse("help-article", args=[brand.slug, version.language, slug])
    body, parts = markup.for_page(html(brand, version, language))
    return help_page(
        request,
        "help/article.html",
        brand,
        language,
        "help-article",
        slug=slug,
        versions=versions,
        written=version.language,
        version=version,
        body=body,
        parts=parts,
        shelf=shelf,
        related=[each for each in shelf.articles if each.slug != slug][:6],
        description=version.summary,
        data=structured.article(brand, version, address, shelf),
        key=secrets.token_urlsafe(16),
        judged=request.GET.get("judged", ""),
        judged_key=request.GET.get("key", "")[:64],
    )


@require_safe
@brand_page
def search(request: HttpRequest, brand: Brand, language: str) -> HttpResponse:
    """What was found, and by which words; where nothing was, how to ask a person."""
    limit("search", request, SEARCHES)
    # the page invites to paste a transaction's hash: 64 hex digits alone are taken for one, not for a key
    guarded = guard(" ".join(request.GET.get("q", "").replace("\0", "").split())[:200], expects_hash=True)
    asked = "" if guarded.findings else guarded.text
    found = search_articles(brand, asked, language)
    rows = () if found.rows else shelves(brand, language)
    return help_page(
        request,
        "help/search.html",
        brand,
        language,
        "help-search",
        query=urlencode({"q": asked}),
        asked=asked,
        found=found,
        caught=bool(guarded.findings),
        on_chain=bool(query(asked).exact),
        shelves=rows,
        channels=() if found.rows else official_channels(brand),
        indexed=False,
    )
