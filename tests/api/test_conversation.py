"""A conversation over HTTP, from both sides, with everyone who must not see it."""

import dataclasses
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lightkeeper.core.access import Role
from lightkeeper.ports.limiter import MemoryLimiter
from lightkeeper.ports.wired import Ports, use
from tests.api.conftest import Answer, Http, desk, visitor
from tests.factories import House, make_agent, make_house


@pytest.fixture
def dana(house: House) -> Http:
    return visitor()


@pytest.fixture
def reference(dana: Http) -> str:
    started = dana("POST", "/conversations", {"body": "我的充值没到账", "language": "zh-CN"})
    assert started.status == 201, started.body
    return str(started.body["conversation"]["reference"])


def test_what_the_customer_writes_the_agent_reads_and_answers(house: House, dana: Http, reference: str) -> None:
    alice = desk(house.alice)
    row = alice("GET", "/inbox").body["rows"][0]
    assert (row["reference"], row["last"]["text"], row["language"]) == (reference, "我的充值没到账", "zh-Hans")
    case = alice("GET", f"/conversations/{reference}").body
    sent = alice("POST", f"/conversations/{reference}/messages", {"body": "已到账", "seen_seq": case["public_seq"]})
    assert sent.status == 201
    events = dana("GET", f"/conversations/{reference}/events").body["events"]
    assert [event["payload"]["body"] for event in events if event["kind"] == "message.posted"] == [
        "我的充值没到账",
        "已到账",
    ]
    assert dana("GET", f"/conversations/{reference}").body["unread"] == 1


def test_a_repeat_is_answered_as_the_first_time(house: House, dana: Http, reference: str) -> None:
    key, path = str(uuid.uuid4()), f"/conversations/{reference}/messages"
    first = dana("POST", path, {"body": "hello"}, key=key)
    again = dana("POST", path, {"body": "hello"}, key=key)
    other = dana("POST", path, {"body": "goodbye"}, key=key)
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotent-Replay"] == "true"
    assert (other.status, other.code) == (409, "idempotency_mismatch")
    assert len(dana("GET", f"/conversations/{reference}/events").body["events"]) == 4


def everyone_else(house: House) -> list[Callable[[], Http]]:
    other = make_house("lagoon")
    eve = make_agent(other.brand, "eve", Role.ADMIN)
    return [
        lambda: visitor("harbor"),
        lambda: visitor("lagoon"),
        lambda: desk(house.charlie),
        lambda: desk(eve),
    ]


def test_hidden_and_missing_look_alike(house: House, reference: str) -> None:
    for make in everyone_else(house):
        http = make()
        for method, path, body in (
            ("GET", "/conversations/{}", None),
            ("GET", "/conversations/{}/events", None),
            ("GET", "/conversations/{}/transcript", None),
            ("POST", "/conversations/{}/messages", {"body": "x", "seen_seq": 0}),
            ("POST", "/conversations/{}/read", {"seq": 1}),
        ):
            hidden = http(method, path.format(reference), body)
            missing = http(method, path.format("ZZZZZZZZZZ"), body)
            assert (hidden.status, hidden.body) == (missing.status, missing.body)
            assert hidden.status == 404, (method, path)


def test_an_internal_note_never_reaches_the_customer(house: House, dana: Http, reference: str) -> None:
    alice = desk(house.alice)
    note = {"body": "suspicious, ask Lena", "audience": "team", "seen_seq": 0}
    assert alice("POST", f"/conversations/{reference}/messages", note).status == 201
    for path in ("", "/events", "/transcript"):
        answer = dana("GET", f"/conversations/{reference}{path}")
        assert answer.status == 200
        assert "suspicious" not in str(answer.body)
    assert b"suspicious" in alice("GET", f"/conversations/{reference}/transcript").body


def test_a_wrong_or_expired_token_gets_a_clear_error_and_no_data(house: House, dana: Http, reference: str) -> None:
    forged = Http("/api/widget/harbor", Authorization="Bearer v1.abc.def")
    assert forged("GET", "/conversations").code == "token_invalid"
    assert Http("/api/widget/harbor")("GET", "/conversations").code == "unauthenticated"
    assert Http("/api/agent")("GET", "/me").code == "unauthenticated"
    assert dana("POST", "/logout").status == 204
    assert dana("GET", "/conversations").code == "token_expired"


def test_errors_speak_the_persons_language(house: House) -> None:
    http = Http("/api/widget/harbor", **{"Accept-Language": "zh-TW,zh;q=0.9"})
    answer = http("GET", "/conversations")
    assert answer.body["error"]["message"] == "请先登录。"


def test_too_often_is_told_with_a_time(house: House, ports: Ports, dana: Http, reference: str) -> None:
    use(dataclasses.replace(ports, limiter=MemoryLimiter(closed=True)))
    answer: Answer = dana("POST", f"/conversations/{reference}/messages", {"body": "x"})
    assert (answer.status, answer.code) == (429, "rate_limited")
    assert int(answer.headers["Retry-After"]) >= 1


def test_lists_cost_the_same_with_one_row_and_with_three(house: House, dana: Http, reference: str) -> None:
    alice = desk(house.alice)
    alice("GET", "/me")  # the first request of a session records the session
    for http, path in ((alice, "/inbox"), (dana, "/conversations"), (alice, "/search")):
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert http("GET", path, q="充值").status == 200
            counts.append(len(queries))
            for _ in range(2):
                dana("POST", "/conversations", {"body": "我的充值也没到账"})
        assert counts[0] == counts[1], path
