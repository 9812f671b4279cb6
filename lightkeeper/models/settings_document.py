"""The operator's rules as data: versioned, dated, testable before they are activated."""

from django.db import models

from lightkeeper.models.agent import Agent
from lightkeeper.models.brand import Brand


class SettingsDocument(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft"
        ACTIVE = "active"
        RETIRED = "retired"

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True)
    """None: the whole installation."""
    kind = models.TextField()
    """assistant, chains, texts, limits ..."""
    version = models.IntegerField()
    state = models.TextField(choices=State, default=State.DRAFT)
    body = models.JSONField()
    valid_from = models.DateTimeField()
    author = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "settings_document"
        constraints = (
            models.UniqueConstraint(
                fields=["brand", "kind", "version"], nulls_distinct=False, name="settings_document_once"
            ),
        )
