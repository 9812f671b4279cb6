"""A reply that is not sent yet, kept on the server."""

from django.db import models

from lightkeeper.models.agent import Agent
from lightkeeper.models.conversation import Conversation


class Draft(models.Model):
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE)
    audience = models.TextField()
    body = models.TextField()
    attachments = models.JSONField(default=list)
    base_seq = models.IntegerField()
    """The newest public message that its author had seen."""
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "draft"
        constraints = (models.UniqueConstraint(fields=["conversation", "agent", "audience"], name="draft_once"),)
