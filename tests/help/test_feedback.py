"""Did it help: without JavaScript, without a cookie, guarded and limited."""

import dataclasses

import pytest
from django.test import Client

from lightkeeper.models import ArticleFeedback
from lightkeeper.ports.limiter import MemoryLimiter
from lightkeeper.ports.wired import Ports, use
from tests.factories import House
from tests.help.library import library

PAGE = "/harbor/en/articles/fees"
KEY = "k" * 22


@pytest.fixture
def browser(house: House) -> Client:
    library(house.brand)
    return Client(enforce_csrf_checks=True)


def test_a_word_then_a_few_more_are_one_opinion(browser: Client) -> None:
    first = browser.post(f"{PAGE}/feedback", {"helpful": "no", "key": KEY})
    assert first["Location"] == f"{PAGE}?judged=no&key={KEY}#feedback"
    asked = browser.get(first["Location"]).content.decode()
    assert "We will look at this article again." in asked
    assert f'name="key" value="{KEY}"' in asked
    second = browser.post(f"{PAGE}/feedback", {"helpful": "no", "key": KEY, "comment": "no table"})
    assert "A person reads what you wrote." in browser.get(second["Location"]).content.decode()
    (kept,) = ArticleFeedback.objects.all()
    assert (kept.helpful, kept.comment, kept.language, kept.article.slug) == (False, "no table", "en", "fees")


def test_secrets_are_taken_out_and_the_reader_is_told(browser: Client) -> None:
    words = "mine is legal winner thank year wave sausage worth useful legal winner thank yellow"
    answer = browser.post(f"{PAGE}/feedback", {"helpful": "yes", "key": KEY, "comment": words})
    assert "sausage" not in ArticleFeedback.objects.get().comment
    assert "looked like a secret" in browser.get(answer["Location"]).content.decode()


def test_the_same_key_does_not_reach_another_article(browser: Client) -> None:
    for slug in ("fees", "withdrawal"):
        browser.post(f"/harbor/en/articles/{slug}/feedback", {"helpful": "yes", "key": KEY})
    assert ArticleFeedback.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({"helpful": "maybe", "key": KEY}, {}, 404),
        ({"helpful": "yes", "key": "short"}, {}, 404),
        ({"helpful": "yes", "key": "k" * 100}, {}, 404),
        ({"helpful": "yes", "key": KEY}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({"helpful": "yes", "key": KEY}, {"Sec-Fetch-Site": "same-origin"}, 302),
    ],
)
def test_what_is_taken(browser: Client, data: dict[str, str], headers: dict[str, str], status: int) -> None:
    assert browser.post(f"{PAGE}/feedback", data, headers=headers).status_code == status
    assert ArticleFeedback.objects.exists() is (status == 302)


def test_too_many_opinions_are_refused(browser: Client, ports: Ports) -> None:
    use(dataclasses.replace(ports, limiter=MemoryLimiter(closed=True)))
    response = browser.post(f"{PAGE}/feedback", {"helpful": "yes", "key": KEY})
    assert (response.status_code, ArticleFeedback.objects.count()) == (429, 0)
