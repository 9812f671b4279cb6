"""What a customer's words hold: language, facts, topic, whether a person is asked for. No I/O but the language port."""

from dataclasses import dataclass
from typing import Final

from lightkeeper.core import language as tags
from lightkeeper.core.casefile import Missing
from lightkeeper.core.courtesy import Courtesy, courtesy
from lightkeeper.core.facts import Fact, FactKind, extract
from lightkeeper.core.intent import topics, wants_person
from lightkeeper.core.intent_phrases import Topic
from lightkeeper.core.secrets import MARKER_RE
from lightkeeper.ports.language import detect
from lightkeeper.queries.dialogue import Dialogue

SAFETY: Final = (Topic.HACKED, Topic.SCAM)
MONEY: Final = (Topic.DEPOSIT_MISSING, Topic.WITHDRAWAL_MISSING)
READ_CHARACTERS: Final = 40_000
LATIN_LETTERS: Final = 12


@dataclass(frozen=True, slots=True)
class Understanding:
    """`language`: the customer's, as far as it can be told. `answer_language`: one that texts exist in.

    `switch`: the conversation's new language, when it changes. `topic`: of this turn, else of the inquiry;
    `fresh_topic`: of this turn alone. `secrets_only`: nothing is left once removed secrets are set aside.
    """

    words: str
    language: str
    answer_language: str
    switch: str | None
    facts: tuple[Fact, ...]
    topic: Topic | None
    fresh_topic: Topic | None
    wants_person: bool
    courtesy: Courtesy | None
    secrets_only: bool
    files_only: bool

    def of_kind(self, kind: FactKind) -> tuple[Fact, ...]:
        """The facts of one kind, in the order of the text."""
        return tuple(each for each in self.facts if each.kind is kind)


def understand(dialogue: Dialogue, available: tuple[str, ...]) -> Understanding:
    """Reads all that is unanswered; `available` are the languages that there are texts in."""
    messages = dialogue.unanswered
    bare = [MARKER_RE.sub(" ", each) for each in messages]
    words = "\n".join(bare)[-READ_CHARACTERS:]
    spoken = _spoken(bare)
    switch = _switch(dialogue, spoken, available)
    found = topics(words)
    fresh = next((each for each in (*SAFETY, *MONEY) if each in found), None)
    told = [each for each in bare if each.strip()]
    expected = Missing.HASH.value in dialogue.asked
    return Understanding(
        words=words,
        language=spoken or dialogue.language,
        answer_language=tags.resolve(switch or spoken or dialogue.language, available),
        switch=switch,
        facts=extract(words, hash_expected=expected or fresh in MONEY),
        topic=fresh or _known(dialogue.topic),
        fresh_topic=fresh,
        wants_person=any(wants_person(each) for each in bare),
        courtesy=courtesy(told[-1]) if told and all(courtesy(each) for each in told) else None,
        secrets_only=_nothing_left(messages, bare),
        files_only=not told and not any(MARKER_RE.search(each) for each in messages),
    )


def _switch(dialogue: Dialogue, spoken: str | None, available: tuple[str, ...]) -> str | None:
    """The language of the message, when there are texts in it and it is not the conversation's already."""
    offered = [each for each in available if not dialogue.brand.languages or each in dialogue.brand.languages]
    if spoken is None:
        return None
    found = tags.resolve(spoken, offered)
    if not _same(found, spoken):
        return None
    return None if found == tags.resolve(dialogue.language, offered) and _same(found, dialogue.language) else found


def _same(one: str, other: str) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]


def _known(topic: str) -> Topic | None:
    return Topic(topic) if topic in set(Topic) else None


def _nothing_left(messages: tuple[str, ...], bare: list[str]) -> bool:
    """Secrets were sent and nothing else: the fixed advice has answered that."""
    sent = any(MARKER_RE.search(each) for each in messages)
    return sent and not any(character.isalnum() for each in bare for character in each)


def _spoken(messages: list[str]) -> str | None:
    """The language of the newest message that tells one. A few Latin letters ("ok erc20 sent") tell none."""
    for each in reversed(messages):
        if not each.isascii() or sum(map(str.isalpha, each)) >= LATIN_LETTERS:
            found = detect(each)
            if found:
                return found
    return None
