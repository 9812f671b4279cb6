"""The assistant's jobs. A turn that breaks down is tried again; after that a person gets the case."""

import logging
from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from lightkeeper.actions.handover import hand_over_failed
from lightkeeper.assistant.lookup import run_look_up
from lightkeeper.assistant.turn import take_turn
from lightkeeper.ports.wired import wired

log = logging.getLogger("lightkeeper.assistant")

QUEUE: Final = "assistant"
TURN_RETRIES: Final = 3
LOOK_UP_RETRIES: Final = 3
LAST_RESORTS: Final = 8
"""Times that even the hand-over is tried: it needs nothing but the database."""


@app.task(
    name="assistant_turn",
    queue=QUEUE,
    retry=RetryStrategy(max_attempts=TURN_RETRIES + LAST_RESORTS, exponential_wait=2),
    pass_context=True,
)
def assistant_turn(context: JobContext, conversation_id: int, seq: int) -> None:
    """Answers message `seq`; after 2, 4 and 8 seconds once more; then a person does.

    Nobody is left without an answer: a job that takes its worker down with it never reaches its own error, but its
    attempts are counted, so that it ends here as well.
    """
    attempts = context.job.attempts
    if attempts <= TURN_RETRIES:
        try:
            take_turn(conversation_id, seq)
        except Exception as error:
            if attempts < TURN_RETRIES:
                raise
            log.error("the turn about %d:%d breaks down: %s", conversation_id, seq, type(error).__name__)
        else:
            return
    hand_over_failed(conversation_id, seq, now=wired().clock.now())


@app.task(name="look_up", queue=QUEUE, retry=RetryStrategy(max_attempts=LOOK_UP_RETRIES, exponential_wait=2))
def look_up(investigation_id: int, agent_id: int) -> None:
    """What an agent wants to have looked up."""
    run_look_up(investigation_id, agent_id)
