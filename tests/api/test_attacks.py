"""Every operation of `openapi.json`, met by strangers, by the wrong people, and by nonsense."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from lightkeeper.api import errors
from lightkeeper.core.access import Role
from lightkeeper.models import Agent
from lightkeeper.ports.vault import KeysExposed
from tests.api.conftest import Http, desk, visitor
from tests.factories import House, make_agent, make_house

DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
OPEN = {
    ("GET", "/api/widget/{brand}/config"),
    ("GET", "/api/widget/{brand}/articles"),
    ("GET", "/api/widget/{brand}/articles/{slug}"),
    ("POST", "/api/widget/{brand}/visitors"),
    ("POST", "/api/widget/{brand}/identify"),
}
"""What anybody may ask."""
OPERATIONS = [(method.upper(), path) for path, row in DOCUMENT["paths"].items() for method in row]
CLOSED = [operation for operation in OPERATIONS if operation not in OPEN]
OF_A_CASE = [(method, path) for method, path in CLOSED if "{reference}" in path]
NAMES = {"brand": "harbor", "slug": "deposit", "audience": "public", "key": "k" * 32, "ref": "ev_none"}
BODIES: dict[str, Any] = {
    "agent": None,
    "to": "open",
    "team": "wallet",
    "subject": "x",
    "body": "hello",
    "seen_seq": 0,
    "base_seq": 0,
    "seq": 1,
    "reason": "asked",
    "score": 5,
    "name": "a.txt",
    "size": 10,
    "jwt": "x",
    "email": "a@b.example",
    "role": "agent",
}
"""A value for each required field, so that nothing is refused for its form before it is refused for its asker."""


def schema(method: str, path: str) -> dict[str, Any]:
    body = DOCUMENT["paths"][path][method.lower()].get("requestBody")
    if body is None:
        return {}
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    found: dict[str, Any] = DOCUMENT["components"]["schemas"][name]
    return found


def proper(method: str, path: str) -> dict[str, Any] | None:
    """A body with all that is required."""
    shape = schema(method, path)
    body = {name: BODIES[name] for name in shape.get("required", [])}
    if path.endswith("/handler"):
        body["to"] = "person"
    return body if shape else None


def filled(path: str, **names: str) -> str:
    return path.format(**{**NAMES, "reference": "ZZZZZZZZZZ", **names})


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nobody_gets_in_without_credentials(house: House, method: str, path: str) -> None:
    answer = Http("")(method, filled(path), proper(method, path))
    assert (answer.status, answer.code) == (401, "unauthenticated")
    assert set(answer.body["error"]) == {"code", "message", "fields", "request"}


@pytest.mark.parametrize(("method", "path"), [each for each in CLOSED if "{brand}" in each[1]])
def test_a_token_opens_its_own_brand_alone(house: House, method: str, path: str) -> None:
    make_house("lagoon")
    token = visitor("lagoon").client.defaults["HTTP_AUTHORIZATION"]
    answer = Http("", Authorization=token)(method, filled(path), proper(method, path))
    assert (answer.status, answer.code) == (401, "token_invalid")


@pytest.mark.parametrize(("method", "path"), [each for each in CLOSED if each[1].startswith("/api/agent")])
def test_an_agents_cookie_alone_changes_nothing(house: House, method: str, path: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(house.lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.generic(
        method,
        filled(path),
        data=json.dumps(proper(method, path)),
        content_type="application/json",
        headers={"Origin": "https://evil.example", "Idempotency-Key": "a" * 36},
    )
    if method == "GET":
        assert answer.status_code != 403
    else:
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")


def outsiders(house: House) -> Iterator[Agent]:
    yield house.charlie  # another team
    yield make_agent(make_house("lagoon").brand, "eve", Role.ADMIN)


@pytest.mark.parametrize(("method", "path"), OF_A_CASE)
def test_a_hidden_case_answers_as_a_missing_one(house: House, method: str, path: str) -> None:
    dana = visitor()
    reference = dana("POST", "/conversations", {"body": "hello"}).body["conversation"]["reference"]
    strangers = [visitor()] if "{brand}" in path else [desk(each) for each in outsiders(house)]
    for stranger in strangers:
        stranger.prefix = ""
        hidden = stranger(method, filled(path, reference=reference), proper(method, path))
        missing = stranger(method, filled(path), proper(method, path))
        assert (hidden.status, hidden.body) == (missing.status, missing.body)
        assert hidden.status == 404, hidden.body


TEXTS = ("", "\0", "\ud800", "a\0b", "x" * 30_000, "\u202e\u2066", "../../etc/passwd", "' or 1=1 --", "%s%(x)s{0}")
NUMBERS = (-1, 0, 2**31, 2**63, 10**30, 1.5, float("1e308"))
OTHERS: tuple[Any, ...] = (None, True, [], [[]], {}, {"a": {"b": []}}, ["\0"], ["\ud800"], ["x" * 5000], [None], [1])
VALUES: tuple[Any, ...] = (*TEXTS, *NUMBERS, *OTHERS)
RAW = (
    (b"", "application/json"),
    (b"\xff\xfe\0\xd8", "application/json"),
    (b"null", "application/json"),
    (b"[]", "application/json"),
    (b'"x"', "application/json"),
    (b"NaN", "application/json"),
    (b"[" * 100_000, "application/json"),
    (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "application/json"),
    (b'{"seq":' + b"9" * 5000 + b',"body":"x"}', "application/json"),
    (b'{"body":"' + b"x" * 2_000_000 + b'"}', "application/json"),
    (b"body=x", "application/x-www-form-urlencoded"),
    (b"--x\r\n", "multipart/form-data; boundary=x"),
    (b"{}", "multipart/form-data"),
    (b"{}", "application/json; charset=utf-16"),
    (b"{}", "application/json; charset=nonsense"),
    (b"{}", "\xff\xfe"),
)
IN_PATHS = ("%00", "%ED%A0%80", "%FF", "x" * 3000, "%2e%2e", "%0d%0a", "%F0%9F%92%A9")


def nonsense(method: str, path: str) -> Iterator[tuple[str, bytes, str]]:
    """(address, body, content type) of many odd requests of one operation."""
    good = proper(method, path)
    plain = json.dumps(good).encode() if good is not None else b""
    parameters = DOCUMENT["paths"][path][method.lower()].get("parameters", [])
    for each in parameters:
        if each["in"] == "path" and each["name"] != "reference":
            for odd in IN_PATHS:
                yield filled(path, **{each["name"]: odd}), plain, "application/json"
        if each["in"] == "query":
            for odd in (*IN_PATHS, "-1", str(10**30), "1e9", "W10=", "WyIyMDI2LTAxLTAxIiwgIjEiXQ=="):
                yield f"{filled(path)}?{each['name']}={odd}&q=x", plain, "application/json"
    if good is None:
        return
    for name, odd in itertools.product(schema(method, path)["properties"], VALUES):
        yield filled(path), json.dumps({**good, name: odd}).encode(), "application/json"
    for raw, kind in RAW:
        yield filled(path), raw, kind


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_nonsense_is_refused_and_never_a_fault_of_ours(house: House, method: str, path: str) -> None:
    """A table of odd values in every place where something can be written."""
    if "{brand}" in path:
        asker = visitor()
        asker("POST", "/conversations", {"body": "hello"})
        reference = asker("GET", "/conversations").body["rows"][0]["reference"]
    else:
        reference = visitor()("POST", "/conversations", {"body": "hi"}).body["conversation"]["reference"]
        asker = desk(house.lead)
    faults = []
    for number, (address, body, kind) in enumerate(nonsense(method, path)):
        answer = asker.client.generic(
            method,
            address.replace("ZZZZZZZZZZ", reference),
            data=body,
            content_type=kind,
            headers={"Idempotency-Key": f"nonsense-{number}"},
        )
        if answer.status_code >= 500:
            faults.append((answer.status_code, address[:120], body[:120], kind))
    assert not faults, faults[:12]


def test_what_an_address_does_not_take_is_said_in_the_one_format(house: House) -> None:
    answer = visitor()("DELETE", "/conversations")
    assert (answer.status, answer.code) == (405, "method_not_allowed")
    assert sorted(answer.headers["Allow"].split(", ")) == ["GET", "POST"]


def test_a_fault_of_ours_keeps_its_fields_to_itself() -> None:
    answer = errors.answer(HttpRequest(), KeysExposed(path="/srv/lightkeeper/keys"))
    assert b"/srv" not in answer.content


def test_an_agent_renames_a_case(house: House) -> None:
    reference = visitor()("POST", "/conversations", {"body": "hello"}).body["conversation"]["reference"]
    alice = desk(house.alice)
    assert alice("PATCH", f"/conversations/{reference}", {"subject": "Missing deposit"}).status == 200
    assert alice("GET", f"/conversations/{reference}").body["subject"] == "Missing deposit"
