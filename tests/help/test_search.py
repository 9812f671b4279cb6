"""Searching: two languages, typos, the word that is still being typed, nothing at all."""

import dataclasses
import re

import pytest
from django.test import Client

from lightkeeper.actions.article import Text
from lightkeeper.ports.limiter import MemoryLimiter
from lightkeeper.ports.wired import Ports, use
from lightkeeper.queries.article_search import search_articles
from tests.factories import House, make_house
from tests.help.library import library, put


@pytest.mark.parametrize(
    ("asked", "language", "first", "corrected"),
    [
        ("deposit", "en", "deposit-not-arrived", None),
        ("deposits", "en", "deposit-not-arrived", None),
        ("充值", "zh-Hans", "deposit-not-arrived", None),
        ("充值", "en", "deposit-not-arrived", None),
        ("我的充值一直没到账", "zh-Hans", "deposit-not-arrived", None),
        ("充直", "zh-Hans", "deposit-not-arrived", "充值"),
        ("depsoit", "en", "deposit-not-arrived", "deposit"),
        ("withdrawel", "en", "withdrawal", "withdrawal"),
        ("Withdrawel steps", "en", "withdrawal", "withdrawal steps"),
        ("withdr", "en", "withdrawal", None),
        ("where is my missing deposit please", "en", "deposit-not-arrived", None),
    ],
)
def test_found(house: House, asked: str, language: str, first: str, corrected: str | None) -> None:
    library(house.brand)
    found = search_articles(house.brand, asked, language)
    assert [row.slug for row in found.rows][:1] == [first]
    assert found.corrected == corrected


@pytest.mark.parametrize("asked", ["", "   ", "zzzzqqqq", "量子纠缠", "' | !! & \\", "a" * 500])
def test_not_found(house: House, asked: str) -> None:
    library(house.brand)
    assert search_articles(house.brand, asked, "en").rows == []


def test_rows_are_in_the_readers_language_whatever_the_words_were_found_in(house: House) -> None:
    library(house.brand)
    rows = search_articles(house.brand, "deposit", "zh-Hans").rows
    assert [row.language for row in rows if row.slug == "deposit-not-arrived"] == ["zh-Hans"]


def test_an_article_that_only_mentions_the_word_is_left_out(house: House) -> None:
    money = library(house.brand)
    words = " ".join(f"word{n}" for n in range(400))
    put(money, "about-staking", en=Text("Staking", "How staking works.", f"{words} deposit {words}"))
    found = [row.slug for row in search_articles(house.brand, "deposit", "en").rows]
    assert found[0] == "deposit-not-arrived"
    assert "about-staking" not in found


def test_other_brands_articles_are_not_found(house: House) -> None:
    library(make_house("lagoon").brand)
    assert search_articles(house.brand, "deposit", "en").rows == []


def test_the_page_says_what_was_searched(house: House, reader: Client) -> None:
    library(house.brand)
    html = reader.get("/harbor/en/search?q=depsoit").content.decode()
    assert "Searched for “deposit” instead of “depsoit”." in html
    assert "My <mark>deposit</mark> has not arrived" in html


def test_nothing_found_offers_a_person_and_the_topics(house: House, reader: Client) -> None:
    library(house.brand)
    html = reader.get("/harbor/zh-Hans/search?q=%3Cb%3Ezzzz").content.decode()
    assert "没有找到“&lt;b&gt;zzzz”" in html
    assert "data-chat" in html
    assert "/harbor/zh-Hans/categories/money" in html


def test_a_recovery_phrase_is_neither_searched_nor_shown(house: House, reader: Client) -> None:
    library(house.brand)
    phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    html = reader.get("/harbor/en/search", {"q": phrase}).content.decode()
    assert "sausage" not in html
    assert "This looks like a secret" in html


def test_too_many_searches_are_refused_with_a_page(house: House, ports: Ports) -> None:
    use(dataclasses.replace(ports, limiter=MemoryLimiter(closed=True)))
    response = Client().get("/harbor/zh-Hans/search?q=x")
    assert response.status_code == 429
    assert int(response["Retry-After"]) >= 1
    assert re.search("请求太频繁", response.content.decode())


def test_a_transaction_hash_is_sent_to_the_chat(house: House, reader: Client) -> None:
    library(house.brand)
    html = reader.get("/harbor/en/search", {"q": "0x" + "a1" * 32}).content.decode()
    assert "Paste it into the chat" in html
    assert "This looks like a secret" not in html
