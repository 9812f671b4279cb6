"""What was said, and what is searched."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from lightkeeper.models.brand import Brand
from lightkeeper.models.conversation import Conversation
from lightkeeper.models.fields import TimeOrderedIdField


class Message(models.Model):
    """One message or internal note; its event has the same `seq`. No foreign key may point here."""

    id = TimeOrderedIdField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    seq = models.IntegerField()
    author = models.TextField()
    """The actor of its event: a person's ref, `assistant` or `system`."""
    audience = models.TextField()
    body = models.TextField()
    format = models.TextField(default="text")
    language = models.TextField(null=True)
    blocks = models.JSONField(default=list)
    at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "message"
        indexes = (models.Index(fields=["conversation", "seq"], name="message_seq"),)


class MessageSearch(models.Model):
    """The words of a message, segmented by `core/segment`."""

    message_id = models.BigIntegerField(primary_key=True)
    """The message's id; no constraint, see ARCHITECTURE: messages may be partitioned."""
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    seq = models.IntegerField()
    words = SearchVectorField()

    class Meta:
        db_table = "message_search"
        indexes = (GinIndex(fields=["words"], name="message_search_words", fastupdate=True),)


class ExternalMessage(models.Model):
    """A message's id in its own channel: what came in once is not taken in twice."""

    channel = models.TextField()
    external_id = models.TextField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    seq = models.IntegerField()

    class Meta:
        db_table = "external_message"
        constraints = (models.UniqueConstraint(fields=["channel", "external_id"], name="external_message_once"),)
