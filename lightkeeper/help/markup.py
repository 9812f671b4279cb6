"""An article's HTML as a part of a page: links to its headings, tables that scroll. Its input is clean already."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.*?)</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the second level, for the list of what is on the page."""

    anchor: str
    words: str


def for_page(html: str) -> tuple[SafeString, tuple[Part, ...]]:
    """The HTML with anchors and scrolling tables, and its parts."""
    parts = tuple(
        Part(unescape(anchor), unescape(_TAG.sub("", words)))
        for tag, anchor, words in _HEADING.findall(html)
        if tag == "h2"
    )
    linked = _HEADING.sub(_linked, html)
    tables = linked.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")
    return mark_safe(tables), parts  # noqa: S308 - cleaned by ports.markdown, and only tags of ours added


def _linked(match: re.Match[str]) -> str:
    tag, anchor, words = match.groups()
    return (
        f'<{tag} id="{anchor}">{words}'
        f'<a class="anchor" href="#{anchor}" aria-label="{escape(unescape(_TAG.sub("", words)))}">#</a></{tag}>'
    )


def marked(text: str, query: str) -> SafeString:
    """The text with the query's words marked, for lists of what was found."""
    words = [re.escape(word) for word in query.split() if len(word) > 1]
    if not words:
        return SafeString(escape(text))
    out, last = [], 0
    for match in re.finditer("|".join(words), text, re.IGNORECASE):
        out += [escape(text[last : match.start()]), format_html("<mark>{}</mark>", match.group())]
        last = match.end()
    return mark_safe("".join([*out, escape(text[last:])]))  # noqa: S308 - every piece is escaped
