"""What has to leave the house. Rows carry ids, never text."""

from django.db import models

from lightkeeper.models.agent import Agent
from lightkeeper.models.brand import Brand
from lightkeeper.models.conversation import Conversation
from lightkeeper.models.customer import Customer
from lightkeeper.models.fields import TimeOrderedIdField


class Outbox(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        CLAIMED = "claimed"
        DATA_SENT = "data_sent"  # the provider has it and has not answered: never blindly repeated
        DELIVERED = "delivered"
        FAILED = "failed"

    id = TimeOrderedIdField()
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True)
    channel = models.TextField(default="mail")
    template = models.TextField()
    """Which mail: copy, invitation, verification ..."""
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True)
    seq = models.IntegerField(null=True)
    key = models.TextField(unique=True)
    """Idempotency: one delivery per key, handed to the provider as its message id."""
    state = models.TextField(choices=State, default=State.QUEUED)
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    error = models.TextField(default="")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "outbox"
        indexes = (
            models.Index(fields=["due_at"], condition=models.Q(state="queued"), name="outbox_due"),
            models.Index(
                fields=["claimed_at"], condition=models.Q(state__in=["claimed", "data_sent"]), name="outbox_open"
            ),
        )
