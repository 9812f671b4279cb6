"""The kinds of event in a conversation's ledger. The TypeScript types are generated from this file.

A payload is a frozen dataclass of plain types (str, int, bool, None, tuples and dicts of them), so that its
canonical JSON is the same everywhere. A kind is never renamed or changed; it gets a new `v`.
"""

from dataclasses import asdict, dataclass
from typing import Annotated, Any, ClassVar, Literal

from lightkeeper.core.audience import Audience

State = Literal["new", "open", "waiting_customer", "waiting_others", "solved", "closed"]
Handler = Literal["assistant", "person"]
PersonKind = Literal["customer", "agent", "assistant"]
Json = dict[str, Any]
# The annotation names the TypeScript type (frontend/client/src/shapes.ts) of what is plain JSON here.
Block = Annotated[Json, "Block"]
Card = Annotated[Json, "EvidenceCard"]
CaseFile = Annotated[Json, "CaseFile"]


@dataclass(frozen=True, slots=True)
class ConversationStarted:
    """The first event of each ledger."""

    kind: ClassVar[str] = "conversation.started"
    audience: ClassVar[Audience | None] = Audience.PUBLIC
    reference: str
    brand: str
    channel: str
    language: str
    subject: str


@dataclass(frozen=True, slots=True)
class ParticipantJoined:
    """Before anyone's first event of an audience, so that screens know the name behind an actor."""

    kind: ClassVar[str] = "participant.joined"
    audience: ClassVar[Audience | None] = None
    ref: str
    person: PersonKind
    name: str


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A message (public) or an internal note (team). `key` is the author's Idempotency-Key."""

    kind: ClassVar[str] = "message.posted"
    audience: ClassVar[Audience | None] = None
    body: str
    format: Literal["text", "markdown"]
    language: str | None
    blocks: tuple[Block, ...]
    key: str | None


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The conversation moved in the table of `core/ticket.py`."""

    kind: ClassVar[str] = "state.changed"
    audience: ClassVar[Audience | None] = Audience.PUBLIC
    before: State
    after: State
    cause: str


@dataclass(frozen=True, slots=True)
class HandlerChanged:
    """Who answers now: the assistant or a person."""

    kind: ClassVar[str] = "handler.changed"
    audience: ClassVar[Audience | None] = Audience.PUBLIC
    to: Handler


@dataclass(frozen=True, slots=True)
class Assigned:
    """The case belongs to this agent (a ref, or nobody) and this team (a slug, or none)."""

    kind: ClassVar[str] = "assigned"
    audience: ClassVar[Audience | None] = Audience.TEAM
    agent: str | None
    agent_name: str | None
    team: str | None


@dataclass(frozen=True, slots=True)
class TagAdded:
    """A tag (its slug) was put on the case."""

    kind: ClassVar[str] = "tag.added"
    audience: ClassVar[Audience | None] = Audience.TEAM
    tag: str


@dataclass(frozen=True, slots=True)
class TagRemoved:
    """A tag (its slug) was taken off the case."""

    kind: ClassVar[str] = "tag.removed"
    audience: ClassVar[Audience | None] = Audience.TEAM
    tag: str


@dataclass(frozen=True, slots=True)
class SubjectChanged:
    """The team's name for the case."""

    kind: ClassVar[str] = "subject.changed"
    audience: ClassVar[Audience | None] = Audience.TEAM
    subject: str


@dataclass(frozen=True, slots=True)
class LanguageChanged:
    """The language in which the customer is answered."""

    kind: ClassVar[str] = "language.changed"
    audience: ClassVar[Audience | None] = Audience.TEAM
    language: str


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """A look-up was kept; `card` is `core/investigation`'s EvidenceCard as plain JSON."""

    kind: ClassVar[str] = "evidence.added"
    audience: ClassVar[Audience | None] = Audience.TEAM
    id: str
    card: Card


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The assistant gave the case to people, with its case file."""

    kind: ClassVar[str] = "handed.over"
    audience: ClassVar[Audience | None] = Audience.TEAM
    reason: str
    summary: CaseFile


@dataclass(frozen=True, slots=True)
class SecretCaught:
    """A secret was removed before storage; `seq` is the message that holds its marker; same audience."""

    kind: ClassVar[str] = "secret.caught"
    audience: ClassVar[Audience | None] = None
    seq: int | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyOffered:
    """The customer is asked how it went."""

    kind: ClassVar[str] = "survey.offered"
    audience: ClassVar[Audience | None] = Audience.PUBLIC
    survey: str


@dataclass(frozen=True, slots=True)
class Rated:
    """The customer's answer: 1 to 5, and words if any."""

    kind: ClassVar[str] = "rated"
    audience: ClassVar[Audience | None] = Audience.PUBLIC
    score: int
    comment: str | None


@dataclass(frozen=True, slots=True)
class DeliveryChanged:
    """What became of a copy of message `seq` in another channel, e.g. a bounced e-mail."""

    kind: ClassVar[str] = "delivery.changed"
    audience: ClassVar[Audience | None] = Audience.TEAM
    seq: int
    channel: str
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class IdentityLinked:
    """An identity of the customer became known; the value itself stays in the customer's record."""

    kind: ClassVar[str] = "identity.linked"
    audience: ClassVar[Audience | None] = Audience.TEAM
    identity: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Redacted:
    """The payload and salt of event `seq` were destroyed; the chain stays verifiable."""

    kind: ClassVar[str] = "redacted"
    audience: ClassVar[Audience | None] = None
    seq: int
    reason: str


Payload = (
    ConversationStarted
    | ParticipantJoined
    | MessagePosted
    | StateChanged
    | HandlerChanged
    | Assigned
    | TagAdded
    | TagRemoved
    | SubjectChanged
    | LanguageChanged
    | EvidenceAdded
    | HandedOver
    | SecretCaught
    | SurveyOffered
    | Rated
    | DeliveryChanged
    | IdentityLinked
    | Redacted
)

KINDS: dict[str, type[Payload]] = {cls.kind: cls for cls in Payload.__args__}

VERSION = 1


def plain(payload: Payload) -> Json:
    """The payload as JSON types, as it is stored, hashed and sent."""
    return asdict(payload)
