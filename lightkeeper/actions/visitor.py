"""Customers' frames: an anonymous one begins, the platform vouches for it, it ends."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from lightkeeper.actions.agent import require_address
from lightkeeper.actions.base import action, announce
from lightkeeper.actions.chapter import chapter
from lightkeeper.core import people
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import IdentityLinked
from lightkeeper.core.people import SYSTEM
from lightkeeper.models import Brand, Conversation, Customer, Identity, VisitorSession
from lightkeeper.ports.bus import Revoke
from lightkeeper.ports.wired import wired
from lightkeeper.queries.customer import seal_token, token_hash

SESSION_LIFE = timedelta(days=180)
VERIFIED_LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's session and the bearer token that stands for it; the token is nowhere else."""

    token: str
    session: VisitorSession


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the platform's token says of its user."""

    subject: str
    name: str | None
    email: str | None


@action
def begin(brand: Brand, *, language: str, timezone: str, now: datetime) -> Frame:
    """An anonymous customer in a new frame."""
    return _open(_customer(brand, language=language, timezone=timezone, now=now), verified=False, now=now)


@action
def vouch(brand: Brand, vouched: Vouched, session: VisitorSession | None, *, language: str, now: datetime) -> Frame:
    """The platform says who is in the frame. A new token; the frame's old one is over.

    An anonymous conversation joins the account only when it was started in this very frame session.
    """
    _one_at_a_time(blind(brand, Identity.Kind.PLATFORM, vouched.subject))
    found = _identified(brand, Identity.Kind.PLATFORM, vouched.subject)
    anonymous = session.customer if session and not session.verified else None
    customer = found or anonymous or _customer(brand, language=language, timezone="UTC", now=now)
    if found is None:
        identify(customer, Identity.Kind.PLATFORM, vouched.subject, verified=True, now=now)
    if vouched.email:
        _verify_email(customer, vouched.email, now)
    if vouched.name and customer.name != vouched.name:
        customer.name = vouched.name
        customer.save(update_fields=["name"])
    if anonymous:
        _join(anonymous, customer, now)
    if session and session.customer != customer:
        end(session, now=now)
    elif session:  # the same person goes on: their open socket may stay
        _revoke(session, now)
    return _open(customer, verified=True, now=now)


@action
def end(session: VisitorSession, *, now: datetime) -> None:
    """The frame's token is dead, its socket closed."""
    _revoke(session, now)
    announce(Revoke(person=session.customer.ref))


@action
def describe_customer(
    customer: Customer,
    *,
    name: str | None = None,
    email: str | None = None,
    language: str | None = None,
    timezone: str | None = None,
    now: datetime,
) -> None:
    """What a customer tells of themselves (guarded). An e-mail address is kept unverified. Raises AddressUnusable."""
    if email:
        require_address(email)
    for field, value in (("name", name), ("language", language), ("timezone", timezone)):
        if value is not None:
            setattr(customer, field, value)
    customer.save(update_fields=["name", "language", "timezone"])
    if email:
        customer.identities.filter(kind=Identity.Kind.EMAIL, verified_at=None).delete()
        identify(customer, Identity.Kind.EMAIL, email, verified=False, now=now)


def identify(customer: Customer, kind: str, value: str, *, verified: bool, now: datetime) -> Identity:
    """Adds an identity within the caller's transaction."""
    return Identity.objects.create(
        brand=customer.brand,
        customer=customer,
        kind=kind,
        value=value,
        blind_index=blind(customer.brand, kind, value),
        verified_at=now if verified else None,
        created_at=now,
    )


def blind(brand: Brand, kind: str, value: str) -> str:
    """The index under which an identity's value is found."""
    return wired().keyring.blind_index(value.strip().casefold(), context=f"identity:{brand.pk}:{kind}")


def _revoke(session: VisitorSession, now: datetime) -> None:
    VisitorSession.objects.filter(pk=session.pk, revoked_at=None).update(revoked_at=now)


def _identified(brand: Brand, kind: str, value: str) -> Customer | None:
    rows = Identity.objects.filter(brand=brand, kind=kind, blind_index=blind(brand, kind, value))
    found = rows.filter(verified_at__isnull=False).select_related("customer").first()
    return found.customer if found else None


def _customer(brand: Brand, *, language: str, timezone: str, now: datetime) -> Customer:
    ref = people.customer_ref(secrets.token_bytes(20))
    return Customer.objects.create(brand=brand, ref=ref, language=language, timezone=timezone, created_at=now)


def _verify_email(customer: Customer, email: str, now: datetime) -> None:
    """The platform's word on the address: from now on the newest. One that is another customer's is left alone."""
    owner = _identified(customer.brand, Identity.Kind.EMAIL, email)
    if owner is None:
        identify(customer, Identity.Kind.EMAIL, email, verified=True, now=now)
    elif owner == customer:
        index = blind(customer.brand, Identity.Kind.EMAIL, email)
        customer.identities.filter(blind_index=index, verified_at__isnull=False).update(verified_at=now)


def _one_at_a_time(name: str) -> None:
    """Two tabs that sign in at once wait for each other instead of making two accounts."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _open(customer: Customer, *, verified: bool, now: datetime) -> Frame:
    token = seal_token(secrets.token_urlsafe(32))
    session = VisitorSession.objects.create(
        brand=customer.brand,
        customer=customer,
        token_hash=token_hash(token),
        verified=verified,
        created_at=now,
        expires_at=now + (VERIFIED_LIFE if verified else SESSION_LIFE),
    )
    return Frame(token, session)


def _join(anonymous: Customer, account: Customer, now: datetime) -> None:
    """The frame's conversations are the account's; `anonymous` may have become the account itself."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("brand", "team", "assignee")
    for conversation in rows.filter(customer=anonymous).order_by("pk"):
        summary = {**conversation.summary, "customer": {"ref": account.ref, "name": account.name}}
        with chapter(conversation, SYSTEM, now) as writing:
            writing.set(customer=account, summary=summary)
            writing.introduce(account.ref, "customer", account.name or "", Audience.PUBLIC)
            writing.write(IdentityLinked(identity=Identity.Kind.PLATFORM, verified=True))
