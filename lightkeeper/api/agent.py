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
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, _key: str | None) -> Agent:
        user = request.user
        if not isinstance(user, Agent) or not user.is_active:
            raise Unauthenticated
        request.language = user.language  # type: ignore[attr-defined]
        return user


def agent(request: HttpRequest) -> Agent:
    """Who was authenticated."""
    found: Agent = request.auth  # type: ignore[attr-defined]
    return found
