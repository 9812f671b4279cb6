"""The help centre's articles, in many languages."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from lightkeeper.models.agent import Agent
from lightkeeper.models.brand import Brand


class ArticleCategory(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    slug = models.SlugField()
    icon = models.TextField(default="")
    order = models.IntegerField(default=0)
    names = models.JSONField()
    """language -> name"""
    summaries = models.JSONField(default=dict)
    """language -> one sentence"""

    class Meta:
        db_table = "article_category"
        constraints = (models.UniqueConstraint(fields=["brand", "slug"], name="article_category_once"),)


class Article(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    category = models.ForeignKey(ArticleCategory, on_delete=models.PROTECT, related_name="articles")
    slug = models.SlugField()
    order = models.IntegerField(default=0)
    reasons = ArrayField(models.TextField(), default=list)
    """Contact reasons that it answers."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "article"
        constraints = (models.UniqueConstraint(fields=["brand", "slug"], name="article_slug_once"),)


class ArticleVersion(models.Model):
    """One language of an article as it was published; the newest published one is shown."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    language = models.TextField()
    number = models.IntegerField()
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    """CommonMark with tables."""
    keywords = ArrayField(models.TextField(), default=list)
    words = SearchVectorField()
    embedding = models.BinaryField(null=True)
    """float32, little endian, of title and summary; None where the default model lacks the language."""
    current = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    author = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True)

    class Meta:
        db_table = "article_version"
        constraints = (
            models.UniqueConstraint(fields=["article", "language", "number"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["article", "language"], condition=models.Q(current=True), name="article_version_current"
            ),
        )
        indexes = (GinIndex(fields=["words"], name="article_version_words"),)


class Vocabulary(models.Model):
    """Words of a brand's articles and how many articles hold them: what a misspelt search is held against."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    word = models.TextField()
    articles = models.IntegerField()

    class Meta:
        db_table = "vocabulary"
        constraints = (models.UniqueConstraint(fields=["brand", "word"], name="vocabulary_once"),)


class ArticleFeedback(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    language = models.TextField()
    helpful = models.BooleanField()
    comment = models.TextField(default="")
    key = models.TextField(unique=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "article_feedback"
