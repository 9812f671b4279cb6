"""What every server-rendered page has: a language, a status, headers."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lightkeeper.core import language as languages
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.rate import Rule, household
from lightkeeper.ports.wired import wired

View = Callable[..., HttpResponse]

WORDED = {404: "missing", 429: "often"}


class TooOften(LightkeeperError):
    """Too often; `seconds` until the next try."""

    code: ClassVar[str] = "rate_limited"
    status: ClassVar[int] = 429


def page(request: HttpRequest, template: str, language: str, status: int = 200, **context: Any) -> HttpResponse:
    """The template in `language`, which a reader's proxy may keep but must ask about."""
    direction = languages.direction(language)
    values = {"language": language, "direction": direction, **context}
    response = render(request, template, values, status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-cache"
    return response


def browser_language(request: HttpRequest, available: Collection[str] | None = None) -> str:
    """What the browser asks for, out of the catalogue's languages or those given."""
    offered = wired().catalogue.languages() if available is None else available
    return languages.accepted(request.headers.get("Accept-Language", ""), offered)


def refusals_as_pages(view: View) -> View:
    """A refusal (missing, too often) becomes a page in the reader's language."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except LightkeeperError as error:
            return refusal(request, error, kwargs.get("language"))

    return answer


def refusal(request: HttpRequest, error: LightkeeperError, language: str | None = None) -> HttpResponse:
    """The error as a page; `language` is the one in the address, if there was one."""
    known = wired().catalogue.resolve(language) if language else browser_language(request)
    word = WORDED.get(error.status, "fault")
    response = page(request, "help/refusal.html", known, error.status, word=word, home="/")
    response["Cache-Control"] = "no-store"
    if isinstance(error, TooOften):
        response["Retry-After"] = str(error.fields["seconds"])
    return response


def limit(what: str, request: HttpRequest, rule: Rule) -> None:
    """Raises TooOften when the caller's address, as the gateway passed it on, did `what` too often."""
    who = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or "local"
    decision = wired().limiter.take(f"{what}:{household(who)}"[:200], rule, wired().clock.now())
    if not decision.allowed:
        raise TooOften(seconds=max(1, round(decision.retry_after_s)))
