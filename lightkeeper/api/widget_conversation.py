"""Widget: the customer's conversations."""

import re
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema, Status

from lightkeeper.actions import rating, read, receive
from lightkeeper.actions.handover import ask_person
from lightkeeper.api.edge import creating, idempotency_key, limit, line, words
from lightkeeper.api.schema import ErrorOut, Events, Last, Participant, SentOut, SeqOut
from lightkeeper.api.visitor import VisitorAuth, visitor
from lightkeeper.core.access import NotFound
from lightkeeper.core.audience import Audience
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import own_conversation
from lightkeeper.queries.customer import customer_view, own_conversations
from lightkeeper.queries.evidence import hash_expected
from lightkeeper.queries.timeline import events
from lightkeeper.queries.transcript import customer_transcript

router = Router(tags=["widget"], auth=VisitorAuth())
BARE_HASH = re.compile(r"[0-9A-Fa-f]{64}")
"""Only such a text makes it worth asking whether we asked for a hash."""
REFUSALS = {401: ErrorOut, 404: ErrorOut, 409: ErrorOut, 413: ErrorOut, 422: ErrorOut, 429: ErrorOut}
JSON_LINES = "application/jsonl"
DOWNLOAD = {"responses": {200: {"content": {JSON_LINES: {"schema": {"type": "string", "format": "binary"}}}}}}


class CustomerConversation(Schema):
    reference: str
    topic: str
    subject: str
    state: Literal["new", "open", "waiting_customer", "waiting_others", "solved", "closed"]
    handler: Literal["assistant", "person"]
    language: str
    started_at: str
    seq: int
    read_seq: int
    peer_read_seq: int
    unread: int
    last: Last | None
    rating: int | None
    rateable: bool
    participants: dict[str, Participant]


class Conversations(Schema):
    rows: list[CustomerConversation]


class StartIn(Schema):
    body: str
    language: str | None = None
    subject: str = ""
    attachments: list[str] = []


class Started(Schema):
    conversation: CustomerConversation
    seq: int
    secrets: list[str]


class MessageIn(Schema):
    body: str
    attachments: list[str] = []


class ReadIn(Schema):
    seq: int


class RatingIn(Schema):
    score: Literal[1, 2, 3, 4, 5]
    comment: str = ""


class Span(Schema):
    after: int = 0
    before: int | None = None
    limit: int = 200


@router.get("/conversations", response={200: Conversations, 401: ErrorOut})
def list_conversations(request: HttpRequest, brand: Path[str]) -> Any:
    """Newest first."""
    return {"rows": own_conversations(visitor(request).customer)}


@router.post("/conversations", response={201: Started, **REFUSALS})
def start_conversation(request: HttpRequest, response: HttpResponse, brand: Path[str], data: StartIn) -> Any:
    """Opens a conversation with its first message."""
    customer = visitor(request).customer
    limit("post", customer.ref)
    said = receive.Said(words(data.body, attachments=data.attachments), data.attachments, idempotency_key(request))
    subject = line(data.subject)
    language = wired().catalogue.resolve(data.language) if data.language else customer.language

    def perform() -> dict[str, Any]:
        done = receive.start_conversation(customer, said, language=language, subject=subject, now=wired().clock.now())
        return {"reference": done.reference, "seq": done.seq, "secrets": list(done.secrets)}

    content = [said.words.text, list(data.attachments), subject, language]
    result = creating(request, response, customer.ref, content, perform)
    conversation = own_conversation(customer, result["reference"])
    return Status(201, {**result, "conversation": customer_view(conversation)})


@router.get("/conversations/{reference}", response={200: CustomerConversation, **REFUSALS})
def show_conversation(request: HttpRequest, brand: Path[str], reference: str) -> Any:
    """One conversation of the customer's own."""
    return customer_view(own_conversation(visitor(request).customer, reference))


@router.get("/conversations/{reference}/events", response={200: Events, **REFUSALS})
def show_events(request: HttpRequest, brand: Path[str], reference: str, span: Query[Span]) -> Any:
    """The public events."""
    own_conversation(visitor(request).customer, reference)
    return events(reference, Audience.PUBLIC, after=span.after, before=span.before, limit=max(1, min(span.limit, 500)))


@router.post("/conversations/{reference}/messages", response={201: SentOut, **REFUSALS})
def post_message(
    request: HttpRequest,
    response: HttpResponse,
    brand: Path[str],
    reference: str,
    data: MessageIn,
) -> Any:
    """A message to the brand."""
    customer = visitor(request).customer
    limit("post", customer.ref)
    given = BARE_HASH.findall(data.body)
    asked = bool(given) and hash_expected(customer, reference, given)
    guarded = words(data.body, attachments=data.attachments, expects_hash=asked)
    said = receive.Said(guarded, data.attachments, idempotency_key(request))

    def perform() -> dict[str, Any]:
        done = receive.receive(customer, reference, said, now=wired().clock.now())
        return {"seq": done.seq, "secrets": list(done.secrets)}

    content = [said.words.text, list(data.attachments)]
    return Status(201, creating(request, response, customer.ref, content, perform))


@router.post("/conversations/{reference}/read", response={204: None, **REFUSALS})
def mark_read(request: HttpRequest, brand: Path[str], reference: str, data: ReadIn) -> Any:
    """The customer has seen everything up to `seq`."""
    read.read_by_customer(visitor(request).customer, reference, data.seq)
    return Status(204, None)


@router.post("/conversations/{reference}/person", response={201: SeqOut, **REFUSALS})
def want_person(request: HttpRequest, response: HttpResponse, brand: Path[str], reference: str) -> Any:
    """A person, please."""
    customer = visitor(request).customer
    limit("post", customer.ref)

    def perform() -> dict[str, Any]:
        return {"seq": ask_person(customer, reference, now=wired().clock.now())}

    return Status(201, creating(request, response, customer.ref, [], perform))


@router.post("/conversations/{reference}/rating", response={201: SeqOut, **REFUSALS})
def rate(
    request: HttpRequest,
    response: HttpResponse,
    brand: Path[str],
    reference: str,
    data: RatingIn,
) -> Any:
    """How it went."""
    customer = visitor(request).customer
    limit("feedback", customer.ref)
    comment = words(data.comment, required=False)

    def perform() -> dict[str, Any]:
        return {"seq": rating.rate(customer, reference, data.score, comment, now=wired().clock.now())}

    return Status(201, creating(request, response, customer.ref, [data.score, comment.text], perform))


@router.get("/conversations/{reference}/transcript", response={200: None, **REFUSALS}, openapi_extra=DOWNLOAD)
def download_transcript(request: HttpRequest, brand: Path[str], reference: str) -> HttpResponse:
    """The public conversation as a file that anyone can verify."""
    data = customer_transcript(visitor(request).customer, reference, now=wired().clock.now())
    return transcript_response(reference, data)


def transcript_response(reference: str, data: bytes) -> HttpResponse:
    """JSON Lines, to be saved."""
    if not data:
        raise NotFound
    response = HttpResponse(data, content_type=f"{JSON_LINES}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="transcript-{reference}.jsonl"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
