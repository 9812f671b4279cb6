"""Agents' requests: signed in by allauth's session, CSRF checked on everything that changes something."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja.security import APIKeyCookie

from lightkeeper.api.errors import Unauthenticated
from lightkeeper.models import Agent


class AgentAuth(APIKeyCookie):
    """The session cookie. An agent with a second factor is signed in only after it: allauth sees to that."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Any:
        get_token(request)  # the console is a static page: its first question is where it gets the CSRF cookie
        if not _signed_in(request):  # before the CSRF check: a session that ended is told as such
            raise Unauthenticated
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, _key: str | None) -> Agent:
        user = request.user
        assert isinstance(user, Agent)  # noqa: S101 - the caller looked
        request.language = user.language  # type: ignore[attr-defined]
        return user


def _signed_in(request: HttpRequest) -> bool:
    return isinstance(request.user, Agent) and request.user.is_active


def agent(request: HttpRequest) -> Agent:
    """Who was authenticated."""
    found: Agent = request.auth  # type: ignore[attr-defined]
    return found
