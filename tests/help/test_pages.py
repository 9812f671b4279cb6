"""The help centre as readers and search engines meet it."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lightkeeper.actions.article import Text
from lightkeeper.models import Brand
from tests.factories import House
from tests.help.library import FEES, category, library, put


@pytest.fixture
def brand(house: House) -> Brand:
    library(house.brand)
    return house.brand


def shown(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.parametrize(
    ("accepted", "path", "target"),
    [
        ("zh-CN,zh;q=0.9", "/", "/harbor/zh-Hans/"),
        ("zh-TW", "/harbor/", "/harbor/zh-Hans/"),
        ("de,fr;q=0.5", "/harbor", "/harbor/en/"),
        ("zh", "/harbor/verify", "/harbor/zh-Hans/verify"),
        ("en", "/harbor/articles/fees", "/harbor/en/articles/fees"),
    ],
)
def test_an_address_without_a_language_finds_the_readers(brand: Brand, accepted: str, path: str, target: str) -> None:
    response = Client(headers={"Accept-Language": accepted}).get(path)
    assert (response.status_code, response["Location"]) == (302, target)


def test_the_brand_is_found_by_its_host(brand: Brand, reader: Client) -> None:
    Brand.objects.create(
        slug="lagoon", name="Lagoon", host="help.lagoon.example", languages=["en"], created_at=datetime.now(UTC)
    )
    assert reader.get("/", headers={"Host": "help.lagoon.example"})["Location"] == "/lagoon/en/"
    assert reader.get("/", headers={"Host": "testserver"})["Location"] == "/harbor/en/"
    html = reader.get("/lagoon/en/verify").content.decode()
    assert '<link rel="canonical" href="https://help.lagoon.example/lagoon/en/verify">' in html


@pytest.mark.django_db
def test_without_a_brand_there_is_a_page_all_the_same(reader: Client) -> None:
    assert "There is no help centre here yet" in shown(reader, "/")


def test_a_language_that_is_not_offered_leads_to_the_nearest(brand: Brand, reader: Client) -> None:
    assert reader.get("/harbor/zh-HK/search?q=x")["Location"] == "/harbor/zh-Hans/search?q=x"
    assert reader.get("/harbor/fr/articles/fees")["Location"] == "/harbor/en/articles/fees"


def test_home_has_categories_and_articles_in_the_readers_language(brand: Brand, reader: Client) -> None:
    html = shown(reader, "/harbor/zh-Hans/")
    assert "资金" in html
    assert "充值没到账怎么办" in html
    assert '<html lang="zh-Hans" dir="ltr">' in html
    assert '<script src="/widget/loader.js" data-brand="harbor" data-language="zh-Hans" async></script>' in html


def test_an_article_in_the_readers_language(brand: Brand, reader: Client) -> None:
    html = shown(reader, "/harbor/zh-Hans/articles/deposit-not-arrived")
    assert "<h1>充值没到账怎么办</h1>" in html
    assert 'href="/harbor/zh-Hans/articles/fees"' in html
    assert 'id="s-按顺序核对"' in html
    assert "还没有中文版" not in html
    assert '<link rel="canonical" href="http://testserver/harbor/zh-Hans/articles/deposit-not-arrived">' in html
    for each in ("en", "zh-Hans"):
        assert f'hreflang="{each}" href="http://testserver/harbor/{each}/articles/deposit-not-arrived"' in html


def test_an_article_in_another_language_says_so(brand: Brand, reader: Client) -> None:
    html = shown(reader, "/harbor/zh-Hans/articles/fees")
    assert '<article lang="en" dir="ltr">' in html
    assert "下面显示的是 English 版本" in html
    assert '<link rel="canonical" href="http://testserver/harbor/en/articles/fees">' in html


def test_links_to_articles_that_are_not_there_become_words(brand: Brand, reader: Client) -> None:
    html = shown(reader, "/harbor/en/articles/deposit-not-arrived")
    assert "old page" in html
    assert "article:" not in html
    assert 'articles/gone"' not in html
    assert '<div class="table" tabindex="0"><table>' in html


def test_what_an_article_must_not_do_is_gone(house: House, reader: Client) -> None:
    body = (
        "Hello <script>alert(1)</script> <b onclick='x()'>you</b>\n\n[a](javascript:alert(2))\n\n"
        '<h2 id="main">x</h2>\n\n<img src="data:text/html,x" onerror="alert(3)">\n\n<iframe src="//evil.test"></iframe>'
    )
    put(category(house.brand), "bad", en=Text("</script><script>alert(4)</script>", "<i>s</i>", body))
    html = shown(reader, "/harbor/en/articles/bad")
    assert "alert(" not in re.sub(r'<script type="application/ld\+json">.*?</script>', "", html).replace(
        "&lt;/script&gt;&lt;script&gt;alert(4)&lt;/script&gt;", ""
    ).replace("[a](javascript:alert(2))", "")
    for gone in ("onclick", "onerror", "<iframe", "data:text/html", 'id="main">x'):
        assert gone not in html
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(block)["headline"] == "</script><script>alert(4)</script>"


@pytest.mark.parametrize(
    "path",
    ["/nobody/en/", "/harbor/en/articles/none", "/harbor/en/categories/none", "/nobody/", "/harbor/en/none", "/x/y/z"],
)
def test_what_is_not_there_is_a_page_in_the_readers_language(brand: Brand, path: str) -> None:
    html = shown(Client(headers={"Accept-Language": "zh"}), path, 404)
    assert ("没有这个页面" in html) or ("This page does not exist" in html and "/en/" in path)
    assert Client().get("/api/nothing").json()["error"]["code"] == "not_found"


def test_the_sitemap_names_every_page_in_its_languages(brand: Brand, reader: Client) -> None:
    response = reader.get("/sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = {
        url.findtext("s:loc", namespaces=spaces): [link.get("hreflang") for link in url.findall("x:link", spaces)]
        for url in ElementTree.fromstring(response.content)
    }
    base = "http://testserver/harbor"
    assert urls == {
        f"{base}/en/": ["en", "zh-Hans"],
        f"{base}/zh-Hans/": ["en", "zh-Hans"],
        f"{base}/en/verify": ["en", "zh-Hans"],
        f"{base}/zh-Hans/verify": ["en", "zh-Hans"],
        f"{base}/en/categories/money": ["en", "zh-Hans"],
        f"{base}/zh-Hans/categories/money": ["en", "zh-Hans"],
        f"{base}/en/articles/deposit-not-arrived": ["en", "zh-Hans"],
        f"{base}/zh-Hans/articles/deposit-not-arrived": ["en", "zh-Hans"],
        f"{base}/en/articles/fees": [],
        f"{base}/en/articles/withdrawal": [],
    }
    assert "Sitemap: http://testserver/sitemap.xml" in shown(reader, "/robots.txt")


def test_pages_cost_the_same_with_one_article_and_with_three(house: House, reader: Client) -> None:
    money = category(house.brand)
    put(money, "fees", en=FEES)
    paths = ("/harbor/en/", "/harbor/en/search?q=fees", "/harbor/en/categories/money", "/harbor/en/articles/fees")
    counts: list[list[int]] = []
    for _ in range(2):
        counts.append([])
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                shown(reader, path)
            counts[-1].append(len(queries))
        for slug in ("more-fees", "other-fees"):
            put(money, slug, en=FEES)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 6


def test_no_page_sets_a_cookie_or_needs_an_inline_script(brand: Brand, reader: Client) -> None:
    for path in ("/harbor/en/", "/harbor/en/search?q=fees", "/harbor/en/articles/fees", "/harbor/en/verify?what=a.b"):
        response = reader.get(path)
        html = response.content.decode()
        assert not response.cookies
        assert not re.findall(r"<script(?![^>]*(?:src=|ld\+json))|<style|\sstyle=|\son\w+=", html)
        assert "script-src 'self'" in response["Content-Security-Policy"]
