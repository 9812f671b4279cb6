"""A repeat of a creating request gets the first answer."""

from django.db import models


class IdempotencyKey(models.Model):
    author = models.TextField()
    key = models.TextField()
    request_hash = models.BinaryField()
    """Keyed hash of the guarded request: a plain hash of a short text could be guessed."""
    result = models.JSONField(null=True)
    """What was created, as references only: the answer is read afresh, so that no text is kept here."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "idempotency_key"
        constraints = (models.UniqueConstraint(fields=["author", "key"], name="idempotency_key_once"),)
        indexes = (models.Index(fields=["created_at"], name="idempotency_key_age"),)
