"""The help centre that Harbor Exchange opens with: both languages whole, links and figures that agree."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import lightkeeper.config.demo

ROOT = Path(lightkeeper.config.demo.__path__[0]) / "articles"
LANGUAGES = ("en", "zh-Hans")
FIELDS = ["title", "summary", "category", "keywords", "reasons", "order"]
# How many reasons the shipped taxonomy has in each category.
REASONS = {
    "DEP": 12, "WDR": 8, "ACC": 7, "SEC": 7, "KYC": 6, "FIA": 6, "TRD": 6, "P2P": 6,
    "EARN": 4, "W3": 4, "API": 5, "POOL": 3, "FEE": 3, "CMP": 6,
}  # fmt: skip
MARKDOWN = MarkdownIt("commonmark").enable("table")
HAN = re.compile(r"[\u3400-\u9fff]")
# Never said to somebody whose money is stuck, and never left in by mistake.
FORBIDDEN = re.compile(
    r"[!！—]|wait patiently|be patient|耐心等待|您可以通过|进行操作|亲爱的|TODO|TBD|lorem|xxx|placeholder|待定",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Article:
    slug: str
    language: str
    meta: dict[str, str]
    body: str

    @property
    def reasons(self) -> list[str]:
        return split(self.meta["reasons"])


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def read(path: Path) -> Article:
    opening, front, body = path.read_text("utf-8").split("---\n", 2)
    assert opening == ""
    pairs = [line.partition(": ") for line in front.splitlines()]
    assert [key for key, _, _ in pairs] == FIELDS, path
    return Article(path.parent.name, path.stem, {key: value for key, _, value in pairs}, body)


def tokens(article: Article) -> Iterator[Token]:
    for token in MARKDOWN.parse(article.body):
        yield token
        yield from token.children or ()


def links(article: Article) -> set[str]:
    return {str(token.attrGet("href")) for token in tokens(article) if token.type == "link_open"}


def table_lines(article: Article) -> str:
    return "\n".join(line for line in article.body.splitlines() if line.startswith("|"))


def amounts(article: Article) -> set[str]:
    """Each amount with its asset that stands in a table, such as `0.001 ETH`."""
    return set(re.findall(r"\d[\d.,]* (?:BTC|LTC|ETH|USDT|USDC|XRP|SOL|TON)\b", table_lines(article)))


SLUGS = sorted(path.name for path in ROOT.iterdir() if path.is_dir())
ARTICLES = {(slug, language): read(ROOT / slug / f"{language}.md") for slug in SLUGS for language in LANGUAGES}
CATEGORIES = json.loads((ROOT / "categories.json").read_text("utf-8"))
every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda a: f"{a.slug}-{a.language}")
every_slug = pytest.mark.parametrize("slug", SLUGS)


def test_there_are_enough_topics_and_nothing_else_lies_about() -> None:
    assert len(SLUGS) >= 22
    expected = {ROOT / "categories.json"} | {ROOT / s / f"{lang}.md" for s in SLUGS for lang in LANGUAGES}
    assert {path for path in ROOT.rglob("*") if path.is_file()} == expected


def test_categories_are_complete_ordered_and_used() -> None:
    assert [category["order"] for category in CATEGORIES] == list(range(1, len(CATEGORIES) + 1))
    for category in CATEGORIES:
        assert set(category) == {"slug", "order", "icon", "name", "summary"}
        assert set(category["name"]) == set(category["summary"]) == set(LANGUAGES)
    assert {category["slug"] for category in CATEGORIES} == {a.meta["category"] for a in ARTICLES.values()}


def test_the_order_within_a_category_is_a_sequence() -> None:
    for category in CATEGORIES:
        orders = sorted(
            int(a.meta["order"])
            for a in ARTICLES.values()
            if a.language == "en" and a.meta["category"] == category["slug"]
        )
        assert orders == list(range(1, len(orders) + 1)), category["slug"]


@every_slug
def test_both_languages_say_the_same_about_an_article(slug: str) -> None:
    en, zh = (ARTICLES[slug, language] for language in LANGUAGES)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    for field in ("category", "reasons", "order"):
        assert en.meta[field] == zh.meta[field]
    assert links(en) == links(zh)
    for text in (zh.meta["title"], zh.meta["summary"], zh.body):
        assert HAN.search(text)
    assert not HAN.search(en.body + en.meta["title"] + en.meta["summary"])


@every_slug
def test_both_languages_have_the_same_shape(slug: str) -> None:
    def shape(article: Article) -> list[tuple[str, str]]:
        return [(t.type, t.tag) for t in tokens(article) if t.type in {"heading_open", "table_open", "tr_open"}]

    assert shape(ARTICLES[slug, "en"]) == shape(ARTICLES[slug, "zh-Hans"])


@every_slug
def test_both_languages_have_the_same_figures_in_their_tables(slug: str) -> None:
    def figures(article: Article) -> list[str]:
        return sorted(re.findall(r"\d(?:[\d.,:]*\d)?", table_lines(article)))

    assert figures(ARTICLES[slug, "en"]) == figures(ARTICLES[slug, "zh-Hans"])


@pytest.mark.parametrize(("part", "whole"), [("below-minimum", "deposit-times"), ("networks-and-memos", "fees")])
def test_figures_said_twice_agree(part: str, whole: str) -> None:
    said = amounts(ARTICLES[part, "en"])
    assert said
    assert said <= amounts(ARTICLES[whole, "en"])


@every_article
def test_the_front_matter_is_usable(article: Article) -> None:
    assert 4 <= len(article.meta["title"]) <= 70
    assert 20 <= len(article.meta["summary"]) <= 260
    keywords = split(article.meta["keywords"])
    assert len(keywords) >= 8
    assert len(set(keywords)) == len(keywords)
    assert all(keywords)
    for reason in article.reasons:
        category, number = reason.split("-")
        assert 1 <= int(number) <= REASONS[category], reason


@every_article
def test_the_length_is_right(article: Article) -> None:
    if article.language == "en":
        assert 250 <= len(article.body.split()) <= 700
    else:
        assert 400 <= len(HAN.findall(article.body)) <= 1_100


@every_article
def test_the_tone_is_kept(article: Article) -> None:
    found = FORBIDDEN.search(article.body + "\n".join(article.meta.values()))
    assert found is None, found


@every_article
def test_the_body_is_plain_markdown_that_renders(article: Article) -> None:
    seen = list(tokens(article))
    assert not {token.type for token in seen} & {"html_block", "html_inline", "image", "hr", "code_block"}
    assert {token.tag for token in seen if token.type == "heading_open"} <= {"h2", "h3"}
    # Bold next to Chinese punctuation is not closed by CommonMark, and a broken table is a paragraph of pipes.
    left_over = [t.content for t in seen if t.type == "text" and ("**" in t.content or "|" in t.content)]
    assert left_over == []
    assert not re.search(r"<strong>(?:(?!</strong>).)*<strong>", MARKDOWN.render(article.body)), "bold in bold"


@every_article
def test_a_table_has_no_ragged_rows(article: Article) -> None:
    table: list[str] = []
    for line in [*article.body.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        assert len({row.count("|") for row in table}) <= 1, table
        table = []


@every_article
def test_links_lead_to_other_articles(article: Article) -> None:
    targets = links(article)
    assert targets
    for target in targets:
        scheme, _, slug = target.partition(":")
        assert scheme == "article", target
        assert slug in SLUGS, target
        assert slug != article.slug


@every_slug
def test_each_article_is_led_to_from_another(slug: str) -> None:
    assert any(f"article:{slug}" in links(a) for a in ARTICLES.values())
