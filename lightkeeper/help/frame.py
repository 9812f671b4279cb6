"""The page of the widget's frame, which other people's pages embed."""

import json
import re

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from lightkeeper.help.assets import entry
from lightkeeper.help.page import browser_language, page, refusals_as_pages
from lightkeeper.models import Brand
from lightkeeper.ports.wired import wired
from lightkeeper.queries.customer import brand_by_slug

# What may stand in a policy: a scheme, a host (a leading *. allowed), a port. Anything else could end the directive.
ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](?::\d{1,5})?")


@require_safe
@xframe_options_exempt
@refusals_as_pages
def frame(request: HttpRequest, brand: str) -> HttpResponse:
    """The frame of a brand. No cookie is set or read; who may embed it stands in its policy."""
    found = brand_by_slug(brand)
    policy = {"frame-ancestors": ancestors(found), "img-src": ["'self'", "blob:", "data:"]}
    response = _frame(request, found)
    csp_replace(policy)(lambda _: response)(request)  # marks the response for the middleware
    return response


def ancestors(brand: Brand) -> list[str]:
    """Who may embed the frame: the brand's pages, and our own, where the help centre is."""
    return ["'self'", *(origin for origin in brand.allowed_origins if ORIGIN.fullmatch(origin))]


def _frame(request: HttpRequest, brand: Brand) -> HttpResponse:
    asked = request.GET.get("language", "")
    language = wired().catalogue.resolve(asked) if asked else browser_language(request)
    meta = json.dumps({"brand": brand.slug, "origins": brand.allowed_origins})
    response = page(request, "help/frame.html", language, meta=meta, brand=brand, app=entry("widget", "src/main.ts"))
    response["Cache-Control"] = "private, max-age=60"
    response["Referrer-Policy"] = "same-origin"
    return response
