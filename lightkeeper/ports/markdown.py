"""Markdown (CommonMark and tables) as HTML that may be shown: what is not on the lists below is gone."""

import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LINKED = re.compile(r"\(article:([a-z0-9-]+)\)")

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"),
    *("strong", "em", "code", "pre", "kbd", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_ANCHOR = "s-"

Resolve = Callable[[str], str | None]


def linked_articles(body: str) -> set[str]:
    """The slugs that a body links to (`article:<slug>`)."""
    return set(LINKED.findall(body))


@lru_cache(maxsize=512)
def rendered(body: str, links: frozenset[tuple[str, str]] = frozenset()) -> str:
    """The body as safe HTML. `links`: the address of each article that it may link to; other such links become text."""
    addresses = dict(links)
    tokens = _MARKDOWN.parse(body)
    _place_anchors(tokens)
    for token in tokens:
        if token.children:
            token.children = _resolved(token.children, addresses)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, attribute_filter=_kept)


def _place_anchors(tokens: list[Token]) -> None:
    """Headings get an id from their words, Chinese ones too. A `#` heading would be a second title: it becomes `##`."""
    seen: dict[str, int] = {}
    for token, inline in zip(tokens, [*tokens[1:], Token("", "", 0)], strict=True):
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        if token.type == "heading_open":
            name = re.sub(r"[^\w]+", "-", inline.content.casefold()).strip("-")[:60] or "part"
            seen[name] = seen.get(name, 0) + 1
            token.attrSet("id", f"{_ANCHOR}{name}" + (f"-{seen[name]}" if seen[name] > 1 else ""))


def _resolved(children: list[Token], addresses: dict[str, str]) -> list[Token]:
    out: list[Token] = []
    lost: list[bool] = []
    for token in children:
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            slug = href.removeprefix("article:") if href.startswith("article:") else None
            address = href if slug is None else addresses.get(slug)
            lost.append(address is None)
            if address is not None:
                token.attrSet("href", address)
        closes = token.type == "link_close"
        if (token.type == "link_open" or closes) and (lost.pop() if closes else lost[-1]):
            continue
        out.append(token)
    return out


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    """Ids are ours alone: one of somebody else's could take the place of a part of the page."""
    return None if attribute == "id" and not value.startswith(_ANCHOR) else value
