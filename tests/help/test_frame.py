"""The widget's frame page: who may embed it, what it tells the app, what it leaves behind."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import House


def policy(header: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (each.split() for each in header.split(";") if each.strip())}


@pytest.mark.parametrize(
    ("origins", "ancestors"),
    [
        ([], ["'self'"]),
        (["https://www.harbor.example"], ["'self'", "https://www.harbor.example"]),
        (
            ["http://127.0.0.1:8100", "https://*.harbor.example"],
            ["'self'", "http://127.0.0.1:8100", "https://*.harbor.example"],
        ),
        (["https://a.example; script-src *", "https://b.example *", "javascript:x"], ["'self'"]),
    ],
)
def test_only_the_brands_pages_may_embed_it(
    house: House, reader: Client, origins: list[str], ancestors: list[str]
) -> None:
    house.brand.allowed_origins = origins
    house.brand.save()
    response = reader.get("/widget/frame/harbor")
    found = policy(response["Content-Security-Policy"])
    assert found["frame-ancestors"] == ancestors
    assert found["script-src"] == ["'self'"]
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies


def test_it_loads_the_built_app_and_tells_it_the_brand(house: House, reader: Client) -> None:
    house.brand.allowed_origins = ["https://www.harbor.example"]
    house.brand.save()
    html = reader.get("/widget/frame/harbor?language=zh-CN").content.decode()
    meta = re.search(r'<meta name="lightkeeper" content="([^"]*)">', html)
    assert meta is not None
    assert json.loads(unescape(meta[1])) == {"brand": "harbor", "origins": ["https://www.harbor.example"]}
    assert '<html lang="zh-Hans" dir="ltr">' in html
    assert re.findall(r'<script[^>]* src="([^"]*)"', html) == ["/static/widget/assets/frame-1.js"]
    assert re.findall(r'rel="stylesheet" href="([^"]*)"', html) == [
        "/static/widget/assets/f-1.css",
        "/static/widget/assets/a-1.css",
    ]
    assert re.findall(r'rel="modulepreload" href="([^"]*)"', html) == [
        "/static/widget/assets/a-1.js",
        "/static/widget/assets/b-1.js",
    ]


@pytest.mark.django_db
def test_an_unknown_brand_is_a_page_in_the_readers_language() -> None:
    response = Client(headers={"Accept-Language": "zh-CN"}).get("/widget/frame/nobody")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
    assert policy(response["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]


def test_a_front_end_that_was_not_built_is_said(house: House, reader: Client, built: Path) -> None:
    (built / "widget" / "manifest.json").unlink()
    assert reader.get("/widget/frame/harbor").status_code == 503
