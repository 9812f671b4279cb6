"""Signing in: how often one may try, from where, and what a stranger learns by it."""

import dataclasses
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from lightkeeper.actions.outbox import queue_agent_mail
from lightkeeper.models import Agent
from lightkeeper.ports.bus import Frame, MemoryBus, Revoke
from lightkeeper.ports.wired import Ports, use
from lightkeeper.queries.mail import mail_for
from tests.factories import House

PASSWORD = "the lamp burns until the morning"
PLACE = "/api/auth/browser/v1"


class Browser:
    """An agent's browser behind `address`, which checks CSRF as a real one is checked."""

    def __init__(self, address: str = "203.0.113.7") -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"X-Forwarded-For": address})

    def __call__(self, method: str, path: str, body: Any = None, *, csrf: bool = True) -> Any:
        token = self.client.cookies.get("csrftoken")
        return self.client.generic(
            method,
            f"{PLACE}{path}",
            data=json.dumps(body or {}).encode(),
            content_type="application/json",
            headers={"X-CSRFToken": token.value} if csrf and token else {},
        )

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        self("GET", "/auth/session")  # sets the CSRF cookie
        return self("POST", "/auth/login", {"email": email, "password": password})


@pytest.fixture
def alice(house: House) -> Agent:
    call_command("createcachetable", verbosity=0)
    cache.clear()
    alice = house.alice
    alice.set_password(PASSWORD)
    alice.save()
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


def test_the_way_in(alice: Agent) -> None:
    browser = Browser()
    assert browser.sign_in(alice.email).status_code == 200
    session, csrf = browser.client.cookies["sessionid"], browser.client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], csrf["samesite"]) == (True, "Lax", "Lax")


def test_signing_in_needs_the_csrf_token_and_makes_a_new_session(alice: Agent) -> None:
    browser = Browser()
    browser("GET", "/auth/session")
    refused = browser("POST", "/auth/login", {"email": alice.email, "password": PASSWORD}, csrf=False)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    browser.client.cookies["sessionid"] = "planted-by-somebody-else-00000000"
    assert browser.sign_in(alice.email).status_code == 200
    assert browser.client.cookies["sessionid"].value != "planted-by-somebody-else-00000000"


def test_a_stranger_does_not_learn_who_works_here(alice: Agent) -> None:
    known, unknown = Browser("10.0.0.1"), Browser("10.0.0.2")
    answers = [known.sign_in(alice.email, "wrong"), unknown.sign_in("nobody@harbor.example", "wrong")]
    assert answers[0].status_code == answers[1].status_code == 400
    assert answers[0].json() == answers[1].json()
    asked = [
        each("POST", "/auth/password/request", {"email": email})
        for each, email in ((known, alice.email), (unknown, "nobody@harbor.example"))
    ]
    assert asked[0].status_code == asked[1].status_code == 200
    assert asked[0].json() == asked[1].json()


def test_nobody_signs_up(alice: Agent) -> None:
    browser = Browser()
    browser("GET", "/auth/session")
    assert browser("POST", "/auth/signup", {"email": "eve@evil.example", "password": PASSWORD}).status_code == 403
    assert not Agent.objects.filter(email="eve@evil.example").exists()


def tries(address: str, email: str, number: int) -> list[int]:
    return [Browser(address).sign_in(email, f"wrong {each}").status_code for each in range(number)]


def test_guessing_ends_soon(alice: Agent) -> None:
    tries("203.0.113.7", alice.email, 5)
    assert Browser("203.0.113.7").sign_in(alice.email).status_code != 200


def test_guessing_from_elsewhere_does_not_lock_the_agent_out(alice: Agent) -> None:
    tries("203.0.113.66", alice.email, 12)
    assert Browser("203.0.113.7").sign_in(alice.email).status_code == 200


def test_a_network_of_ones_own_gives_no_more_tries(alice: Agent) -> None:
    for number in range(5):
        tries(f"2001:db8:1:2::{number}", alice.email, 1)
    assert Browser("2001:db8:1:2::99").sign_in(alice.email).status_code != 200


class Overheard(MemoryBus):
    """Keeps what was published."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Frame] = []

    def publish(self, *frames: Frame) -> bool:
        self.said += frames
        return super().publish(*frames)


@pytest.fixture
def bus(ports: Ports) -> Overheard:
    made = Overheard()
    use(dataclasses.replace(ports, bus=made))
    return made


def test_signing_out_shuts_the_sockets(
    alice: Agent, bus: Overheard, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    browser = Browser()
    browser.sign_in(alice.email)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser("DELETE", "/auth/session").status_code == 401  # nobody is signed in any more
    assert Revoke(person=alice.ref) in bus.said


def test_ending_a_session_elsewhere_shuts_its_sockets(
    alice: Agent, bus: Overheard, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    here, stolen = Browser(), Browser("203.0.113.66")
    here.sign_in(alice.email)
    stolen.sign_in(alice.email)
    rows = here("GET", "/auth/sessions").json()["data"]
    other = [row["id"] for row in rows if not row["is_current"]]
    with django_capture_on_commit_callbacks(execute=True):
        assert here("DELETE", "/auth/sessions", {"sessions": other}).status_code == 200
    assert Revoke(person=alice.ref) in bus.said
    assert stolen("GET", "/auth/session").status_code == 401


def test_a_link_to_set_a_password_works_once(alice: Agent, now: datetime) -> None:
    mail = mail_for(queue_agent_mail("password_reset", alice, now=now), now=now)
    assert mail is not None
    found = re.search(r"/desk/reset/(\S+)", mail.text)
    assert found is not None
    browser = Browser()
    browser("GET", "/auth/session")
    body = {"key": found[1], "password": "a wholly different lamp"}
    assert browser("POST", "/auth/password/reset", body).status_code in (200, 401)
    again = Browser()
    again("GET", "/auth/session")
    assert again("POST", "/auth/password/reset", {**body, "password": "and one more lamp"}).status_code == 400
    assert Browser().sign_in(alice.email, "a wholly different lamp").status_code == 200


def test_codes_of_the_second_factor_cannot_be_guessed(alice: Agent) -> None:
    secret = generate_totp_secret()
    TOTP.activate(alice, secret)
    browser = Browser()
    assert browser.sign_in(alice.email).status_code == 401
    assert Client().get("/api/agent/me").status_code == 401
    right = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    wrong = f"{(int(right) + 500_000) % 1_000_000:06}"
    for _ in range(5):
        assert browser("POST", "/auth/2fa/authenticate", {"code": wrong}).status_code == 400
    assert browser("POST", "/auth/2fa/authenticate", {"code": right}).status_code == 400
    assert browser.client.get("/api/agent/me").status_code == 401
