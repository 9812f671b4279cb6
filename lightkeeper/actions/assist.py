"""The assistant answers: its words, what they rest on, and what it has learned, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.actions.evidence import keep, shown
from lightkeeper.actions.message import Words, post
from lightkeeper.core.audience import Audience
from lightkeeper.core.casefile import Known, merged
from lightkeeper.core.events import Json, LanguageChanged
from lightkeeper.core.investigation.evidence import Evidence
from lightkeeper.core.people import ASSISTANT
from lightkeeper.core.ticket import Cause
from lightkeeper.models import Investigation
from lightkeeper.ports.wired import wired
from lightkeeper.queries.conversation import locked_conversation
from lightkeeper.queries.dialogue import awaits, introduced, known_facts, open_investigation


@dataclass(frozen=True, slots=True)
class Learned:
    """What a turn found out about the case: kept with the answer, so that nothing is asked or read in vain.

    `asked`: what the customer is asked for now. `language`: the one in which they are answered from here on.
    """

    topic: str = ""
    facts: tuple[Known, ...] = ()
    asked: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to the customer's message `base_seq`. `language`: the one that `body` is written in."""

    base_seq: int
    body: str
    language: str
    blocks: Sequence[Json] = ()
    learned: Learned = Learned()


@action
def assistant_reply(conversation_id: int, answer: Answer, *, now: datetime) -> int | None:
    """Answers and waits for the customer. The seq, or None when it is too late: somebody answered, a person took over,
    or the customer wrote again (which has its own turn). Raises NotFound, ConversationClosed."""
    conversation = locked_conversation(conversation_id)
    if not awaits(conversation, answer.base_seq):
        return None
    with chapter(conversation, ASSISTANT, now) as writing:
        return say(writing, answer, Cause.ASSISTANT_REPLIED)


def say(writing: Chapter, answer: Answer, cause: Cause) -> int:
    """Posts the answer within the caller's transaction; the first one of a conversation says that a program speaks."""
    body = answer.body
    if not introduced(writing.conversation):
        body = f"{_introduce(writing, answer.language)}\n\n{body}"
    kept = record(writing, answer.learned)
    writing.move(cause)
    blocks = [*kept, *answer.blocks]
    return post(writing, Words(body, language=answer.language, blocks=blocks), audience=Audience.PUBLIC)


def _introduce(writing: Chapter, language: str) -> str:
    """Regulation (EU) 2024/1689, article 50(1): people are told that they deal with an AI system, at the latest at the
    first contact. Once: the name stays in the language of that moment."""
    texts = wired().catalogue
    writing.introduce(ASSISTANT, "assistant", texts.text(language, "assistant.name"), Audience.PUBLIC)
    return texts.text(language, "assistant.intro", brand=writing.conversation.brand.name)


def record(writing: Chapter, learned: Learned) -> list[Json]:
    """The facts, questions and evidence of a turn; gives the evidence as blocks of a message."""
    conversation = writing.conversation
    inquiry = _inquiry(writing, learned)
    kept = [keep(writing, each, inquiry) for each in learned.evidence]
    if learned.language and learned.language != conversation.language:
        writing.write(LanguageChanged(language=learned.language))
        writing.set(language=learned.language)
    return [shown(each) for each in kept]


def _inquiry(writing: Chapter, learned: Learned) -> Investigation | None:
    """The conversation's line of inquiry with what was learned; opened when there is something to keep."""
    found = open_investigation(writing.conversation)
    if found is None and not (learned.topic or learned.facts or learned.asked or learned.evidence):
        return None
    inquiry = found or Investigation(conversation=writing.conversation, topic="", opened_at=writing.at)
    inquiry.topic = learned.topic or inquiry.topic
    facts = merged(known_facts(found), learned.facts)
    inquiry.facts = [{"kind": each.kind, "value": each.value} for each in facts]
    inquiry.asked = list(dict.fromkeys([*inquiry.asked, *learned.asked]))
    inquiry.save()
    return inquiry
