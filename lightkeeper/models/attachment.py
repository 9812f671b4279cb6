"""A file that somebody sent."""

from django.db import models

from lightkeeper.models.brand import Brand
from lightkeeper.models.conversation import Conversation


class Attachment(models.Model):
    class State(models.TextChoices):
        PENDING = "pending"  # a ticket was given out
        READY = "ready"  # looked at, re-encoded, stored
        ATTACHED = "attached"  # part of a message
        REDACTED = "redacted"

    key = models.TextField(unique=True)
    """Random; how screens name it."""
    stored = models.TextField(default="")
    """The file's key in the store, once it is ready."""
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    owner = models.TextField()
    """The ref of who uploads it: nobody else can attach it."""
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True)
    seq = models.IntegerField(null=True)
    name = models.TextField()
    media_type = models.TextField(default="application/octet-stream")
    size = models.BigIntegerField(default=0)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    state = models.TextField(choices=State, default=State.PENDING)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "attachment"
        indexes = (models.Index(fields=["conversation", "seq"], name="attachment_message"),)
