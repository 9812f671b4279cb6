"""When an agent's session was last used, for the list of sessions: written once a minute, not at each request."""

import time

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

EVERY_SECONDS = 60.0
REMEMBERED = 10_000


class SessionActivity(UserSessionsMiddleware):  # type: ignore[misc]
    """allauth's, which commits a row at each request: the write, and its wait for the disk, was half of a page."""

    _written: dict[str, float] = {}  # noqa: RUF012  by session key, one for all threads

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key, now = request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), time.monotonic()
        if now - self._written.get(key, -EVERY_SECONDS) < EVERY_SECONDS:
            answer: HttpResponseBase = self.get_response(request)
            return answer
        answer = super().__call__(request)
        if key and request.user.is_authenticated and request.session.session_key == key:
            if len(self._written) >= REMEMBERED:
                self._written.clear()
            self._written[key] = now
        return answer
