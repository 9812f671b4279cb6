"""The platform that customers write to. Everything belongs to one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Brand(models.Model):
    slug = models.SlugField(unique=True)
    name = models.TextField()
    accent = models.TextField(default="")
    host = models.TextField(unique=True, null=True)
    """The help centre's own host name; None: reached by path or as the default brand."""
    languages = ArrayField(models.TextField(), default=list)
    default_language = models.TextField(default="en")
    timezone = models.TextField(default="UTC")
    allowed_origins = ArrayField(models.TextField(), default=list)
    """Pages that may embed the widget, as origins: `https://www.harbor.example`."""
    identity_keys = models.JSONField(default=list)
    """Public keys by which the platform signs its customers' tokens, two at most: [{"kid", "alg", "public_key"}]."""
    demo = models.BooleanField(default=False)
    """Set at creation and never changed (a trigger sees to it): only a demo brand's ledger can be removed."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "brand"

    def __str__(self) -> str:
        return self.name
