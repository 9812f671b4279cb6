"""From a plan to words, and the check that holds them to what they were made from."""

from dataclasses import replace

from lightkeeper.actions.assist import Answer, Learned
from lightkeeper.actions.handover import Handover
from lightkeeper.assistant.plan import Plan, evidence_sources
from lightkeeper.assistant.understand import Understanding
from lightkeeper.core.casefile import known
from lightkeeper.core.events import Json
from lightkeeper.core.grounding import unsupported
from lightkeeper.core.investigation.card import Text
from lightkeeper.ports.catalogue import Catalogue
from lightkeeper.queries.dialogue import Dialogue

# texts: assistant.choice.*


def answer(plan: Plan, understanding: Understanding, dialogue: Dialogue, catalogue: Catalogue) -> Answer:
    """The plan in the customer's language."""
    language = understanding.answer_language
    named = {"brand": dialogue.brand.name}
    paragraphs = [
        "\n".join(catalogue.text(language, each.key, **{**_named(each, named), **each.params}) for each in lines)
        for lines in plan.paragraphs
    ]
    blocks = [*plan.blocks]
    if plan.choices:
        blocks.append(_choices(plan.choices, language, catalogue))
    learned = Learned(
        topic=understanding.topic or ("transaction" if plan.evidence else ""),
        facts=tuple(known(each) for each in understanding.facts if not each.flaws),
        asked=tuple(each.value for each in plan.asks),
        evidence=plan.evidence,
        language=understanding.switch,
    )
    return Answer(dialogue.newest, "\n\n".join(filter(None, paragraphs)), language, tuple(blocks), learned)


def ungrounded(made: Answer, plan: Plan, dialogue: Dialogue, catalogue: Catalogue) -> tuple[str, ...]:
    """Figures, hashes and addresses in the answer that stand in nothing it may be made from."""
    fixed = [_template(made.language, each, catalogue) for lines in plan.paragraphs for each in lines]
    sources = (*fixed, *evidence_sources(plan.evidence), *plan.sources, dialogue.brand.name)
    return unsupported(made.body, sources)


def _template(language: str, text: Text, catalogue: Catalogue) -> str:
    """The fixed text before its placeholders are filled in."""
    return catalogue.messages(language, text.key.split(".")[0])[text.key]


def _named(text: Text, named: dict[str, str]) -> dict[str, str]:
    """Texts may name the brand; those of the evidence do not."""
    return named if text.key.startswith("assistant.") else {}


def _choices(ids: tuple[str, ...], language: str, catalogue: Catalogue) -> Json:
    labels = [{"id": each, "label": catalogue.text(language, f"assistant.choice.{each}")} for each in ids]
    return {"type": "choices", "options": labels}


def without_words(made: Answer) -> Answer:
    """What was learned, without what was said of it: a person will say it."""
    return replace(made, body="", blocks=())


def handover(planned: Handover, understanding: Understanding) -> Handover:
    """With the customer's own language, also where there are no texts in it."""
    return replace(planned, language=understanding.language)
