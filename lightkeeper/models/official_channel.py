"""What is really ours: sites, addresses, handles, phone numbers."""

from django.db import models

from lightkeeper.models.brand import Brand


class OfficialChannel(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    kind = models.TextField()
    """site, email, phone, telegram, x, discord ..."""
    value = models.TextField()
    """Normalised: a host name, an address, a handle without its @."""
    label = models.TextField(default="")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "official_channel"
        constraints = (models.UniqueConstraint(fields=["brand", "kind", "value"], name="official_channel_once"),)
