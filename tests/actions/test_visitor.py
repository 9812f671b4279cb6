"""Customers' frames: what joins an account, what ends a session, whom the platform vouches for."""

from datetime import datetime, timedelta

import pytest

from lightkeeper.actions import visitor
from lightkeeper.actions.visitor import Frame, Vouched
from lightkeeper.core.topics import TokenExpired, TokenInvalid
from lightkeeper.models import Conversation, Customer, Identity
from lightkeeper.queries.customer import customer_email, own_conversations, visitor_session
from tests.actions.test_ledger import together
from tests.actions.verify import verify_action
from tests.factories import House, make_house, start

DANA = Vouched("user-1", "Dana", "dana@example.com")


def begin(house: House, now: datetime) -> Frame:
    return visitor.begin(house.brand, language="en", timezone="UTC", now=now)


def vouch(house: House, now: datetime, vouched: Vouched = DANA, frame: Frame | None = None) -> Frame:
    return visitor.vouch(house.brand, vouched, frame.session if frame else None, language="en", now=now)


def test_an_anonymous_conversation_joins_only_from_its_own_frame(house: House, now: datetime) -> None:
    account = vouch(house, now).session.customer
    here, elsewhere = begin(house, now), begin(house, now)
    mine, other = start(here.session.customer), start(elsewhere.session.customer)
    with verify_action(mine):
        joined = vouch(house, now, frame=here).session.customer
    assert joined == account
    assert [row["reference"] for row in own_conversations(account)] == [mine.reference]
    assert Conversation.objects.get(pk=mine.pk).summary["customer"] == {"ref": account.ref, "name": "Dana"}
    assert Conversation.objects.get(pk=other.pk).customer == elsewhere.session.customer


def test_a_first_sign_in_names_the_conversation_that_is_there(house: House, now: datetime) -> None:
    frame = begin(house, now)
    conversation = start(frame.session.customer)
    with verify_action(conversation):
        vouch(house, now, frame=frame)
    row = Conversation.objects.get(pk=conversation.pk)
    assert row.customer == frame.session.customer
    assert row.summary["customer"]["name"] == "Dana"


def test_another_account_in_the_same_frame_takes_nothing_along(house: House, now: datetime) -> None:
    first = vouch(house, now)
    conversation = start(first.session.customer)
    second = vouch(house, now, Vouched("user-2", "Eve", None), first)
    assert second.session.customer != first.session.customer
    assert own_conversations(second.session.customer) == []
    assert Conversation.objects.get(pk=conversation.pk).customer == first.session.customer


def test_tokens_end(house: House, now: datetime) -> None:
    slug, frame = house.brand.slug, begin(house, now)
    assert visitor_session(slug, frame.token, now) == frame.session
    vouched = vouch(house, now, frame=frame)
    with pytest.raises(TokenExpired):  # the frame has a new one
        visitor_session(slug, frame.token, now)
    with pytest.raises(TokenExpired):
        visitor_session(slug, vouched.token, now + visitor.VERIFIED_LIFE)
    visitor.end(vouched.session, now=now)
    with pytest.raises(TokenExpired):
        visitor_session(slug, vouched.token, now)


def test_a_token_is_of_one_brand_and_cannot_be_made_up(house: House, now: datetime) -> None:
    make_house("kraken")
    token = begin(house, now).token
    for slug, forged in (
        ("kraken", token),
        ("harbor", token[:-1]),
        ("harbor", "v1.x.y"),
        ("harbor", "é"),
        ("none", ""),
    ):
        with pytest.raises(TokenInvalid):
            visitor_session(slug, forged, now)


def test_copies_go_to_the_address_that_the_platform_named_last(house: House, now: datetime) -> None:
    customer = vouch(house, now).session.customer
    visitor.describe_customer(customer, email="typed@example.com", now=now)
    assert customer_email(customer) == "dana@example.com"
    vouch(house, now + timedelta(days=1), Vouched("user-1", "Dana", "new@example.com"))
    assert customer_email(customer) == "new@example.com"
    vouch(house, now + timedelta(days=2))
    assert customer_email(customer) == "dana@example.com"


def test_an_address_of_somebody_else_stays_theirs(house: House, now: datetime) -> None:
    vouch(house, now)
    eve = vouch(house, now, Vouched("user-2", "Eve", "dana@example.com")).session.customer
    assert customer_email(eve) is None


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_sign_in_at_once_are_one_customer(now: datetime) -> None:
    house = make_house()
    before = Customer.objects.count()
    assert together(*[lambda: vouch(house, now)] * 3) == []
    assert Identity.objects.filter(kind="platform").count() == 1
    assert Customer.objects.count() == before + 1
