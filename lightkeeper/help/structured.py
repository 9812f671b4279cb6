"""What search engines read: schema.org as JSON-LD. A data block is not executed, so the policy lets it stand."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from lightkeeper.help.around import base
from lightkeeper.models import ArticleVersion, Brand
from lightkeeper.queries.article import Shelf

# What could end the script element, as in Django's own json_script.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def article(brand: Brand, version: ArticleVersion, path: str, shelf: Shelf) -> SafeString:
    """https://schema.org/Article"""
    published = version.published_at.isoformat() if version.published_at else None
    return _block(
        {
            "@type": "Article",
            "headline": version.title,
            "description": version.summary,
            "inLanguage": version.language,
            "articleSection": shelf.name,
            "dateModified": published,
            "mainEntityOfPage": base(brand) + path,
            "publisher": {"@type": "Organization", "name": brand.name},
        }
    )


def questions(shelf: Shelf, language: str) -> SafeString:
    """https://schema.org/FAQPage of the articles that are written in the page's language."""
    return _block(
        {
            "@type": "FAQPage",
            "inLanguage": language,
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": each.title,
                    "acceptedAnswer": {"@type": "Answer", "text": each.summary},
                }
                for each in shelf.articles
                if each.language == language
            ],
        }
    )


def _block(content: dict[str, Any]) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **content}, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - nothing that HTML reads is left in it
