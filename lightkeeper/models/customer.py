"""A person who writes to a brand."""

from django.db import models

from lightkeeper.models.brand import Brand
from lightkeeper.models.fields import EncryptedTextField


class Customer(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    ref = models.TextField(unique=True)
    """The pseudonym in the ledger (`c_` and 20 random characters): erasing this row breaks the link to the person."""
    name = EncryptedTextField(context="customer.name", null=True)
    language = models.TextField(default="en")
    timezone = models.TextField(default="UTC")
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customer"


class Identity(models.Model):
    """One way to know a customer: an e-mail address, a phone number, the platform's user id."""

    class Kind(models.TextChoices):
        PLATFORM = "platform"
        EMAIL = "email"
        PHONE = "phone"

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.TextField(choices=Kind)
    value = EncryptedTextField(context="identity.value")
    blind_index = models.TextField()
    """Keyed hash of the normalised value, so that an encrypted value can be found."""
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "identity"
        constraints = (
            models.UniqueConstraint(
                fields=["brand", "kind", "blind_index"],
                condition=models.Q(verified_at__isnull=False),
                name="identity_verified_once",
            ),
        )
        indexes = (models.Index(fields=["brand", "kind", "blind_index"], name="identity_lookup"),)


class VisitorSession(models.Model):
    """One frame of a customer: what a visitor token stands for, so that it can be revoked."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.BinaryField(unique=True)
    verified = models.BooleanField(default=False)
    """The platform vouched for the customer in this session."""
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "visitor_session"
