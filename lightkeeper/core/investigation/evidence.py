"""Evidence: a card, what it means in words, and the raw answers it was made from.

JSON (`wire.to_json(evidence)`): `{"id": "ev_..", "card": {..}, "explanation": [{"key": .., "params": {..}}, ..],
"raw": [{"question": "eth_getTransactionByHash", "answer": "{..}", "at": ".."}]}`. Only `card` and `explanation` go to
a customer; `raw` is kept for staff and for the proof.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from lightkeeper.core.investigation.card import EvidenceCard, Text


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """One question to a node and its answer as it came (text, cut at 64 KiB by the reader)."""

    question: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read, kept. `explanation` runs: what it means for your money, what happened, what is next and when."""

    id: str
    card: EvidenceCard
    explanation: tuple[Text, ...]
    raw: tuple[RawAnswer, ...] = ()


def evidence_id(card: EvidenceCard) -> str:
    """The same reading has the same id, so that storing it twice is noticed: `ev_` and 24 hex digits."""
    seed = "\n".join((card.kind, card.chain.id, card.subject, card.source.name, card.read_at.isoformat()))
    return "ev_" + hashlib.sha256(seed.encode()).hexdigest()[:24]
