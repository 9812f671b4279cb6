"""What every page tells the browser to refuse, and what no address makes a fault of ours."""

import pytest
from django.test import Client

from tests.factories import House, make_house

PAGES = (
    "/",
    "/harbor/",
    "/harbor/en/",
    "/harbor/en/search",
    "/harbor/en/verify",
    "/harbor/en/categories/deposits",
    "/harbor/en/articles/none",
    "/widget/frame/harbor",
    "/sitemap.xml",
    "/robots.txt",
)
ODD = (
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "x" * 4000,
    "%0d%0aSet-Cookie:%20a=b",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%F0%9F%92%A9",
)
NAMES = ("q", "what", "language", "key", "judged", "page", "next", "origin", "as")


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_odd_in_an_address_is_a_fault_of_ours(house: House, page: str) -> None:
    for odd in ODD:
        query = "&".join(f"{name}={odd}" for name in NAMES)
        for address in (f"{page}?{query}", f"{page}/{odd}"):
            answer = Client(headers={"Accept-Language": "\x7f;q=x," * 50}).get(address)
            assert answer.status_code < 500, address
            assert b"<script>alert" not in answer.content
            assert "set-cookie" not in {name.lower() for name in answer.headers}
            assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize("page", [page for page in PAGES if "." not in page])
def test_every_page_has_a_policy(house: House, page: str) -> None:
    answer = Client().get(page, follow=True)
    policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["script-src"] == "'self'"
    assert "unsafe" not in policy
    assert (rules["object-src"], rules["base-uri"]) == ("'none'", "'none'")
    assert rules["frame-ancestors"] == ("'self'" if page.startswith("/widget") else "'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
