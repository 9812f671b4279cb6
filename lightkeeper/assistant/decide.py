"""What to do about a message: the gate first, then the money, then the help centre. An ordered table of rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from lightkeeper.assistant import money
from lightkeeper.assistant.investigate import MOST_HASHES, Search, faulty, network_name, readable, search
from lightkeeper.assistant.plan import NOTHING, SILENT, Plan, handing, saying
from lightkeeper.assistant.retrieve import best_article
from lightkeeper.assistant.understand import MONEY, SAFETY, Understanding
from lightkeeper.core.casefile import Missing, Reason
from lightkeeper.core.courtesy import Courtesy
from lightkeeper.core.facts import Fact, FactKind, Flaw
from lightkeeper.core.intent_phrases import Topic
from lightkeeper.core.investigation.card import Text
from lightkeeper.ports.wired import Ports
from lightkeeper.queries.dialogue import Dialogue

SAFETY_WORDS: Final[dict[Topic, str]] = {
    Topic.HACKED: "assistant.safety.hacked",
    Topic.SCAM: "assistant.safety.scam",
}
OPENING: Final = ("deposit", "withdrawal", "account", "person")
# A hash that is torn or holds invisible characters is put together again; one of another length is not guessed.
_BROKEN: Final = frozenset({Flaw.LENGTH, Flaw.CHARACTER})


# With a hash at hand, looking again says more about these than any article: "still not there?" after an answer.
INVESTIGATED: Final = frozenset({"DEP-01", "DEP-02", "DEP-10", "WDR-02", "WDR-03"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What the rules look at. `looking_up` tells the customer that a chain is asked."""

    dialogue: Dialogue
    said: Understanding
    ports: Ports
    looking_up: Callable[[], None]

    @property
    def hint(self) -> str | None:
        """The network that the customer names, when it is one."""
        named = {each.value for each in self.said.of_kind(FactKind.NETWORK)}
        return named.pop() if len(named) == 1 else None

    @property
    def known_hashes(self) -> list[str]:
        return [each.value for each in self.dialogue.facts if each.kind == FactKind.HASH]


def decide(dialogue: Dialogue, said: Understanding, ports: Ports, looking_up: Callable[[], None]) -> Plan:
    """The plan of the first rule that has one."""
    turn = Turn(dialogue, said, ports, looking_up)
    return next(plan for rule in RULES if (plan := rule(turn)) is not None)


def _person(turn: Turn) -> Plan | None:
    return handing(Reason.ASKED) if turn.said.wants_person else None


def _safety(turn: Turn) -> Plan | None:
    """What to do now comes first; a person comes at once."""
    if turn.said.fresh_topic not in SAFETY:
        return None
    return handing(Reason.SAFETY, Text(SAFETY_WORDS[turn.said.fresh_topic]))


def _secret(turn: Turn) -> Plan | None:
    """The fixed advice was posted with the message itself."""
    return SILENT if turn.said.secrets_only else None


def _hashes(turn: Turn) -> Plan | None:
    """Hashes of this message, looked up."""
    hashes = {each.value[-64:]: each for each in turn.said.of_kind(FactKind.HASH) if _BROKEN.isdisjoint(each.flaws)}
    if not hashes:
        return None
    elsewhere = next((each for each in hashes.values() if not readable(_network(turn, each))), None)
    if elsewhere is not None:
        return money.unread_network(network_name(_network(turn, elsewhere) or ""))
    last = list(hashes.values())[-MOST_HASHES:]
    searches = _searched(turn, [(each.evm_hash, _network(turn, each)) for each in last])
    return money.told(searches, turn.said, turn.dialogue).with_first(_addresses_at_fault(turn) or NOTHING)


def _flawed_hash(turn: Turn) -> Plan | None:
    return money.ask_again(turn.dialogue) if turn.said.of_kind(FactKind.HASH) else None


def _addresses_at_fault(turn: Turn) -> Plan | None:
    """Stray blanks, a wrong checksum, another network: pointed out before money goes there."""
    written = dict.fromkeys(each.written for each in turn.said.of_kind(FactKind.ADDRESS))
    plans = []
    for address, verdict in faulty(list(written)[:MOST_HASHES], turn.hint):
        notices = [each.notice() for each in verdict.findings[:4]]
        shown = " ".join(address.split("\n"))[:120]
        lines = [Text("assistant.address.look", {"address": shown}), *(Text(n.key, n.params) for n in notices)]
        values = tuple(str(value) for notice in notices for value in notice.params.values())
        plans.append(Plan(paragraphs=(tuple(lines),), sources=(shown, *values)))
    return _together(plans)


def _address_and_topic(turn: Turn) -> Plan | None:
    """A faulty address, and the question for the hash when money is missing too."""
    faults = _addresses_at_fault(turn)
    if faults is None:
        return None
    more = _money_topic(turn) or saying(Text("assistant.address.copy"))
    return more.with_first(faults)


def _money_topic(turn: Turn) -> Plan | None:
    """Money is missing: look again at the hash that is known, or ask for it."""
    topic = turn.said.fresh_topic or (turn.said.topic if Missing.HASH in turn.dialogue.asked else None)
    if topic not in MONEY or (turn.said.courtesy is not None and turn.said.fresh_topic is None):
        return None
    again = _look_again(turn)
    return again if again is not None else money.ask_for_hash(topic, turn.dialogue)


def _courtesy(turn: Turn) -> Plan | None:
    if turn.said.courtesy is Courtesy.THANKS:
        return saying(Text("assistant.welcome"))
    if turn.said.courtesy is Courtesy.GREETING:
        plan = saying(Text("assistant.greeting"))
        return Plan(paragraphs=plan.paragraphs, choices=OPENING)
    return None


def _files(turn: Turn) -> Plan | None:
    return _clarify(turn, "assistant.ask.file") if turn.said.files_only else None


def _article(turn: Turn) -> Plan | None:
    found = best_article(turn.dialogue.brand, turn.said.answer_language, turn.said.words, turn.ports.embedder)
    if found is None or (turn.known_hashes and set(found.passage.reasons) & INVESTIGATED):
        return None
    article = found.passage
    words = saying(
        Text("assistant.article.found"),
        Text("assistant.article.about", {"title": article.title, "summary": article.summary}),
    )
    closing = saying(Text("assistant.article.more"))
    return Plan(
        paragraphs=words.paragraphs + closing.paragraphs,
        blocks=(article.block,),
        sources=(article.title, article.summary),
    )


def _look_again(turn: Turn) -> Plan | None:
    """ "Any news?": the newest hash that is known is read again."""
    if not turn.known_hashes:
        return None
    newest = "0x" + turn.known_hashes[-1][-64:]
    return money.told(_searched(turn, [(newest, turn.hint)]), turn.said, turn.dialogue)


def _last(turn: Turn) -> Plan | None:
    """It never answers from nothing: one question back, then a person."""
    return _clarify(turn, "assistant.ask.wish")


def _clarify(turn: Turn, key: str) -> Plan:
    if Missing.WISH in turn.dialogue.asked:
        return handing(Reason.NO_ANSWER, tried=(Text("assistant.tried.searched_help"),), missing=(Missing.WISH,))
    plan = saying(Text(key), asks=(Missing.WISH,))
    return Plan(paragraphs=plan.paragraphs, asks=plan.asks, choices=OPENING)


RULES: Final[tuple[Callable[[Turn], Plan | None], ...]] = (
    _person,
    _safety,
    _secret,
    _hashes,
    _flawed_hash,
    _address_and_topic,
    _money_topic,
    _courtesy,
    _files,
    _article,
    _look_again,
    _last,
)


def _searched(turn: Turn, wanted: Sequence[tuple[str, str | None]]) -> list[Search]:
    turn.looking_up()
    return [search(turn.ports.chains, each, hint, now=turn.ports.clock.now()) for each, hint in wanted]


def _network(turn: Turn, fact: Fact) -> str | None:
    """What a link says; a name beside it only where the hash itself does not say otherwise: 0x is an EVM hash."""
    return fact.network or (None if fact.value.startswith("0x") and not readable(turn.hint) else turn.hint)


def _together(plans: Sequence[Plan]) -> Plan | None:
    whole = NOTHING
    for each in plans:
        whole = each.with_first(whole)
    return whole if plans else None
