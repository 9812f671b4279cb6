"""Is it really us? What a person pastes, held against the brand's official channels."""

import unicodedata

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lightkeeper.core.official import Answer, judge
from lightkeeper.core.rate import Rule
from lightkeeper.core.secrets import guard
from lightkeeper.help.around import brand_page, help_page
from lightkeeper.help.page import limit
from lightkeeper.models import Brand
from lightkeeper.queries.official_channel import official_channels

CHECKS = Rule.of(60, 60)


@require_safe
@brand_page
def verify(request: HttpRequest, brand: Brand, language: str) -> HttpResponse:
    """The form, the verdict, the list. What is not on the list is not ours."""
    raw = request.GET.get("what", "").replace("\0", "").strip()[:300]
    if raw:
        limit("verify", request, CHECKS)
    caught = bool(guard(raw).findings)
    channels = official_channels(brand)
    answer = judge(raw, channels) if raw and not caught else None
    return help_page(
        request,
        "help/verify.html",
        brand,
        language,
        "help-verify",
        indexed=not raw,
        what="" if caught else raw,
        caught=caught,
        answer=answer,
        letters=_letters(answer) if answer else [],
        channels=channels,
    )


def _letters(answer: Answer) -> list[tuple[str, str]]:
    """(letter, its name in Unicode's words) for each that does not belong among Latin ones."""
    return [(each, unicodedata.name(each, "").title()) for each in answer.strange]
