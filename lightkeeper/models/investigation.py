"""What was looked up for a case, and what was found."""

from django.db import models

from lightkeeper.models.conversation import Conversation


class Investigation(models.Model):
    """One line of inquiry in a conversation: what is asked for and what is already known."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="investigations")
    topic = models.TextField()
    """deposit_missing, withdrawal_missing, transaction ..."""
    facts = models.JSONField(default=list)
    """[{"kind", "value"}] as read from what the customer wrote."""
    asked = models.JSONField(default=list)
    """Facts that the customer was asked for, in order: never twice."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "investigation"
        indexes = (models.Index(fields=["conversation"], name="investigation_conversation"),)


class Evidence(models.Model):
    """One look-up, kept: the card that was shown and the raw answer behind it."""

    ref = models.TextField(unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="evidence")
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, null=True)
    kind = models.TextField()
    subject = models.TextField()
    card = models.JSONField()
    raw = models.JSONField()
    """What the source answered, as it answered."""
    read_at = models.DateTimeField()

    class Meta:
        db_table = "evidence"
        indexes = (models.Index(fields=["conversation"], name="evidence_conversation"),)
