"""The ledger's rows. A trigger refuses every UPDATE but a redaction, and every DELETE but a demo brand's."""

from django.db import models

from lightkeeper.models.conversation import Conversation
from lightkeeper.models.fields import TimeOrderedIdField


class Event(models.Model):
    """See `core/ledger`. No foreign key may point here; `(conversation, seq)` is guaranteed by the row lock."""

    id = TimeOrderedIdField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE)
    seq = models.IntegerField()
    epoch = models.IntegerField()
    txid = models.BigIntegerField()
    v = models.SmallIntegerField()
    kind = models.TextField()
    actor = models.TextField()
    audience = models.TextField()
    at = models.DateTimeField()
    payload = models.JSONField(null=True)
    salt = models.BinaryField(null=True)
    commitment = models.BinaryField()
    chain_hash = models.BinaryField()

    class Meta:
        db_table = "event"
        indexes = (
            models.Index(fields=["conversation", "seq"], name="event_seq"),
            models.Index(fields=["epoch", "txid", "id"], name="event_feed"),
        )


class LedgerEpoch(models.Model):
    """Rises when the database was restored or moved, so that global readers' cursors cannot skip in silence."""

    epoch = models.IntegerField(primary_key=True)
    system_identifier = models.TextField()
    started_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_epoch"


class LedgerRoot(models.Model):
    """The signed root of one day over every chain changed that day, and the day before's root."""

    day = models.DateField(primary_key=True)
    root = models.BinaryField()
    previous = models.BinaryField()
    chains = models.IntegerField()
    key = models.TextField()
    signature = models.BinaryField()
    cursor = models.JSONField()
    """Where the global reader stood: [epoch, txid, id]."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_root"
