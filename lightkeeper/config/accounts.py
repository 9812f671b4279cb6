"""How allauth behaves here: agents are invited, never signed up, and its mails go through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from django.dispatch import receiver
from django.http import HttpRequest

from lightkeeper.actions.outbox import queue_agent_mail
from lightkeeper.api.edge import address
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


class AgentAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """The adapter named in settings."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """We are reached over a Unix socket: the gateway says who called."""
        return address(request)

    def send_mail(self, template_prefix: str, email: str, _context: dict[str, Any]) -> None:
        agent = Agent.objects.filter(email__iexact=email, is_active=True).first()
        template = MAILS.get(template_prefix)
        if agent and template:
            queue_agent_mail(template, agent, now=wired().clock.now())
