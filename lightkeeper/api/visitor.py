"""Customers' requests: who is asking, by a bearer token and never by a cookie."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from lightkeeper.api.errors import Unauthenticated
from lightkeeper.models import Brand, Customer, VisitorSession
from lightkeeper.ports.wired import wired
from lightkeeper.queries.customer import visitor_session


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in a frame."""

    session: VisitorSession

    @property
    def customer(self) -> Customer:
        return self.session.customer

    @property
    def brand(self) -> Brand:
        return self.session.brand


class VisitorAuth(HttpBearer):
    """`Authorization: Bearer v1...`. A wrong or expired token gets a clear error and no data."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.headers.get("Authorization", "").lower().startswith("bearer "):
            raise Unauthenticated
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, token: str) -> Visitor:
        slug = request.path.split("/")[3]  # /api/widget/<brand>/...
        session = visitor_session(slug, token, wired().clock.now())
        request.language = session.customer.language  # type: ignore[attr-defined]
        return Visitor(session)


def visitor(request: HttpRequest) -> Visitor:
    """Who was authenticated."""
    found: Visitor = request.auth  # type: ignore[attr-defined]
    return found
