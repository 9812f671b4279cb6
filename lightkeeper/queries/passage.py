"""The help centre as the assistant reads it: every published article in one language."""

from dataclasses import dataclass

from lightkeeper.core.addresses import article_path
from lightkeeper.core.events import Json
from lightkeeper.core.language import DEFAULT
from lightkeeper.models import ArticleVersion, Brand


@dataclass(frozen=True, slots=True)
class Passage:
    """An article in one language. `version`: id of the published version, which never changes. `reasons`: the contact
    reasons that it answers."""

    version: int
    slug: str
    language: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    reasons: tuple[str, ...]
    url: str

    @property
    def block(self) -> Json:
        """As a block of a message."""
        shown = ("slug", "language", "title", "summary", "url")
        return {"type": "article", **{name: getattr(self, name) for name in shown}}


def passages(brand: Brand, language: str) -> tuple[Passage, ...]:
    """The brand's articles in this language, else each in English."""
    rows = ArticleVersion.objects.filter(article__brand=brand, current=True, published_at__isnull=False)
    found: dict[str, Passage] = {}
    for row in rows.filter(language__in={language, DEFAULT}).select_related("article").order_by("article__slug"):
        if row.article.slug not in found or row.language == language:
            found[row.article.slug] = _passage(brand, row)
    return tuple(found.values())


def _passage(brand: Brand, row: ArticleVersion) -> Passage:
    return Passage(
        version=row.pk,
        slug=row.article.slug,
        language=row.language,
        title=row.title,
        summary=row.summary,
        keywords=tuple(row.keywords),
        reasons=tuple(row.article.reasons),
        url=article_path(brand.slug, row.language, row.article.slug),
    )
