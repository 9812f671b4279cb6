"""Customers, their sessions, and their conversations as they see them."""

import hmac
from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.db.models import F

from lightkeeper.core.access import NotFound
from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.events import Json
from lightkeeper.core.summary import speaker
from lightkeeper.core.text import preview
from lightkeeper.core.ticket import State
from lightkeeper.core.topics import TokenExpired, TokenInvalid, conversation_topic
from lightkeeper.models import Brand, Conversation, Customer, Identity, Message, Participation, VisitorSession
from lightkeeper.ports.wired import wired
from lightkeeper.queries.plain import Columns

_SESSION, _CUSTOMER, _BRAND = Columns(VisitorSession, "s"), Columns(Customer, "c"), Columns(Brand, "b")
# asked by each request of a widget
_BY_TOKEN = f"""
select {_SESSION}, {_CUSTOMER}, {_BRAND}
from visitor_session s join customer c on c.id = s.customer_id join brand b on b.id = s.brand_id
where s.token_hash = %s and b.slug = %s
"""  # noqa: S608  (columns of our own models)


def brand_by_slug(slug: str) -> Brand:
    """Raises NotFound."""
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        raise NotFound
    return brand


def seal_token(randomness: str) -> str:
    """`v1.<random>.<mac>`: a forged token is refused without asking the database."""
    mac = hmac.digest(wired().keyring.topic_key, b"visitor\0" + randomness.encode(), sha256).hex()[:32]
    return f"v1.{randomness}.{mac}"


def token_hash(token: str) -> bytes:
    """How a token is stored: it has 256 random bits, so a plain hash is enough."""
    return sha256(token.encode()).digest()


def visitor_session(brand_slug: str, token: str, now: datetime) -> VisitorSession:
    """The live session behind a bearer token of this brand. Raises TokenInvalid, TokenExpired."""
    parts = token.split(".")
    if len(parts) != 3 or not hmac.compare_digest(seal_token(parts[1]).encode(), token.encode()):
        raise TokenInvalid
    with connection.cursor() as cursor:
        found = cursor.execute(_BY_TOKEN, [token_hash(token), brand_slug]).fetchone()
    if found is None:
        raise TokenInvalid
    values = iter(found)
    session, customer, brand = _SESSION.read(values), _CUSTOMER.read(values), _BRAND.read(values)
    if session.revoked_at is not None or session.expires_at <= now:
        raise TokenExpired
    customer.brand = brand
    session.customer, session.brand = customer, brand
    return session


def customer_card(customer: Customer, *, verified: bool) -> Json:
    """{ref, name, verified} for the customer's own screens."""
    return {"ref": customer.ref, "name": customer.name, "verified": verified}


def own_conversations(customer: Customer) -> list[Json]:
    """The customer's conversations, newest first, as they see them; three queries however many there are."""
    rows = Conversation.objects.filter(customer=customer).order_by("-id")[:100]
    found = list(rows)
    return _customer_views(found)


def customer_view(conversation: Conversation) -> Json:
    """One of them."""
    return _customer_views([conversation])[0]


def customer_email(customer: Customer) -> str | None:
    """Where copies go: the address verified last, else the one they gave."""
    rows = Identity.objects.filter(customer=customer, kind=Identity.Kind.EMAIL)
    best = rows.order_by(F("verified_at").desc(nulls_last=True), "-pk").first()
    return best.value if best else None


def _customer_views(conversations: list[Conversation]) -> list[Json]:
    ids = [conversation.pk for conversation in conversations]
    people: dict[int, Json] = {pk: {} for pk in ids}
    for each in Participation.objects.filter(conversation__in=ids, told=Audience.PUBLIC):
        people[each.conversation_id][each.ref] = {"kind": each.person, "name": each.name}
    newest = {
        message.conversation_id: message
        for message in Message.objects.filter(conversation__in=ids, audience=Audience.PUBLIC)
        .order_by("conversation_id", "-seq")
        .distinct("conversation_id")
    }
    unread = _unread(conversations)
    return [_customer_view(each, people[each.pk], newest.get(each.pk), unread[each.pk]) for each in conversations]


def _unread(conversations: list[Conversation]) -> dict[int, int]:
    counts = {conversation.pk: 0 for conversation in conversations}
    marks = {conversation.pk: conversation.customer_read_seq for conversation in conversations}
    late = [each.pk for each in conversations if each.public_seq > each.customer_read_seq]
    own = {conversation.pk: conversation.customer_id for conversation in conversations}
    if late:
        refs = dict(Customer.objects.filter(pk__in=set(own.values())).values_list("pk", "ref"))
        rows = Message.objects.filter(conversation__in=late, audience=Audience.PUBLIC)
        for pk, seq, author in rows.values_list("conversation_id", "seq", "author"):
            counts[pk] += seq > marks[pk] and author != refs[own[pk]]
    return counts


def _customer_view(row: Conversation, people: Json, newest: Message | None, unread: int) -> Json:
    last = None
    if newest is not None:
        last = {"text": preview(newest.body), "at": timestamp(newest.at), "by": speaker(newest.author)}
    return {
        "reference": row.reference,
        "topic": conversation_topic(row.reference),
        "subject": "",  # the team's name for the case is the team's
        "state": row.state,
        "handler": row.handler,
        "language": row.language,
        "started_at": timestamp(row.started_at),
        "seq": row.seq,
        "read_seq": row.customer_read_seq,
        "peer_read_seq": row.team_read_seq,
        "unread": unread,
        "last": last,
        "rating": row.rating,
        "rateable": row.state in {State.SOLVED, State.CLOSED},
        "participants": people,
    }
