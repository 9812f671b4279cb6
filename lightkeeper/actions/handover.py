"""The assistant gives a case to people: with its case file, and with a word to the customer."""

from dataclasses import dataclass, replace
from datetime import datetime

from lightkeeper.actions.assist import Answer, say
from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.core import casefile
from lightkeeper.core.casefile import CaseFile, Missing, Reason
from lightkeeper.core.courtesy import courtesy
from lightkeeper.core.events import HandedOver, HandlerChanged, Json
from lightkeeper.core.facts import FactKind, extract
from lightkeeper.core.intent import wants_person
from lightkeeper.core.investigation.card import Text
from lightkeeper.core.people import ASSISTANT
from lightkeeper.core.secrets import MARKER_RE
from lightkeeper.core.ticket import Cause
from lightkeeper.models import Conversation, Customer, Evidence
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import locked_conversation, own_conversation
from lightkeeper.queries.dialogue import awaits, customer_words, known_facts, open_investigation

# What the customer reads, by reason; what is not here gets the plain sentence.
WORDS: dict[Reason, str] = {Reason.ASKED: "assistant.handover.asked", Reason.FAILED: "assistant.handover.failed"}
ASKED_FOR: dict[str, Text] = {
    Missing.HASH.value: Text("assistant.tried.asked_hash"),
    Missing.NETWORK.value: Text("assistant.tried.asked_network"),
    Missing.WISH.value: Text("assistant.tried.asked_wish"),
}


@dataclass(frozen=True, slots=True)
class Handover:
    """Why, and what a person should know besides what the rows tell: what was tried, what is missing."""

    reason: Reason
    tried: tuple[Text, ...] = ()
    missing: tuple[Missing, ...] = ()
    language: str | None = None
    """The customer's language, also where the answer could not be written in it."""


@action
def hand_over(conversation_id: int, answer: Answer, handover: Handover, *, now: datetime) -> int | None:
    """Says the answer (its body may be empty) and that a person takes over, and leaves the case file. The seq, or None
    when it is too late as for `assistant_reply`. Raises NotFound, ConversationClosed."""
    conversation = locked_conversation(conversation_id)
    if not awaits(conversation, answer.base_seq):
        return None
    with chapter(conversation, ASSISTANT, now) as writing:
        return _hand_over(writing, answer, handover)


@action
def ask_person(customer: Customer, reference: str, *, now: datetime) -> int:
    """The customer's button. The seq of the message that answers it; the ledger's head when a person has the case
    already. Raises NotFound, ConversationClosed."""
    conversation = own_conversation(customer, reference, lock=True)
    if conversation.handler != ASSISTANT:
        return conversation.seq
    language = wired().catalogue.resolve(conversation.language)
    with chapter(conversation, ASSISTANT, now) as writing:
        return _hand_over(writing, Answer(conversation.public_seq, "", language), Handover(Reason.ASKED))


@action
def hand_over_failed(conversation_id: int, seq: int, *, now: datetime) -> int | None:
    """The last resort when turn after turn broke down: nobody is left without an answer. None when `seq` has one."""
    conversation = locked_conversation(conversation_id)
    if not awaits(conversation, seq):
        return None
    language = wired().catalogue.resolve(conversation.language)
    with chapter(conversation, ASSISTANT, now) as writing:
        return _hand_over(writing, Answer(seq, "", language), Handover(Reason.FAILED))


def _hand_over(writing: Chapter, answer: Answer, handover: Handover) -> int:
    closing = wired().catalogue.text(answer.language, WORDS.get(handover.reason, "assistant.handover.taken"))
    body = f"{answer.body}\n\n{closing}" if answer.body else closing
    learned = replace(answer.learned, facts=casefile.merged(answer.learned.facts, _facts(writing.conversation)))
    seq = say(writing, replace(answer, body=body, learned=learned), Cause.HANDED_OVER)
    writing.write(HandlerChanged(to="person"))
    writing.set(handler="person")
    file = casefile.plain(_case_file(writing.conversation, handover))
    # after the message, so that the list says that the customer still waits
    writing.write(HandedOver(reason=handover.reason.value, summary=file))
    writing.set(case_file=file)
    _close_inquiry(writing)
    return seq


def _close_inquiry(writing: Chapter) -> None:
    """Should a person hand the case back, the assistant may ask and look up anew."""
    inquiry = open_investigation(writing.conversation)
    if inquiry is not None:
        inquiry.closed_at = writing.at
        inquiry.save(update_fields=["closed_at"])


def _case_file(conversation: Conversation, handover: Handover) -> CaseFile:
    """What the rows tell, and what the turn adds."""
    inquiry = open_investigation(conversation)
    evidence = list(Evidence.objects.filter(conversation=conversation).order_by("read_at", "pk"))
    words = customer_words(conversation)
    facts = known_facts(inquiry)
    asked = tuple(inquiry.asked) if inquiry else ()
    missing = [each.value for each in handover.missing]
    if Missing.HASH in asked and not any(each.kind == FactKind.HASH for each in facts):
        missing.append(Missing.HASH.value)
    return CaseFile(
        wish=casefile.wish(words, [each for each in words if _says_nothing(each)]),
        language=handover.language or conversation.language,
        facts=facts,
        evidence=tuple(each.ref for each in evidence),
        tried=(*_asked_for(asked), *(_looked_up(each.card) for each in evidence), *handover.tried),
        missing=tuple(dict.fromkeys(missing)),
    )


def _facts(conversation: Conversation) -> tuple[casefile.Known, ...]:
    """What the customer's messages hold, for a case that no turn has read."""
    words = "\n".join(customer_words(conversation))
    return tuple(casefile.known(each) for each in extract(words[:40_000], hash_expected=True) if not each.flaws)


def _says_nothing(text: str) -> bool:
    """A greeting, a request for a person, or nothing besides hashes, addresses and removed secrets."""
    bare = MARKER_RE.sub(" ", text)
    for fact in reversed(extract(bare, hash_expected=True)):
        bare = bare[: fact.start] + " " + bare[fact.end :]
    return courtesy(text) is not None or wants_person(text) or not any(each.isalpha() for each in bare)


def _asked_for(asked: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(ASKED_FOR[each] for each in asked if each in ASKED_FOR)


def _looked_up(card: Json) -> Text:
    params = {"subject": card["subject"], "chain": card["chain"]["name"], "state": card["state"]}
    return Text("assistant.tried.looked_up", params)
