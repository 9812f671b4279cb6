"""The case file: what a person who takes over finds written down, so that the customer repeats nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lightkeeper.core.events import Json
from lightkeeper.core.facts import Fact
from lightkeeper.core.investigation.card import Text
from lightkeeper.core.text import preview

# texts: assistant.reason.*, assistant.missing.*

WISH_LENGTH = 280
MOST_FACTS = 40
"""A pasted account statement holds hundreds; a person reads the message itself."""


class Reason(StrEnum):
    """Why the assistant gave a case to people; the words are `assistant.reason.<value>`."""

    ASKED = "asked"  # the customer asked for a person
    SAFETY = "safety"  # a hacked account or a fraud
    CREDITING = "crediting"  # the chain is done, the platform's own records decide
    UNREADABLE = "unreadable"  # the chain could not be read
    FACT_MISSING = "fact_missing"  # asked for once and not given
    NO_ANSWER = "no_answer"
    UNGROUNDED = "ungrounded"  # the answer said more than was read
    FAILED = "failed"  # the turn broke down, more than once


class Missing(StrEnum):
    """What is not known yet; the words are `assistant.missing.<value>`."""

    HASH = "hash"
    NETWORK = "network"
    PLATFORM_RECORD = "platform_record"
    CHAIN_ANSWER = "chain_answer"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it is kept: `kind` of `core.facts.FactKind`, the plain value (an amount with its asset)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`wish`: the customer's own words; `evidence`: ids; `tried`: what was done, as text keys."""

    wish: str
    language: str
    facts: tuple[Known, ...]
    evidence: tuple[str, ...]
    tried: tuple[Text, ...]
    missing: tuple[str, ...]


def plain(file: CaseFile) -> Json:
    """The case file as the event `handed.over` and the screens have it."""
    return {
        "wish": file.wish,
        "language": file.language,
        "facts": [{"kind": each.kind, "value": each.value} for each in file.facts],
        "evidence": list(file.evidence),
        "tried": [{"key": each.key, "params": dict(each.params)} for each in file.tried],
        "missing": list(file.missing),
    }


def wish(messages: Sequence[str], talk: Iterable[str]) -> str:
    """The first of the customer's messages that says what it is about; `talk`: those that do not (a greeting, a bare
    hash, "a person, please"). The first message when none does."""
    empty = set(talk)
    said = [each for each in messages if each.strip()]
    telling = next((each for each in said if each not in empty), said[0] if said else "")
    return preview(telling, WISH_LENGTH)


def known(fact: Fact) -> Known:
    """A fact of a message as it is kept."""
    value = f"{fact.value} {fact.asset}" if fact.asset and fact.asset != fact.value else fact.value
    return Known(fact.kind.value, value)


def merged(known: Iterable[Known], more: Iterable[Known]) -> tuple[Known, ...]:
    """Both, each once, in order, the first MOST_FACTS of them."""
    return tuple(dict.fromkeys([*known, *more]))[:MOST_FACTS]
