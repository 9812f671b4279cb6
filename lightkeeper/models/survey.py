"""What the customer is asked afterwards, and what they answer."""

from django.db import models

from lightkeeper.models.brand import Brand
from lightkeeper.models.conversation import Conversation


class Survey(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    kind = models.TextField(default="csat")
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "survey"
        constraints = (models.UniqueConstraint(fields=["brand", "kind"], name="survey_once"),)


class Rating(models.Model):
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="ratings")
    score = models.SmallIntegerField()
    comment = models.TextField(default="")
    seq = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "rating"
        constraints = (
            models.CheckConstraint(condition=models.Q(score__range=(1, 5)), name="rating_range"),
            models.UniqueConstraint(fields=["survey", "conversation"], name="rating_once"),
        )
