"""In which language a request is answered."""

from django.http import HttpRequest

from lightkeeper.core.language import accepted
from lightkeeper.ports.wired import wired


def reading_language(request: HttpRequest) -> str:
    """The person's own (set on the request when it was authenticated), else the browser's, else English."""
    own = getattr(request, "language", None)
    if own:
        return wired().catalogue.resolve(own)
    return accepted(request.headers.get("Accept-Language", ""), wired().catalogue.languages())
