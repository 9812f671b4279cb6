"""Words that the team sorts cases by."""

from django.db import models

from lightkeeper.models.brand import Brand
from lightkeeper.models.conversation import Conversation


class Tag(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    slug = models.SlugField(allow_unicode=True)
    name = models.TextField()
    conversations = models.ManyToManyField(Conversation, related_name="tags", db_table="conversation_tag")

    class Meta:
        db_table = "tag"
        constraints = (models.UniqueConstraint(fields=["brand", "slug"], name="tag_slug_once"),)
