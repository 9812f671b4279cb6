"""What the assistant will say and do, before it is put into words."""

import json
from dataclasses import dataclass, replace
from typing import Final

from lightkeeper.actions.handover import Handover
from lightkeeper.core.casefile import Missing, Reason
from lightkeeper.core.events import Json
from lightkeeper.core.investigation import wire
from lightkeeper.core.investigation.card import Text
from lightkeeper.core.investigation.evidence import Evidence

Paragraph = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`sources`: besides evidence and fixed texts, what figures may come from. `silent`: nothing is to be said."""

    paragraphs: tuple[Paragraph, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    blocks: tuple[Json, ...] = ()
    choices: tuple[str, ...] = ()
    handover: Handover | None = None
    asks: tuple[Missing, ...] = ()
    sources: tuple[str, ...] = ()
    silent: bool = False

    def with_first(self, other: "Plan") -> "Plan":
        """Both, what the other says first; a hand-over of either stands."""
        return replace(
            self,
            paragraphs=other.paragraphs + self.paragraphs,
            evidence=other.evidence + self.evidence,
            blocks=other.blocks + self.blocks,
            handover=self.handover or other.handover,
            asks=other.asks + self.asks,
            sources=other.sources + self.sources,
        )


SILENT: Final = Plan(silent=True)
NOTHING: Final = Plan()


def saying(*lines: Text, asks: tuple[Missing, ...] = ()) -> Plan:
    """One paragraph."""
    return Plan(paragraphs=(lines,), asks=asks)


def handing(reason: Reason, *lines: Text, tried: tuple[Text, ...] = (), missing: tuple[Missing, ...] = ()) -> Plan:
    """One paragraph, if any, and the hand-over."""
    return Plan(paragraphs=(lines,) if lines else (), handover=Handover(reason, tried=tried, missing=missing))


def evidence_sources(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """All that was read and made of it: the cards, and the values that the explanations name."""
    cards = [json.dumps(wire.to_json(each.card), ensure_ascii=False) for each in evidence]
    values = [str(value) for each in evidence for said in each.explanation for value in said.params.values()]
    return (*cards, *values)
