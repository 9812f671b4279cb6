"""What templates may do."""

from typing import Any

from django import template

from lightkeeper.ports.wired import wired

register = template.Library()


@register.simple_tag(takes_context=True)
def text(context: template.Context, key: str, **params: Any) -> str:
    """`{% text "help.search.empty" query=query %}`: a text of the catalogue in the page's language."""
    return wired().catalogue.text(context["language"], key, **params)
