"""Articles for the widget and the console."""

from tests.api.conftest import Http, desk, visitor
from tests.factories import House
from tests.help.library import library


def test_the_widget_searches_and_reads(house: House) -> None:
    library(house.brand)
    frame = visitor()
    found = frame("GET", "/articles", q="depsoit", language="en")
    assert found.status == 200
    assert found.body["corrected"] == "deposit"
    assert found.body["rows"][0] == {
        "slug": "deposit-not-arrived",
        "language": "en",
        "title": "My deposit has not arrived",
        "summary": "Paste the transaction hash and see where it is.",
        "url": "/harbor/en/articles/deposit-not-arrived",
    }
    read = frame("GET", "/articles/deposit-not-arrived", language="zh-CN").body
    assert (read["language"], read["title"]) == ("zh-Hans", "充值没到账怎么办")
    assert '<a href="/harbor/zh-Hans/articles/fees"' in read["html"]


def test_articles_are_open_to_who_has_no_token(house: House) -> None:
    library(house.brand)
    stranger = Http("/api/widget/harbor", **{"Accept-Language": "zh"})
    assert stranger("GET", "/articles/fees").body["language"] == "en"
    assert stranger("GET", "/articles/none").code == "not_found"
    assert Http("/api/widget/nobody")("GET", "/articles", q="x").code == "not_found"
    assert stranger("GET", "/articles").body["rows"] == []


def test_agents_find_articles_in_the_customers_language(house: House) -> None:
    library(house.brand)
    alice = desk(house.alice)
    row = alice("GET", "/articles", q="充值", language="zh-Hans").body["rows"][0]
    assert (row["language"], row["title"]) == ("zh-Hans", "充值没到账怎么办")
    assert Http("/api/agent")("GET", "/articles", q="x").code == "unauthenticated"
