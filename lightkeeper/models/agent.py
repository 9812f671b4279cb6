"""The people of the platform who answer."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from lightkeeper.core.access import Role
from lightkeeper.models.brand import Brand


class AgentManager(BaseUserManager["Agent"]):
    """What Django's sign-in needs of a user's manager."""

    def get_by_natural_key(self, username: str | None) -> "Agent":
        return self.get(email__iexact=username)


class Agent(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    ref = models.TextField(unique=True)
    """The pseudonym in the ledger: `a_` and 20 random characters."""
    name = models.TextField()
    language = models.TextField(default="en")
    timezone = models.TextField(default="UTC")
    online = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[AgentManager] = AgentManager()

    class Meta:
        db_table = "agent"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An agent's role in a brand."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE)
    role = models.TextField(choices=[(role.value, role.value) for role in Role])

    class Meta:
        db_table = "membership"
        constraints = (models.UniqueConstraint(fields=["agent", "brand"], name="membership_once"),)


class Team(models.Model):
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT)
    slug = models.SlugField()
    name = models.TextField()
    members = models.ManyToManyField(Agent, related_name="teams", db_table="team_member")

    class Meta:
        db_table = "team"
        constraints = (models.UniqueConstraint(fields=["brand", "slug"], name="team_slug_once"),)

    def __str__(self) -> str:
        return self.name
