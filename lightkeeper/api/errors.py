"""Every error, worded once.

`{"error": {"code", "message", "fields", "request"}}`: `code` is stable, `message` is in the person's language (text
`errors.<code>`), `fields` fill it or name what is wrong with which field, `request` finds the line in the log.
"""

import logging
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from lightkeeper.actions.attachment import TooLarge
from lightkeeper.api.language import reading_language
from lightkeeper.core.access import Forbidden, NotFound
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.ports.wired import wired

log = logging.getLogger("lightkeeper.api")


class Unauthenticated(LightkeeperError):
    """Nobody is signed in."""

    code: ClassVar[str] = "unauthenticated"
    status: ClassVar[int] = 401


class Invalid(LightkeeperError):
    """Something in the request cannot be read; `fields` says what."""

    code: ClassVar[str] = "invalid"
    status: ClassVar[int] = 422


class MethodNotAllowed(LightkeeperError):
    """The address takes other methods."""

    code: ClassVar[str] = "method_not_allowed"
    status: ClassVar[int] = 405


class RateLimited(LightkeeperError):
    """Too often; `seconds` until the next try."""

    code: ClassVar[str] = "rate_limited"
    status: ClassVar[int] = 429


class Internal(LightkeeperError):
    """Our fault. The log has the rest."""


def answer(request: HttpRequest, error: LightkeeperError | type[LightkeeperError]) -> HttpResponse:
    """The error as JSON, worded for whoever asked."""
    if isinstance(error, type):
        error = error()
    texts = wired().catalogue
    key = f"errors.{error.code}"
    # what has no words of its own is a fault of ours: its fields are for the log
    known = key in texts.keys("errors")
    message = texts.text(reading_language(request), key if known else "errors.internal", **error.fields)
    body = {
        "code": error.code,
        "message": message,
        "fields": error.fields if known else {},
        "request": request.headers.get("X-Request-Id", ""),
    }
    response = JsonResponse({"error": body}, status=error.status)
    if isinstance(error, RateLimited):
        response["Retry-After"] = str(error.fields["seconds"])
    return response


def install(api: NinjaAPI) -> None:
    """Makes `api` answer all its errors in the one format."""
    api.add_exception_handler(LightkeeperError, answer)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(Exception, _unexpected)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's own refusal of a request without its token, in our format."""
    # not `reason`: it quotes the address of the page that sent it
    log.warning("a request without its CSRF token on %s %s", request.method, request.path)
    return answer(request, Forbidden(permission="csrf"))


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    problems = error.errors if isinstance(error, ValidationError) else []
    fields = {".".join(str(part) for part in each["loc"][1:]) or "body": str(each["msg"]) for each in problems}
    return answer(request, Invalid(**fields))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 401:
        return answer(request, Unauthenticated())
    if error.status_code == 403:  # ninja's own word for a missing CSRF token
        return csrf_failure(request)
    if error.status_code == 404:
        return answer(request, NotFound())
    return answer(request, Invalid() if error.status_code < 500 else Internal())


def _too_big(request: HttpRequest, _: RequestDataTooBig | type[RequestDataTooBig]) -> HttpResponse:
    return answer(request, TooLarge(limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0))


def _unexpected(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    # the message may quote what a customer wrote: the type and the place are enough to find the fault
    where = error.__traceback__ if isinstance(error, Exception) else None
    while where and where.tb_next:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
    log.error("%s at %s on %s %s", type(error).__name__, place, request.method, request.path)
    return answer(request, Internal())
