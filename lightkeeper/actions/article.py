"""The help centre's articles: published, judged by their readers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lightkeeper.actions.base import action
from lightkeeper.core.secrets import Guarded
from lightkeeper.core.segment import document
from lightkeeper.core.tsearch import tsvector_literal
from lightkeeper.models import Article, ArticleCategory, ArticleFeedback, ArticleVersion, Brand, Vocabulary
from lightkeeper.ports.fold import simplified
from lightkeeper.ports.wired import wired

HEAVY = 3
"""Title and keywords count so many times the body."""


@dataclass(frozen=True, slots=True)
class Text:
    """One language of an article; `body` is CommonMark with tables."""

    title: str
    summary: str
    body: str
    keywords: tuple[str, ...] = ()


@action
def publish(
    brand: Brand,
    category: ArticleCategory,
    slug: str,
    texts: Mapping[str, Text],
    *,
    order: int = 0,
    reasons: Sequence[str] = (),
    now: datetime,
) -> Article:
    """Makes these texts, by language, what readers see; older versions are kept. Unchanged ones stay as they are."""
    article, _ = Article.objects.update_or_create(
        brand=brand,
        slug=slug,
        defaults={"category": category, "order": order, "reasons": list(reasons)},
        create_defaults={"category": category, "order": order, "reasons": list(reasons), "created_at": now},
    )
    for language, text in texts.items():
        _publish_version(article, language, text, now)
    return article


def _publish_version(article: Article, language: str, text: Text, now: datetime) -> None:
    versions = article.versions.filter(language=language).order_by("-number")
    newest = versions.first()
    if newest and newest.current and _text(newest) == text:
        return
    versions.update(current=False)
    ArticleVersion.objects.create(
        article=article,
        language=language,
        number=(newest.number if newest else 0) + 1,
        title=text.title,
        summary=text.summary,
        body=text.body,
        keywords=list(text.keywords),
        words=tsvector_literal(lexemes(text)),
        embedding=_embedding(language, text),
        current=True,
        published_at=now,
    )


def lexemes(text: Text) -> list[str]:
    """What search finds the article by."""
    head = document(f"{text.title} {' '.join(text.keywords)}", simplified)
    return [*head * HEAVY, *document(f"{text.summary} {text.body}", simplified)]


@action
def rebuild_vocabulary(brand: Brand) -> int:
    """Counts the words of the brand's current articles, for misspelt searches. How many."""
    counts: dict[str, int] = {}
    for version in ArticleVersion.objects.filter(article__brand=brand, current=True):
        for word in set(lexemes(_text(version))):
            counts[word] = counts.get(word, 0) + 1
    Vocabulary.objects.filter(brand=brand).delete()
    Vocabulary.objects.bulk_create(
        [Vocabulary(brand=brand, word=word, articles=number) for word, number in counts.items()], batch_size=1000
    )
    return len(counts)


@action
def judge(article: Article, language: str, *, helpful: bool, comment: Guarded, key: str, now: datetime) -> None:
    """A reader's word on an article; the same `key` again changes it."""
    ArticleFeedback.objects.update_or_create(
        key=key,
        defaults={
            "article": article,
            "language": language,
            "helpful": helpful,
            "comment": comment.text,
            "at": now,
        },
    )


def _text(version: ArticleVersion) -> Text:
    return Text(version.title, version.summary, version.body, tuple(version.keywords))


def _embedding(language: str, text: Text) -> bytes | None:
    embedder = wired().embedder
    if not embedder.supports(language):
        return None
    return bytes(embedder.embed([f"{text.title}. {text.summary}"])[0].tobytes())
