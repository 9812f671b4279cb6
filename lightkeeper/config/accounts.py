"""How allauth behaves here: agents are invited, never signed up, and its mails go through our outbox."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import password_changed, password_reset
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest

from lightkeeper.actions.agent import shut_screens
from lightkeeper.actions.outbox import queue_agent_mail
from lightkeeper.api.edge import address
from lightkeeper.core.rate import household
from lightkeeper.models import Agent
from lightkeeper.ports.wired import wired

MAILS = {
    "account/email/password_reset_key": "password_reset",
    "account/email/email_confirmation": "verification",
    "account/email/email_confirmation_signup": "verification",
}
"""allauth's templates and ours. Mails about unknown accounts are not sent: they would tell strangers who is ours."""


@receiver(password_reset)
def confirm_address(user: Agent, **_: Any) -> None:
    """Whoever set a password by a link from their mail has shown that the address is theirs."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


@receiver([user_logged_out, password_changed, password_reset])
def close_sockets(user: Agent | None, **_: Any) -> None:
    """A socket's token outlives the session by minutes; what it shows must not."""
    if user is not None:
        shut_screens(user)


@receiver(post_delete, sender=UserSession)
def close_sockets_elsewhere(instance: UserSession, **_: Any) -> None:
    """The agent ended a session on another device."""
    agent = Agent.objects.filter(pk=instance.user_id).first()
    if agent is not None:
        shut_screens(agent)


class AgentAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """The adapter named in settings."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """We are reached over a Unix socket: the gateway says who called. Of IPv6 its network, which limits count."""
        return household(address(request)).removesuffix("/64")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count by account and address: by account alone, anybody could lock an agent out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def send_mail(self, template_prefix: str, email: str, _context: dict[str, Any]) -> None:
        agent = Agent.objects.filter(email__iexact=email, is_active=True).first()
        template = MAILS.get(template_prefix)
        if agent and template:
            queue_agent_mail(template, agent, now=wired().clock.now())


class AgentFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; named in settings."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the installation's own host, whatever Host a request names."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        host = urlsplit(settings.URL).hostname
        return {**entity, "id": host} if settings.SECURE and host else entity
