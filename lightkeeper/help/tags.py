"""What templates may do."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from lightkeeper.core import language as languages
from lightkeeper.help import assets, icons, markup
from lightkeeper.ports.wired import wired

register = template.Library()


@register.simple_tag(takes_context=True)
def text(context: template.Context, key: str, **params: Any) -> str:
    """`{% text "help.search.empty" query=query %}`: a text of the catalogue in the page's language."""
    return wired().catalogue.text(context["language"], key, **params)


@register.simple_tag(takes_context=True)
def text_of(context: template.Context, area: str, key: str, **params: Any) -> str:
    """`{% text_of "demo.state." row.state %}`: the key's last part is data; declare it (`texts: demo.state.*`)."""
    return wired().catalogue.text(context["language"], area + key, **params)


@register.simple_tag
def asset(source: str) -> str:
    """`{% asset "help.css" %}`: where the built file is; empty where the front end was not built."""
    try:
        return assets.entry("help", source).file
    except assets.NotBuilt:
        return ""


@register.filter
def own_name(language: str) -> str:
    """`{{ "zh-Hans"|own_name }}`: what the language calls itself."""
    return languages.own_name(language)


@register.filter
def direction(language: str) -> str:
    """`{{ language|direction }}`: ltr or rtl."""
    return languages.direction(language)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "shield" %}`"""
    return icons.drawn(name)


CHANNELS = {"site": "globe", "email": "mail", "phone": "phone"}
"""Icons of the kinds of channel; the rest are accounts somewhere."""
NETWORKS = {
    "telegram": "Telegram",
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "discord": "Discord",
    "reddit": "Reddit",
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
}
"""Names that no language translates."""


@register.simple_tag
def channel_icon(kind: str) -> SafeString:
    """`{% channel_icon channel.kind %}`"""
    return icons.drawn(CHANNELS.get(kind, "at"))


@register.simple_tag(takes_context=True)
def channel_name(context: template.Context, kind: str) -> str:
    """`{% channel_name channel.kind %}`: the kind in the page's language, a network by its own name."""
    if kind in CHANNELS:
        return wired().catalogue.text(context["language"], f"help.channel.{kind}")
    return NETWORKS.get(kind, kind.title())


@register.simple_tag
def marked(words: str, query: str) -> SafeString:
    """`{% marked row.title asked %}`: the text with the words that were searched marked."""
    return markup.marked(words, query)
