"""A customer writes: the conversation begins, or goes on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lightkeeper.actions.attachment import attach
from lightkeeper.actions.base import action, announce, defer
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.actions.message import Words, post
from lightkeeper.actions.redact import destroy
from lightkeeper.core import reference, summary
from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import milliseconds
from lightkeeper.core.events import Assigned, ConversationStarted, SecretCaught, SubjectChanged
from lightkeeper.core.people import SYSTEM
from lightkeeper.core.secrets import Finding, Guarded, SecretKind, advice_key, guard_pieces, marker
from lightkeeper.core.secrets.piece import continues_phrase, may_be_piece
from lightkeeper.core.ticket import Cause
from lightkeeper.core.topics import person_topic
from lightkeeper.models import Conversation, Customer, Event, Team
from lightkeeper.ports.bus import ListNews
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import own_conversation
from lightkeeper.queries.dialogue import recent_messages

PIECES_WITHIN = timedelta(minutes=15)
"""How far back a message may be a piece of what is sent now."""
PHRASE_MARKER = marker(SecretKind.RECOVERY_PHRASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer sends: guarded words, the keys of uploaded files, and the client's idempotency key."""

    words: Guarded
    attachments: Sequence[str] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """Where it went, and which kinds of secret were removed from it."""

    reference: str
    seq: int
    secrets: tuple[str, ...]


@action
def start_conversation(
    customer: Customer, said: Said, *, language: str, subject: str = "", channel: str = "widget", now: datetime
) -> Received:
    """Opens a conversation with its first message. `subject` must have passed the guard."""
    now = milliseconds(now)
    conversation = Conversation(
        reference=reference.make(secrets.token_bytes(16)),
        brand=customer.brand,
        customer=customer,
        team=Team.objects.filter(brand=customer.brand, slug="support").first(),
        channel=channel,
        language=language,
        subject=subject,
        last_at=now,
        started_at=now,
    )
    team = conversation.team.slug if conversation.team else None
    conversation.summary = {**summary.start({"ref": customer.ref, "name": customer.name}), "team": team}
    conversation.save(force_insert=True)
    with chapter(conversation, customer.ref, now) as writing:
        writing.write(
            ConversationStarted(
                reference=conversation.reference,
                brand=customer.brand.slug,
                channel=channel,
                language=language,
                subject="",
            )
        )
        if subject:  # an event of its own: the first one cannot be redacted
            writing.write(SubjectChanged(subject=subject))
        received = _take_in(writing, customer, said)
        if team:
            writing.write(Assigned(agent=None, agent_name=None, team=team), actor=SYSTEM)
    announce(ListNews(person_topic(customer.ref), conversation.reference, conversation.seq))
    return received


@action
def receive(customer: Customer, conversation_reference: str, said: Said, *, now: datetime) -> Received:
    """Adds a customer's message. Raises NotFound, or ConversationClosed when it has ended."""
    conversation = own_conversation(customer, conversation_reference, lock=True)
    with chapter(conversation, customer.ref, now) as writing:
        return _take_in(writing, customer, said)


def _take_in(writing: Chapter, customer: Customer, said: Said) -> Received:
    conversation = writing.conversation
    writing.introduce(customer.ref, "customer", customer.name or "", Audience.PUBLIC)
    writing.move(Cause.CUSTOMER_WROTE)
    words = _pieced(writing, customer, said.words)
    blocks = attach(conversation, customer.ref, said.attachments, seq=None)
    seq = post(writing, Words(words.text, blocks=blocks, key=said.key), audience=Audience.PUBLIC)
    attach(conversation, customer.ref, said.attachments, seq=seq)
    kinds = tuple(sorted({finding.kind.value for finding in words.findings}))
    if kinds:
        _advise(writing, seq, kinds, words)
    if conversation.handler == "assistant":
        defer("assistant_turn", lock=conversation.reference, conversation_id=conversation.pk, seq=seq)
    return Received(conversation.reference, seq, kinds)


def _pieced(writing: Chapter, customer: Customer, words: Guarded) -> Guarded:
    """A recovery phrase sent a few words at a time: its last piece is guarded, what came before is redacted."""
    conversation = writing.conversation
    if not conversation.public_seq or not may_be_piece(words.text):
        return words
    before = recent_messages(conversation, customer.ref, since=writing.at - PIECES_WITHIN)
    # what stands alone was judged when it came; a bare hash among it may have been asked for
    *earlier, last = guard_pieces([*(message.body for message in before), words.text], expects_hash=True)
    for message, guarded in zip(before, earlier, strict=True):
        if guarded.findings:
            kind = guarded.findings[0].kind
            texts, language = wired().catalogue, conversation.language
            reason = texts.text(language, "secrets.label", kind=texts.text(language, f"secrets.kind.{kind}"))
            event = Event.objects.get(conversation=conversation, seq=message.seq)
            destroy(writing, event, reason, actor=SYSTEM)
    if not last.findings and continues_phrase(words.text) and any(PHRASE_MARKER in each.body for each in before):
        whole = Finding(SecretKind.RECOVERY_PHRASE, 0, len(words.text))
        return Guarded(PHRASE_MARKER, (*words.findings, whole))
    return Guarded(last.text, (*words.findings, *last.findings))


def _advise(writing: Chapter, seq: int, kinds: tuple[str, ...], words: Guarded) -> None:
    """The fixed advice comes at once, in the same transaction, whoever handles the case."""
    conversation = writing.conversation
    writing.set(secrets_caught=conversation.secrets_caught + 1)
    writing.write(SecretCaught(seq=seq, kinds=kinds), audience=Audience.PUBLIC, actor=SYSTEM)
    key = advice_key({finding.kind for finding in words.findings})
    kind = next(finding.kind for finding in words.findings if advice_key({finding.kind}) == key)
    texts, language = wired().catalogue, conversation.language
    text = texts.text(language, key, kind=texts.text(language, f"secrets.kind.{kind}"))
    # screens word it again in the reader's language; `kind` is a code there
    block = {"type": "advice", "key": key, "params": {"kind": kind.value}}
    post(writing, Words(text, language=language, blocks=[block]), audience=Audience.PUBLIC, actor=SYSTEM)
