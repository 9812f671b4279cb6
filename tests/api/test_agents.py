"""Colleagues: invited, signed in for the first time, and safe from then on."""

import re

from allauth.account.models import EmailAddress
from django.test import Client

from lightkeeper.models import Agent, Outbox
from lightkeeper.queries.mail import mail_for
from tests.api.conftest import desk
from tests.factories import NOW, House


def test_an_invited_agent_sets_a_password_and_gets_in_with_a_confirmed_address(house: House) -> None:
    lead = desk(house.lead)
    invited = lead("POST", "/invitations", {"email": "Nia@harbor.example", "name": "Nia", "role": "agent", "teams": []})
    assert invited.status == 201, invited.body
    mail = mail_for(Outbox.objects.get(template="invitation"), now=NOW)
    assert mail is not None
    key = re.search(r"/desk/welcome/(\S+)", mail.text)
    assert key is not None, mail.text
    browser = Client()
    reset = browser.post(
        "/api/auth/browser/v1/auth/password/reset",
        {"key": key.group(1), "password": "a-long-enough-pass"},
        content_type="application/json",
    )
    assert reset.status_code in {200, 401}, reset.content  # 401: set, and to be signed in with
    login = browser.post(
        "/api/auth/browser/v1/auth/login",
        {"email": "nia@harbor.example", "password": "a-long-enough-pass"},
        content_type="application/json",
    )
    assert login.status_code == 200, login.content
    agent = Agent.objects.get(email="nia@harbor.example")
    assert EmailAddress.objects.get(user=agent).verified
    assert desk(agent)("GET", "/inbox").body["rows"] == []
    assert desk(agent)("GET", "/articles", q="deposit", language="en").status == 200


def test_only_who_leads_may_invite_and_nobody_hands_out_more_than_they_have(house: House) -> None:
    body = {"email": "x@harbor.example", "name": "X", "role": "agent", "teams": []}
    assert desk(house.alice)("POST", "/invitations", body).code == "forbidden"
    assert desk(house.lead)("POST", "/invitations", {**body, "role": "admin"}).code == "forbidden"
    assert desk(house.lead)("POST", "/invitations", {**body, "email": "nobody"}).code == "email_unusable"
    assert desk(house.lead)("POST", "/invitations", {**body, "email": house.bob.email}).code == "agent_known"
