"""In which language a request is answered."""

from django.http import HttpRequest

from lightkeeper.ports.wired import wired


def reading_language(request: HttpRequest) -> str:
    """The person's own (set on the request when it was authenticated), else the browser's, else English."""
    own = getattr(request, "language", None)
    if own:
        return wired().catalogue.resolve(own)
    known = wired().catalogue.languages()
    for tag in accepted(request.headers.get("Accept-Language", "")):
        resolved = wired().catalogue.resolve(tag)
        if resolved in known and (resolved != "en" or tag.lower().startswith("en")):
            return resolved
    return "en"


def accepted(header: str) -> list[str]:
    """The language tags of an Accept-Language header, most wanted first."""
    weighed: list[tuple[float, int, str]] = []
    for position, part in enumerate(header.split(",")[:20]):
        tag, _, parameters = part.strip().partition(";")
        weight = parameters.strip().removeprefix("q=") or "1"
        if tag and tag != "*":
            weighed.append((-float(weight) if weight.replace(".", "", 1).isdigit() else 0.0, position, tag.strip()))
    return [tag for _, _, tag in sorted(weighed)]
