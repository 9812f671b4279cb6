"""What there is not, said in the way of the part that was asked."""

from django.http import HttpRequest, HttpResponse

from lightkeeper.api import errors
from lightkeeper.core.access import NotFound
from lightkeeper.help.page import refusal


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """JSON below /api/, a page elsewhere."""
    return errors.answer(request, NotFound()) if request.path.startswith("/api/") else refusal(request, NotFound())
