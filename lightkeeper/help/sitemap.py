"""For search engines: what there is, and what is not for them."""

from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lightkeeper.help.around import base, offered
from lightkeeper.models import ArticleCategory, ArticleVersion, Brand

MOST = 50_000
"""Addresses a file (sitemaps.org)."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Help pages may be read; the desk, the API and searches may not."""
    here = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    closed = ("/api/", "/desk/", "/widget/frame/", "/files/", "/demo/", "/*/search")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {here}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page of the brands at this host in every language that it is written in, each naming the others."""
    asked = request.get_host().partition(":")[0]
    brands = list(Brand.objects.order_by("pk"))
    here = [each for each in brands if each.host == asked] or [each for each in brands if each.host is None]
    rows = [row for brand in here for row in _pages(brand)][:MOST]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    kind = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return HttpResponse(
        f"{head}<urlset {kind}>\n{''.join(rows)}</urlset>\n", content_type="application/xml; charset=utf-8"
    )


def _pages(brand: Brand) -> list[str]:
    languages = offered(brand)
    rows = _rows(brand, "help-home", [], dict.fromkeys(languages, ""))
    rows += _rows(brand, "help-verify", [], dict.fromkeys(languages, ""))
    filled = ArticleCategory.objects.filter(brand=brand, articles__versions__current=True).distinct()
    for category in filled.order_by("order", "slug"):
        rows += _rows(brand, "help-category", [category.slug], dict.fromkeys(languages, ""))
    versions = ArticleVersion.objects.filter(article__brand=brand, current=True, language__in=languages)
    by_slug: dict[str, dict[str, str]] = {}
    for slug, language, at in versions.order_by("article__slug", "language").values_list(
        "article__slug", "language", "published_at"
    ):
        by_slug.setdefault(slug, {})[language] = at.date().isoformat() if at else ""
    for slug, dates in by_slug.items():
        rows += _rows(brand, "help-article", [slug], dates)
    return rows


def _rows(brand: Brand, name: str, arguments: list[str], dates: dict[str, str]) -> list[str]:
    """One `url` for each language; `dates`: language -> day of the last change, if known."""
    address = {each: base(brand) + reverse(name, args=[brand.slug, each, *arguments]) for each in dates}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(each)} href={quoteattr(url)}/>'
        for each, url in address.items()
        if len(address) > 1
    )
    return [
        f"<url><loc>{escape(address[each])}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}{links}</url>\n"
        for each, day in dates.items()
    ]
