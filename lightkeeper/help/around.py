"""What stands around a page of the help centre: the brand, its languages, the page's own address in each of them."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lightkeeper.core import language as languages
from lightkeeper.help.page import page, refusals_as_pages
from lightkeeper.models import Brand
from lightkeeper.queries.customer import brand_by_slug

BrandView = Callable[..., HttpResponse]


def offered(brand: Brand) -> list[str]:
    """The languages of the brand's help centre, its default one first."""
    return list(dict.fromkeys([brand.default_language, *brand.languages]))


def read_in(brand: Brand, language: str) -> str:
    """The offered language that suits a reader of `language`."""
    here = offered(brand)
    return next((each for each in languages.chain(language) if each in here), here[0])


def base(brand: Brand) -> str:
    """Where the brand's help centre is reached: its own host, or the installation's."""
    return f"https://{brand.host}" if brand.host else str(settings.URL).rstrip("/")


def brand_page(view: BrandView) -> BrandView:
    """A page below /<brand>/<language>/. A language that is not offered leads to the nearest one that is."""

    @wraps(view)
    @refusals_as_pages
    def answer(request: HttpRequest, brand: str, language: str, **kwargs: Any) -> HttpResponse:
        found = brand_by_slug(brand)
        nearest = read_in(found, language)
        if nearest != language and request.method in ("GET", "HEAD"):
            path = request.get_full_path().removeprefix(f"/{brand}/{language}")
            return HttpResponseRedirect(f"/{found.slug}/{nearest}{path}")
        return view(request, found, nearest, **kwargs)

    return answer


def help_page(
    request: HttpRequest,
    template: str,
    brand: Brand,
    language: str,
    name: str,
    *,
    slug: str | None = None,
    versions: Collection[str] | None = None,
    written: str | None = None,
    query: str = "",
    indexed: bool = True,
    **context: Any,
) -> HttpResponse:
    """The page called `name` in `language`. `versions`: the languages that it exists in (all, unless given);
    `written`: the language that it is shown in, where that is not the reader's; `indexed`: for search engines."""

    def path(each: str) -> str:
        return reverse(name, args=[brand.slug, each, *([slug] if slug else [])])

    here, suffix = base(brand), f"?{query}" if query else ""
    there = [each for each in offered(brand) if versions is None or each in versions]
    alternates = [(each, here + path(each)) for each in there]
    if brand.default_language in there:
        alternates.append(("x-default", here + path(brand.default_language)))
    return page(
        request,
        template,
        language,
        brand=brand,
        canonical=here + path(written or language) if indexed else "",
        alternates=alternates if indexed and len(there) > 1 else [],
        switch=[(each, path(each) + suffix) for each in offered(brand)] if len(offered(brand)) > 1 else [],
        written=written or language,
        base=here,
        **context,
    )
