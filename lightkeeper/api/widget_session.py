"""Widget: what a frame needs to begin, who is in it, its socket, its end."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status

from lightkeeper.actions import visitor as visitors
from lightkeeper.actions.attachment import MAX_BYTES, MAX_PER_MESSAGE
from lightkeeper.api.edge import household, limit, line, zone
from lightkeeper.api.language import reading_language
from lightkeeper.api.platform_token import vouched_by
from lightkeeper.api.schema import ErrorOut, SocketToken
from lightkeeper.api.visitor import VisitorAuth, visitor
from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.text import MAX_BODY
from lightkeeper.core.topics import LIFETIME, Grant, conversation_topic, person_topic, sign
from lightkeeper.models import Conversation, Customer
from lightkeeper.ports.wired import wired
from lightkeeper.queries.customer import brand_by_slug, customer_card, visitor_session

router = Router(tags=["widget"], auth=VisitorAuth())
MAX_TOPICS = 50


class BrandOut(Schema):
    slug: str
    name: str
    accent: str


class WaitOut(Schema):
    min_minutes: int
    max_minutes: int


class LimitsOut(Schema):
    upload_bytes: int
    body_chars: int
    attachments: int


class IncidentOut(Schema):
    title: str
    at: str


class ConfigOut(Schema):
    brand: BrandOut
    languages: list[str]
    notice_key: str
    wait: WaitOut | None
    help_url: str
    verify_url: str
    limits: LimitsOut
    incidents: list[IncidentOut]


class VisitorIn(Schema):
    language: str | None = None
    timezone: str | None = None


class IdentifyIn(Schema):
    jwt: str


class CustomerIn(Schema):
    language: str | None = None
    timezone: str | None = None
    name: str | None = None
    email: str | None = None


class CustomerOut(Schema):
    ref: str
    name: str | None
    verified: bool


class SessionOut(Schema):
    token: str
    customer: CustomerOut


class MeOut(Schema):
    customer: CustomerOut


@router.get("/config", response={200: ConfigOut, 404: ErrorOut}, auth=None)
def widget_config(request: HttpRequest, brand: Path[str]) -> Any:
    """What the frame needs to draw itself."""
    found = brand_by_slug(brand)
    return {
        "brand": {"slug": found.slug, "name": found.name, "accent": found.accent},
        "languages": found.languages,
        "notice_key": "widget.notice.secrets",
        "wait": None,  # told when routing knows it: an invented range would be a false promise
        "help_url": f"/{found.slug}/",
        "verify_url": f"/{found.slug}/verify",
        "limits": {"upload_bytes": MAX_BYTES, "body_chars": MAX_BODY, "attachments": MAX_PER_MESSAGE},
        "incidents": [],
    }


@router.post("/visitors", response={201: SessionOut, 404: ErrorOut, 429: ErrorOut}, auth=None)
def begin_visit(request: HttpRequest, brand: Path[str], data: VisitorIn) -> Any:
    """An anonymous customer in a new frame. The token is shown once."""
    limit("visitor", household(request))
    found = brand_by_slug(brand)
    language = wired().catalogue.resolve(data.language) if data.language else reading_language(request)
    frame = visitors.begin(found, language=language, timezone=zone(data.timezone or "UTC"), now=wired().clock.now())
    return Status(201, _session(frame))


@router.post("/identify", response={200: SessionOut, 401: ErrorOut}, auth=None)
def identify(request: HttpRequest, brand: Path[str], data: IdentifyIn) -> Any:
    """The platform's token says who is in the frame; with a bearer, the frame's anonymous conversations join."""
    limit("identify", household(request))
    found, now = brand_by_slug(brand), wired().clock.now()
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    session = visitor_session(brand, token, now) if scheme.lower() == "bearer" and token else None
    vouched = vouched_by(found, data.jwt, now)
    frame = visitors.vouch(found, vouched, session, language=reading_language(request), now=now)
    return _session(frame)


@router.post("/logout", response={204: None})
def logout(request: HttpRequest, brand: Path[str]) -> Any:
    """Kills the token and closes the socket."""
    visitors.end(visitor(request).session, now=wired().clock.now())
    return Status(204, None)


@router.patch("/me", response={200: MeOut, 422: ErrorOut, 429: ErrorOut})
def describe_me(request: HttpRequest, brand: Path[str], data: CustomerIn) -> Any:
    """What customers tell of themselves; an e-mail address stays unverified."""
    me = visitor(request)
    limit("describe", me.customer.ref)
    visitors.describe_customer(
        me.customer,
        name=line(data.name, 80) if data.name is not None else None,
        email=line(data.email, 254) if data.email else None,
        language=wired().catalogue.resolve(data.language) if data.language else None,
        timezone=zone(data.timezone) if data.timezone else None,
        now=wired().clock.now(),
    )
    return {"customer": customer_card(me.customer, verified=me.session.verified)}


@router.post("/socket", response={200: SocketToken})
def socket_token(request: HttpRequest, brand: Path[str]) -> Any:
    """Topics of the customer's newest conversations, public events alone."""
    return grant_for(visitor(request).customer)


def grant_for(customer: Customer) -> dict[str, Any]:
    """A signed grant for the customer's own topics."""
    rows = Conversation.objects.filter(customer=customer).order_by("-id").values_list("reference", flat=True)
    topics = [person_topic(customer.ref), *(conversation_topic(reference) for reference in rows[:MAX_TOPICS])]
    return signed(customer.ref, customer.name or "", "customer", dict.fromkeys(topics, Audience.PUBLIC))


def signed(ref: str, name: str, kind: Literal["customer", "agent"], topics: dict[str, Audience]) -> dict[str, Any]:
    """SocketToken for these topics."""
    expires_at = wired().clock.now() + LIFETIME
    token = sign(Grant(ref, name, kind, topics, expires_at), wired().keyring.topic_key)
    return {"token": token, "expires_at": timestamp(expires_at), "topics": list(topics)}


def _session(frame: visitors.Frame) -> dict[str, Any]:
    session = frame.session
    return {"token": frame.token, "customer": customer_card(session.customer, verified=session.verified)}
