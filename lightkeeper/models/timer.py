"""Things to do at a time."""

from django.db import models


class Timer(models.Model):
    """Unique by kind and subject: setting it again moves it. Fired by one sleeper through the clock port."""

    kind = models.TextField()
    subject = models.TextField()
    due_at = models.DateTimeField()

    class Meta:
        db_table = "timer"
        constraints = (models.UniqueConstraint(fields=["kind", "subject"], name="timer_once"),)
        indexes = (models.Index(fields=["due_at"], name="timer_due"),)
