"""Shapes that several routers share. Event payloads are typed in TypeScript from `core/events`."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, WithJsonSchema

# Plain JSON here; `x-typescript` names the type that the generated client gives it.
Card = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "x-typescript": "EvidenceCard"})]
CaseFile = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "x-typescript": "CaseFile"})]


class Last(Schema):
    text: str
    at: str
    by: Literal["customer", "agent", "assistant", "system"]


class PersonName(Schema):
    ref: str
    name: str | None


class AgentName(Schema):
    ref: str
    name: str


class Participant(Schema):
    kind: Literal["customer", "agent", "assistant"]
    name: str


class EventOut(Schema):
    """One event of the ledger; `payload` is null once it was redacted."""

    model_config = ConfigDict(json_schema_extra={"x-typescript": "Event"})

    seq: int
    kind: str
    v: int
    actor: str
    at: str
    audience: Literal["public", "team"]
    payload: dict[str, Any] | None


class Events(Schema):
    """`to_seq`: the newest seq that was looked at, events of other audiences included."""

    events: list[EventOut]
    to_seq: int
    more: bool


class SeqOut(Schema):
    seq: int


class SentOut(Schema):
    """`secrets`: the kinds that were removed from what was sent."""

    seq: int
    secrets: list[str] = []


class SocketToken(Schema):
    """Opens the socket; renew it in-band before `expires_at`."""

    token: str
    expires_at: str
    topics: list[str]


class UploadIn(Schema):
    name: str
    size: int


class UploadTicket(Schema):
    """PUT the bytes to `upload` with the header X-Upload-Ticket, then complete the attachment."""

    key: str
    upload: str
    ticket: str


class AttachmentOut(Schema):
    key: str
    name: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None
    url: str


class ErrorBody(Schema):
    code: str
    message: str
    fields: dict[str, str | int]
    request: str


class ErrorOut(Schema):
    """Every answer that is not a success."""

    error: ErrorBody
