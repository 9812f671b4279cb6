"""One turn: read what is unanswered, understand, look up, put into words, check, answer or hand over.

May run twice and late: whether an answer is still due is decided again under the conversation's lock when it is posted.
"""

import logging
from typing import Literal

from lightkeeper.actions.assist import assistant_reply
from lightkeeper.actions.handover import hand_over
from lightkeeper.assistant import compose
from lightkeeper.assistant.decide import decide
from lightkeeper.assistant.plan import Plan, handing
from lightkeeper.assistant.understand import Understanding, understand
from lightkeeper.core.audience import Audience
from lightkeeper.core.casefile import Reason
from lightkeeper.core.people import ASSISTANT
from lightkeeper.core.ticket import ConversationClosed
from lightkeeper.core.topics import conversation_topic
from lightkeeper.ports.bus import Ephemeral, Progress
from lightkeeper.ports.wired import wired
from lightkeeper.queries.dialogue import Dialogue, dialogue

log = logging.getLogger("lightkeeper.assistant")

Stage = Literal["reading", "looking_up", "writing", "done"]


def take_turn(conversation_id: int, seq: int) -> int | None:
    """Answers the customer's message `seq` and all before it that is unanswered. The answer's seq, or None when nothing
    was due: somebody answered, a person has the case, or a newer message has a turn of its own."""
    found = dialogue(conversation_id)
    if found is None or found.handler != ASSISTANT or found.newest != seq:
        return None
    try:
        return _turn(found)
    except ConversationClosed:
        return None
    finally:
        _progress(found, "done")


def _turn(found: Dialogue) -> int | None:
    _progress(found, "reading")
    ports = wired()
    understanding = understand(found, ports.catalogue.languages())
    plan = decide(found, understanding, ports, lambda: _progress(found, "looking_up"))
    _progress(found, "writing")
    return None if plan.silent else act(found, understanding, plan)


def act(found: Dialogue, understanding: Understanding, plan: Plan) -> int | None:
    """Puts the plan into words and posts it; words that say more than was read are held back, and a person answers."""
    ports = wired()
    made = compose.answer(plan, understanding, found, ports.catalogue)
    now = ports.clock.now()
    loose = compose.ungrounded(made, plan, found, ports.catalogue)
    if loose:
        log.warning("%s: an answer was held back: %d figures without a source", found.reference, len(loose))
        made, plan = compose.without_words(made), handing(Reason.UNGROUNDED)
    if plan.handover is not None:
        return hand_over(found.conversation_id, made, compose.handover(plan.handover, understanding), now=now)
    return assistant_reply(found.conversation_id, made, now=now)


def _progress(found: Dialogue, stage: Stage) -> None:
    """Lost is lost: screens forget it by themselves."""
    wired().bus.publish(Ephemeral(conversation_topic(found.reference), Audience.PUBLIC, Progress(stage)))
