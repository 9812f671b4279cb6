"""What there is not, said in the way of the part that was asked."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from lightkeeper.api import errors
from lightkeeper.core.access import NotFound
from lightkeeper.help.page import refusal


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """JSON below /api/, a page elsewhere."""
    return errors.answer(request, NotFound()) if request.path.startswith("/api/") else refusal(request, NotFound())


def in_one_format(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Two refusals that never reach a view. No address of ours holds a NUL, and PostgreSQL would choke on one; and what
    an address of the API does not take is said as its other errors are.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return missing(request, NotFound())
        response = get_response(request)
        if response.status_code == 405 and request.path.startswith("/api/") and not _is_json(response):
            allowed = response.headers.get("Allow", "")
            response = errors.answer(request, errors.MethodNotAllowed)
            response["Allow"] = allowed
        return response

    return answer


def _is_json(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")
