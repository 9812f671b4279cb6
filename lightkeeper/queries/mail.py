"""The mails of the product, made when they are sent: the outbox holds ids, never text."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from lightkeeper.core import reference
from lightkeeper.models import Agent, Message, Outbox
from lightkeeper.ports.mailer import Mail
from lightkeeper.ports.wired import wired
from lightkeeper.queries.customer import customer_email


@dataclass(frozen=True, slots=True)
class _Letter:
    to: str
    language: str
    params: dict[str, str]


def mail_for(row: Outbox, *, now: datetime) -> Mail | None:
    """The mail of an outbox row; None when there is nobody left to send it to, or nothing left to say."""
    letter = _copy(row) if row.template == "copy" else _to_agent(row)
    if letter is None:
        return None
    texts = wired().catalogue
    brand = row.brand.name if row.brand else "Lightkeeper"
    params = {"brand": brand, **letter.params}
    sender = settings.DEFAULT_FROM_EMAIL
    return Mail(
        message_id=f"<{row.key.replace(':', '.')}@{sender.rpartition('@')[2]}>",
        sender=f"{brand} <{sender}>",
        to=letter.to,
        subject=texts.text(letter.language, f"mail.{row.template}.subject", **params),
        text=texts.text(letter.language, f"mail.{row.template}.body", **params),
        at=now,
        headers=(("Auto-Submitted", "auto-generated"),),
    )


def _copy(row: Outbox) -> _Letter | None:
    """What the team wrote and the customer has not seen yet. texts: mail.copy.*"""
    if row.customer is None or row.conversation is None or row.seq is None:
        return None
    address = customer_email(row.customer)
    message = Message.objects.filter(conversation=row.conversation, seq=row.seq, redacted_at=None).first()
    if address is None or message is None or row.conversation.customer_read_seq >= row.seq:
        return None
    params = {"reference": reference.show(row.conversation.reference), "body": message.body}
    return _Letter(address, row.conversation.language, params)


def _to_agent(row: Outbox) -> _Letter | None:
    """texts: mail.invitation.* mail.password_reset.* mail.verification.*"""
    if row.agent is None or not row.agent.is_active:
        return None
    make = {"verification": _confirmation_link, "invitation": welcome_link}.get(row.template, _password_link)
    link = make(row.agent)
    return _Letter(row.agent.email, row.agent.language, {"name": row.agent.name, "link": link}) if link else None


def _password_link(agent: Agent) -> str:
    key = f"{user_pk_to_url_str(agent)}-{default_token_generator.make_token(agent)}"
    return str(settings.HEADLESS_FRONTEND_URLS["account_reset_password_from_key"]).format(key=key)


def welcome_link(agent: Agent) -> str:
    """Where an invited agent sets their first password: the same key, on a page with words of its own."""
    return _password_link(agent).replace("/desk/reset/", "/desk/welcome/")


def _confirmation_link(agent: Agent) -> str | None:
    address = EmailAddress.objects.filter(user=agent, email__iexact=agent.email, verified=False).first()
    if address is None:
        return None
    key = EmailConfirmationHMAC(address).key
    return str(settings.HEADLESS_FRONTEND_URLS["account_confirm_email"]).format(key=key)
