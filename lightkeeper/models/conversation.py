"""A conversation is a ticket: one noun."""

from django.db import models

from lightkeeper.core.ledger import GENESIS
from lightkeeper.core.ticket import Bucket, State
from lightkeeper.models.agent import Agent, Team
from lightkeeper.models.brand import Brand
from lightkeeper.models.customer import Customer
from lightkeeper.models.fields import TimeOrderedIdField


def genesis() -> bytes:
    """The chain hash before the first event."""
    return GENESIS


class Conversation(models.Model):
    id = TimeOrderedIdField()
    reference = models.TextField(unique=True)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="conversations")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True)
    assignee = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True)
    state = models.TextField(default=State.NEW)
    bucket = models.TextField(default=Bucket.OPEN)
    handler = models.TextField(default="assistant")
    channel = models.TextField(default="widget")
    language = models.TextField(default="en")
    subject = models.TextField(default="")
    seq = models.IntegerField(default=0)
    """The ledger's head; the row lock is what keeps it gapless."""
    chain_hash = models.BinaryField(default=genesis)
    public_seq = models.IntegerField(default=0)
    """The newest public message: what a reply's author must have seen."""
    customer_read_seq = models.IntegerField(default=0)
    team_read_seq = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    """The newest message, internal notes included; inboxes are ordered by it."""
    waiting_since = models.DateTimeField(null=True)
    """Since when the customer waits for an answer."""
    summary = models.JSONField(default=dict)
    """The row of a list exactly as screens get it: kept by the actions so that a list is one read."""
    case_file = models.JSONField(null=True)
    """The hand-over's summary."""
    rating = models.SmallIntegerField(null=True)
    secrets_caught = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "conversation"
        indexes = (
            models.Index(fields=["brand", "team", "bucket", "-last_at", "-id"], name="conversation_team_bucket"),
            models.Index(fields=["brand", "team", "-last_at", "-id"], name="conversation_team"),
            models.Index(fields=["assignee", "bucket", "-last_at", "-id"], name="conversation_assignee"),
            models.Index(
                fields=["brand", "team", "bucket", "-last_at", "-id"],
                condition=models.Q(assignee__isnull=True),
                name="conversation_unassigned",
            ),
            models.Index(fields=["customer", "-id"], name="conversation_customer"),
        )


class Participation(models.Model):
    """Somebody in a conversation, the name they are shown by, and how far they have read."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participations")
    ref = models.TextField()
    person = models.TextField()
    """customer, agent or assistant."""
    name = models.TextField()
    told = models.TextField(default="")
    """Which audience has an event with this name: none yet, team, public."""
    read_seq = models.IntegerField(default=0)

    class Meta:
        db_table = "participation"
        constraints = (models.UniqueConstraint(fields=["conversation", "ref"], name="participation_once"),)


class InboxCount(models.Model):
    """Conversations per place, as deltas: appended by the actions, folded by a job, summed by readers."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True)
    assignee = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True)
    bucket = models.TextField()
    delta = models.IntegerField()

    class Meta:
        db_table = "inbox_count"
        indexes = (models.Index(fields=["brand"], name="inbox_count_brand"),)
