"""Where the money is: from searches on the chains to what is said about them."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from lightkeeper.assistant.investigate import Search
from lightkeeper.assistant.plan import NOTHING, Paragraph, Plan, handing, saying
from lightkeeper.assistant.understand import Understanding
from lightkeeper.core.casefile import Missing, Reason
from lightkeeper.core.intent_phrases import Topic
from lightkeeper.core.investigation.card import Level, Notice, State, Text
from lightkeeper.core.investigation.evidence import Evidence
from lightkeeper.queries.dialogue import Dialogue

ASK_HASH: Final[dict[Topic, str]] = {
    Topic.DEPOSIT_MISSING: "assistant.ask.deposit_hash",
    Topic.WITHDRAWAL_MISSING: "assistant.ask.withdrawal_hash",
}
# After an answer that ends nothing by itself: what the customer may do now, by topic (None: a hash without a word) and
# state; the last line serves all others.
CLOSING: Final[dict[tuple[Topic | None, State | None], str]] = {
    (Topic.DEPOSIT_MISSING, State.INCLUDED): "assistant.found.confirming",
    (Topic.WITHDRAWAL_MISSING, State.FINAL): "assistant.found.withdrawal_done",
    (None, State.FINAL): "assistant.found.which",
    (None, State.INCLUDED): "assistant.found.which",
    (None, None): "assistant.found.more",
}
# Words of a stranger that lead elsewhere are no part of an answer: a revert reason may say "claim at evil.example".
_LEADS_ELSEWHERE: Final = re.compile(
    r"https?:|www\.|@|[\w-]\.[a-z]{2,}\b|\+?\d[\d ()-]{6,}|[\r\n⟦⟧]|telegram|whats ?app|微信|wechat|qq", re.IGNORECASE
)
_STRANGERS: Final = ("reason", "asset")
_PLAINER: Final[dict[str, str]] = {
    "evidence.happened.reverted": "evidence.happened.failed",
    "evidence.happened.reverted_today": "evidence.happened.failed",
}


def ask_for_hash(topic: Topic, dialogue: Dialogue) -> Plan:
    """The one missing fact is asked for once; who cannot give it gets a person."""
    if Missing.HASH in dialogue.asked:
        return handing(Reason.FACT_MISSING, missing=(Missing.HASH,))
    return saying(Text(ASK_HASH[topic]), asks=(Missing.HASH,))


def ask_again(dialogue: Dialogue) -> Plan:
    """The hash came, but not whole: pointed out once."""
    if Missing.HASH in dialogue.asked:
        return handing(Reason.FACT_MISSING, Text("assistant.hash.flawed"), missing=(Missing.HASH,))
    return saying(Text("assistant.hash.flawed"), Text("assistant.hash.again"), asks=(Missing.HASH,))


def unread_network(name: str) -> Plan:
    """A hash of a network that nobody here can read: a person does."""
    return handing(
        Reason.UNREADABLE,
        Text("assistant.network.unread", {"network": name}),
        tried=(Text("assistant.tried.network_unread", {"network": name}),),
        missing=(Missing.CHAIN_ANSWER,),
    )


def told(searches: Sequence[Search], understanding: Understanding, dialogue: Dialogue) -> Plan:
    """What was found about each hash, the first one first."""
    plan = NOTHING
    for each in searches:
        one = _told(each, understanding, dialogue)
        if len(searches) > 1:
            heading = saying(Text("assistant.found.subject", {"hash": short(each.subject)}))
            one = one.with_first(Plan(paragraphs=heading.paragraphs, sources=(short(each.subject),)))
        plan = one.with_first(plan)
    return plan


def short(value: str) -> str:
    """The ends of a hash or an address, as people compare them."""
    return f"{value[:8]}…{value[-6:]}" if len(value) > 20 else value


def explained(evidence: Evidence) -> Paragraph:
    """The evidence in words: the money, what happened, what is next, then what is unusual about it."""
    said = tuple(each for text in evidence.explanation if (each := _safe(text)) is not None)
    warned = tuple(_text(each) for each in evidence.card.notable if each.level is not Level.INFO)
    return (*said, *(each for text in warned if (each := _safe(text)) is not None))


def _told(search: Search, understanding: Understanding, dialogue: Dialogue) -> Plan:
    return _BY_STATE.get(search.state, _stays)(search, understanding, dialogue)


def _final(search: Search, understanding: Understanding, _dialogue: Dialogue) -> Plan:
    """The chain has done its part. Whether the platform has credited it is in the platform's records, not here."""
    if understanding.topic is not Topic.DEPOSIT_MISSING:
        return _stays(search, understanding, _dialogue)
    plan = handing(Reason.CREDITING, Text("assistant.found.crediting"), missing=(Missing.PLATFORM_RECORD,))
    return plan.with_first(_evidence(search))


def _stays(search: Search, understanding: Understanding, _dialogue: Dialogue) -> Plan:
    key = CLOSING.get((understanding.topic, search.state)) or CLOSING[None, None]
    return saying(Text(key)).with_first(_evidence(search))


def _unknown(search: Search, _understanding: Understanding, dialogue: Dialogue) -> Plan:
    """Unknown to the nodes that were asked, and no more than that is said."""
    chains = ", ".join(each.card.chain.name for each in search.read)
    if Missing.NETWORK in dialogue.asked:
        plan = handing(Reason.FACT_MISSING, missing=(Missing.NETWORK,))
    else:
        plan = saying(Text("assistant.unknown.looked", {"chains": chains}), asks=(Missing.NETWORK,))
    return plan.with_first(_evidence(search))


def _unreadable(search: Search, _understanding: Understanding, _dialogue: Dialogue) -> Plan:
    plan = handing(Reason.UNREADABLE, missing=(Missing.CHAIN_ANSWER,))
    return plan.with_first(_evidence(search))


def _no_chain(search: Search, _understanding: Understanding, _dialogue: Dialogue) -> Plan:
    tried = (Text("assistant.tried.no_chain", {"subject": search.subject}),)
    return handing(Reason.UNREADABLE, Text("assistant.chains.none"), tried=tried, missing=(Missing.CHAIN_ANSWER,))


_BY_STATE: Final[dict[State | None, Callable[[Search, Understanding, Dialogue], Plan]]] = {
    State.FINAL: _final,
    State.UNKNOWN: _unknown,
    State.UNREADABLE: _unreadable,
    None: _no_chain,
}


def _evidence(search: Search) -> Plan:
    """All that was read is kept; explained is what was found, else the reading that says the most."""
    main = search.found or next((each for each in search.read if each.card.state is search.state), search.read[0])
    return Plan(paragraphs=(explained(main),), evidence=search.read)


def _text(notice: Notice) -> Text:
    return Text(notice.key, notice.params)


def _safe(text: Text) -> Text | None:
    """The text, or a plainer one, or none at all, when a stranger's words in it lead elsewhere."""
    strange = [str(text.params[name]) for name in _STRANGERS if name in text.params]
    if not any(_LEADS_ELSEWHERE.search(each) for each in strange):
        return text
    plainer = _PLAINER.get(text.key)
    kept = {name: value for name, value in text.params.items() if name not in _STRANGERS}
    return Text(plainer, kept) if plainer else None
