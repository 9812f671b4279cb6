"""Console: one conversation, read and written."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status

from lightkeeper.actions import draft as drafts
from lightkeeper.actions import evidence, read
from lightkeeper.actions import reply as replies
from lightkeeper.actions.case import describe as describe_case
from lightkeeper.actions.redact import redact
from lightkeeper.api.agent import AgentAuth, agent
from lightkeeper.api.edge import creating, idempotency_key, limit, line, words
from lightkeeper.api.schema import AgentName, Card, CaseFile, ErrorOut, Events, Participant, SentOut, SeqOut
from lightkeeper.api.widget_conversation import DOWNLOAD, ReadIn, Span, transcript_response
from lightkeeper.core.access import Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.secrets import guard
from lightkeeper.ports.wired import wired
from lightkeeper.queries.case import case_view
from lightkeeper.queries.conversation import visible_conversation
from lightkeeper.queries.evidence import raw_evidence
from lightkeeper.queries.timeline import events
from lightkeeper.queries.transcript import agent_transcript

router = Router(tags=["agent"], auth=AgentAuth())
REFUSALS = {401: ErrorOut, 403: ErrorOut, 404: ErrorOut, 409: ErrorOut, 413: ErrorOut, 422: ErrorOut, 429: ErrorOut}


class CustomerPanel(Schema):
    ref: str
    name: str | None
    kind: Literal["anonymous", "verified"]
    language: str
    timezone: str
    email_masked: str | None
    platform_id_masked: str | None
    first_seen: str
    conversations: int


class TeamRef(Schema):
    slug: str
    name: str


class DraftOut(Schema):
    audience: Literal["public", "team"]
    body: str
    attachments: list[str]
    base_seq: int
    updated_at: str


class EvidenceOut(Schema):
    """`card`: the EvidenceCard of `core/investigation`."""

    id: str
    card: Card


class Case(Schema):
    reference: str
    topic: str
    brand: str
    subject: str
    state: Literal["new", "open", "waiting_customer", "waiting_others", "solved", "closed"]
    handler: Literal["assistant", "person"]
    channel: str
    language: str
    assignee: AgentName | None
    team: TeamRef | None
    tags: list[str]
    customer: CustomerPanel
    seq: int
    public_seq: int
    started_at: str
    waiting_since: str | None
    read_seq: int
    customer_read_seq: int
    participants: dict[str, Participant]
    drafts: list[DraftOut]
    evidence: list[EvidenceOut]
    summary: CaseFile | None
    rating: int | None
    secrets_caught: int
    allowed: list[str]


class RawEvidenceOut(EvidenceOut):
    raw: list[dict[str, Any]]


class ReplyIn(Schema):
    body: str
    audience: Literal["public", "team"] = "public"
    attachments: list[str] = []
    seen_seq: int
    anyway: bool = False


class DraftIn(Schema):
    body: str
    attachments: list[str] = []
    base_seq: int


class DescribeIn(Schema):
    subject: str | None = None
    language: str | None = None


class LookUpIn(Schema):
    subject: str


class LookUpOut(Schema):
    """What was understood of the subject, and is being read now."""

    subject: str


class RedactIn(Schema):
    seq: int
    reason: str


@router.get("/conversations/{reference}", response={200: Case, **REFUSALS})
def show(request: HttpRequest, reference: str) -> Any:
    """The case as the console shows it."""
    me = agent(request)
    conversation, here = visible_conversation(me, reference)
    return case_view(me, conversation, here)


@router.patch("/conversations/{reference}", response={200: SeqOut, **REFUSALS})
def describe(request: HttpRequest, reference: str, data: DescribeIn) -> Any:
    """Names the case, or sets the language of its answers."""
    subject = line(data.subject) if data.subject is not None else None
    language = wired().catalogue.resolve(data.language) if data.language else None
    seq = describe_case(agent(request), reference, subject=subject, language=language, now=wired().clock.now())
    return {"seq": seq}


@router.get("/conversations/{reference}/events", response={200: Events, **REFUSALS})
def show_events(request: HttpRequest, reference: str, span: Query[Span]) -> Any:
    """The events of all audiences."""
    visible_conversation(agent(request), reference)
    return events(reference, Audience.TEAM, after=span.after, before=span.before, limit=max(1, min(span.limit, 500)))


@router.post("/conversations/{reference}/messages", response={201: SentOut, **REFUSALS})
def post(request: HttpRequest, response: HttpResponse, reference: str, data: ReplyIn) -> Any:
    """A reply to the customer, or a note to the team. 409 `stale_reply` when somebody wrote meanwhile."""
    me = agent(request)
    limit("agent", me.ref)
    audience = Audience(data.audience)
    sent = replies.Reply(
        words(data.body, attachments=data.attachments),
        data.seen_seq,
        anyway=data.anyway,
        attachments=data.attachments,
        key=idempotency_key(request),
    )

    def perform() -> dict[str, Any]:
        write = replies.reply if audience is Audience.PUBLIC else replies.note
        seq = write(me, reference, sent, now=wired().clock.now())
        return {"seq": seq, "secrets": sorted({finding.kind.value for finding in sent.words.findings})}

    content = [sent.words.text, list(data.attachments), audience.value]
    return Status(201, creating(request, response, me.ref, content, perform))


@router.put("/conversations/{reference}/drafts/{audience}", response={204: None, **REFUSALS})
def save_draft(request: HttpRequest, reference: str, audience: Audience, data: DraftIn) -> Any:
    """Keeps what is written so far."""
    drafts.save_draft(
        agent(request),
        reference,
        audience,
        words(data.body, required=False),
        attachments=data.attachments,
        base_seq=data.base_seq,
        now=wired().clock.now(),
    )
    return Status(204, None)


@router.delete("/conversations/{reference}/drafts/{audience}", response={204: None, **REFUSALS})
def drop_draft(request: HttpRequest, reference: str, audience: Audience) -> Any:
    """Throws it away."""
    now = wired().clock.now()
    drafts.save_draft(agent(request), reference, audience, guard(""), attachments=(), base_seq=0, now=now)
    return Status(204, None)


@router.post("/conversations/{reference}/read", response={204: None, **REFUSALS})
def mark_read(request: HttpRequest, reference: str, data: ReadIn) -> Any:
    """The agent has seen everything up to `seq`."""
    read.read_by_agent(agent(request), reference, data.seq)
    return Status(204, None)


@router.post("/conversations/{reference}/redactions", response={201: SeqOut, **REFUSALS})
def redact_event(request: HttpRequest, response: HttpResponse, reference: str, data: RedactIn) -> Any:
    """Destroys what event `seq` held, everywhere."""
    me = agent(request)
    reason = line(data.reason)

    def perform() -> dict[str, Any]:
        return {"seq": redact(me, reference, data.seq, reason=reason, now=wired().clock.now())}

    return Status(201, creating(request, response, me.ref, [data.seq, reason], perform))


@router.post("/conversations/{reference}/lookups", response={202: LookUpOut, **REFUSALS})
def look_up(request: HttpRequest, response: HttpResponse, reference: str, data: LookUpIn) -> Any:
    """Reads a hash or an address on every configured chain; the evidence comes as events of the case."""
    me = agent(request)
    limit("agent", me.ref)
    subject = line(data.subject, 500, expects_hash=True)

    def perform() -> dict[str, Any]:
        done = evidence.look_up(me, reference, subject, now=wired().clock.now())
        return {"subject": done.subject}

    return Status(202, creating(request, response, me.ref, [subject], perform))


@router.get("/conversations/{reference}/evidence/{ref}", response={200: RawEvidenceOut, **REFUSALS})
def show_evidence(request: HttpRequest, reference: str, ref: str) -> Any:
    """A piece of evidence with the answers it was read from, as they came."""
    return raw_evidence(agent(request), reference, ref)


@router.get("/conversations/{reference}/transcript", response={200: None, **REFUSALS}, openapi_extra=DOWNLOAD)
def download_transcript(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole conversation, internal notes included, as a file that verifies."""
    me = agent(request)
    _, here = visible_conversation(me, reference)
    require(here, Permission.EXPORT)
    return transcript_response(reference, agent_transcript(reference, now=wired().clock.now()))
