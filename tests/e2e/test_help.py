"""The help centre: found, read, judged, in both languages, also without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.house import BRAND, House
from tests.e2e.screens import LOCALES, Watch, Words

Reader = Callable[..., Page]


@pytest.fixture
def reader(person: Callable[..., Watch], house: House) -> Reader:
    """Makes readers at the help centre: `reader("zh-Hans", "search?q=充值")`."""

    def make(language: str, path: str = "", **options: object) -> Page:
        page = person(locale=LOCALES[language], **options).context.new_page()
        page.goto(f"{house.url}/{BRAND}/{language}/{path}")
        return page

    return make


def test_chinese_words_find_an_article_that_is_read_and_judged(house: House, reader: Reader) -> None:
    words = Words("zh-Hans")
    page = reader("zh-Hans")
    search = page.get_by_role("searchbox").first
    search.fill("充值")
    search.press("Enter")
    expect(page.locator("main")).to_contain_text("充值没到账")
    page.get_by_role("link", name=re.compile("充值没到账")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("充值")
    expect(page.locator("article")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name=words("help.feedback.no"), exact=True).click()
    expect(page.get_by_text(words("help.feedback.sorry"))).to_be_visible()
    page.get_by_role("textbox", name=words("help.feedback.more")).fill("没有写要等多久")
    page.get_by_role("button", name=words("help.feedback.send"), exact=True).click()
    expect(page.get_by_text(words("help.feedback.thanks"))).to_be_visible()
    assert house.sql("select helpful, comment from article_feedback where comment <> ''") == [(False, "没有写要等多久")]


def test_a_typing_error_is_forgiven_without_javascript(reader: Reader) -> None:
    page = reader("en", "search?q=widthdrawal", java_script_enabled=False)
    expect(
        page.get_by_text(Words("en")("help.search.corrected", words="withdrawal", asked="widthdrawal"))
    ).to_be_visible()
    page.locator("main").get_by_role("link", name=re.compile("withdrawal", re.IGNORECASE)).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_language_is_switched_on_the_same_page(reader: Reader) -> None:
    page = reader("en", "articles/deposit-not-arrived")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    page.locator("summary", has_text="English").click()
    page.get_by_role("link", name="简体中文").click()
    expect(page).to_have_url(re.compile("/zh-Hans/articles/deposit-not-arrived"))
    expect(heading).to_contain_text("充值")


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("support@harbor-exchange.example", "official"),
        ("harb0r-exchange.example", "lookalike"),
        ("somebody.example", "unknown"),
    ],
)
def test_is_it_really_us(reader: Reader, asked: str, verdict: str) -> None:
    page = reader("en", "verify")
    page.locator("#what").fill(asked)
    page.locator("#what").press("Enter")
    expect(page.get_by_role("heading", name=Words("en")(f"help.verdict.{verdict}"))).to_be_visible()
