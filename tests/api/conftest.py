"""Clients of the API: an agent's browser and a customer's frame."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from lightkeeper.models import Agent
from tests.factories import House, make_house


@dataclass
class Answer:
    status: int
    body: Any
    headers: Any

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])


class Http:
    """JSON over Django's test client; each POST has its own Idempotency-Key unless one is given."""

    def __init__(self, prefix: str, **headers: str) -> None:
        self.client = Client(headers=headers)
        self.prefix = prefix

    def __call__(self, method: str, path: str, body: Any = None, *, key: str | None = None, **query: Any) -> Answer:
        headers = {"Idempotency-Key": key or str(uuid.uuid4())} if method == "POST" else {}
        response = self.client.generic(
            method,
            self.prefix + path,
            data=b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=headers,
            query_params=query or None,
        )
        is_json = response.content and response.headers["Content-Type"].partition(";")[0] == "application/json"
        return Answer(response.status_code, response.json() if is_json else response.content, response.headers)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def visitor(brand: str = "harbor") -> Http:
    """A fresh anonymous frame."""
    made = Http(f"/api/widget/{brand}")("POST", "/visitors", {})
    assert made.status == 201, made.body
    return Http(f"/api/widget/{brand}", Authorization=f"Bearer {made.body['token']}")


def desk(agent: Agent) -> Http:
    """An agent who is signed in."""
    http = Http("/api/agent")
    http.client.force_login(agent, backend="allauth.account.auth_backends.AuthenticationBackend")
    return http
