"""The tokens that open topics."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import topics
from lightkeeper.core.audience import Audience
from lightkeeper.core.topics import Grant, TokenExpired, TokenInvalid

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
KEY = b"k" * 32
GRANT = Grant("c_1", "达娜", "customer", {topics.conversation_topic("R"): Audience.PUBLIC}, NOW + topics.LIFETIME)
TOKEN = topics.sign(GRANT, KEY)


def test_a_token_says_what_was_granted_until_it_expires() -> None:
    assert topics.verify(TOKEN, KEY, NOW) == GRANT
    assert topics.verify(TOKEN, KEY, NOW + topics.LIFETIME - timedelta(seconds=1)) == GRANT
    with pytest.raises(TokenExpired):
        topics.verify(TOKEN, KEY, NOW + topics.LIFETIME)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(TokenInvalid):
        topics.verify(TOKEN, b"o" * 32, NOW)


@pytest.mark.parametrize("token", ["", ".", "a.b", TOKEN + "=", TOKEN + "A", "é.é", "\ud800.x", "x.\ud800", "\0.\0"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(TokenInvalid):
        topics.verify(token, KEY, NOW)


def test_claims_cannot_be_exchanged() -> None:
    body, _, mac = TOKEN.partition(".")
    claims = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).replace(b'"public"', b'"team"')
    forged = base64.urlsafe_b64encode(claims).rstrip(b"=").decode()
    with pytest.raises(TokenInvalid):
        topics.verify(f"{forged}.{mac}", KEY, NOW)


@given(st.text(max_size=200))
def test_no_text_breaks_it(token: str) -> None:
    with pytest.raises(TokenInvalid):
        topics.verify(token, KEY, NOW)


def test_topics_are_named_as_the_screens_expect() -> None:
    assert topics.list_topic("harbor", "wallet") == "l/harbor/wallet"
    assert topics.list_topic("harbor", None) == "l/harbor/-"
    assert topics.person_topic("c_1") == "p/c_1"
