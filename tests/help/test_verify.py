"""The verify page: the verdict in words, the list, and what staff never do."""

import pytest
from django.test import Client

from lightkeeper.models import OfficialChannel
from tests.factories import NOW, House, make_house


@pytest.fixture(autouse=True)
def channels(house: House) -> None:
    for kind, value in (
        ("site", "harbor-exchange.example"),
        ("email", "support@harbor-exchange.example"),
        ("x", "harborx"),
    ):
        OfficialChannel.objects.create(brand=house.brand, kind=kind, value=value, added_at=NOW)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("https://www.harbor-exchange.example/login", "Yes, this is ours"),
        ("@HarborX", "Yes, this is ours"),
        ("harbor-exchange.com", "No. It is made to look like ours"),
        ("hаrbor-exchange.example", "The letter “а” is not a Latin one (Cyrillic Small Letter A)."),
        ("https://harbor-exchange.example@evil.test", "It leads to evil.test"),
        ("ceo@harbor-exchange.example", "Not on our list"),
        ("+1 212 555 0100", "Not ours, as far as we know"),
        ("hello there", "We cannot tell what this is"),
        ("<script>alert(1)</script>.com", "We cannot tell what this is"),
    ],
)
def test_the_verdict(reader: Client, what: str, says: str) -> None:
    response = reader.get("/harbor/en/verify", {"what": what})
    html = response.content.decode()
    assert says in html
    assert "<script>alert" not in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_list_and_what_staff_never_do_stand_there_always(reader: Client) -> None:
    html = reader.get("/harbor/zh-Hans/verify").content.decode()
    assert 'href="mailto:support@harbor-exchange.example"' in html
    assert "索要密码、验证码、私钥或助记词" in html
    assert 'rel="canonical"' in html


def test_other_brands_channels_are_not_ours(house: House, reader: Client) -> None:
    make_house("lagoon")
    html = reader.get("/lagoon/en/verify", {"what": "harbor-exchange.example"}).content.decode()
    assert "Not ours, as far as we know" in html
    assert "No official channels are listed yet" in html


def test_a_secret_is_not_judged_and_not_shown(reader: Client) -> None:
    phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    html = reader.get("/harbor/en/verify", {"what": phrase}).content.decode()
    assert "sausage" not in html
    assert "This looks like a secret" in html
