"""Did it help? A form that works without JavaScript: first yes or no, then, if wanted, a few words."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lightkeeper.actions.article import judge
from lightkeeper.core import text
from lightkeeper.core.access import Forbidden, NotFound
from lightkeeper.core.rate import Rule
from lightkeeper.core.secrets import guard
from lightkeeper.help.around import brand_page
from lightkeeper.help.page import limit
from lightkeeper.models import Brand
from lightkeeper.ports.wired import wired
from lightkeeper.queries.article import article_in

OPINIONS = Rule.of(20, 3600)
MOST_WORDS = 2000
KEY = re.compile(r"[0-9A-Za-z_-]{16,64}")


# Readers have no session, so there is no token to compare; a cookie for one would be the only one that they get.
# Browsers say by themselves when a form was sent from somewhere else.
@csrf_exempt
@require_POST
@brand_page
def feedback(request: HttpRequest, brand: Brand, language: str, slug: str) -> HttpResponse:
    """A reader's word on an article: `helpful` yes or no, `comment`, and the `key` under which they may change it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden(permission="feedback")
    limit("feedback", request, OPINIONS)
    key, helpful = request.POST.get("key", ""), request.POST.get("helpful", "")
    if KEY.fullmatch(key) is None or helpful not in ("yes", "no"):
        raise NotFound
    version = article_in(brand, slug, language)
    words = guard(text.clean(request.POST.get("comment", "")[: text.MAX_BODY]))
    judge(
        version.article,
        version.language,
        helpful=helpful == "yes",
        comment=replace(words, text=text.cut(words.text, MOST_WORDS)),
        key=f"{version.article_id}:{key}",
        now=wired().clock.now(),
    )
    judged = "secret" if words.findings else "done" if words.text else helpful
    query = {"judged": judged, **({"key": key} if judged == helpful else {})}
    page = reverse("help-article", args=[brand.slug, language, slug])
    return HttpResponseRedirect(f"{page}?{urlencode(query)}#feedback")
