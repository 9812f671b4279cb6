"""The assistant's jobs. A turn that breaks down is tried again; after that a person gets the case."""

import logging
from typing import Final

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from lightkeeper.actions.base import defer
from lightkeeper.actions.handover import hand_over_failed
from lightkeeper.assistant.lookup import run_look_up
from lightkeeper.assistant.turn import take_turn
from lightkeeper.ports.wired import wired

log = logging.getLogger("lightkeeper.assistant")

QUEUE: Final = "assistant"
RETRIES: Final = 3


@app.task(
    name="assistant_turn",
    queue=QUEUE,
    retry=RetryStrategy(max_attempts=RETRIES, exponential_wait=2),
    pass_context=True,
)
def assistant_turn(context: JobContext, conversation_id: int, seq: int) -> None:
    """Answers message `seq`. A job that takes its worker down with it never reaches its own error, but is counted."""
    attempts = context.job.attempts
    if attempts > RETRIES:
        hand_over_failed(conversation_id, seq, now=wired().clock.now())
        return
    try:
        take_turn(conversation_id, seq)
    except Exception:
        if attempts >= RETRIES:
            defer("assistant_failed", lock=context.job.lock, conversation_id=conversation_id, seq=seq)
        raise


@app.task(name="assistant_failed", queue=QUEUE, retry=RetryStrategy(max_attempts=20, linear_wait=15))
def assistant_failed(conversation_id: int, seq: int) -> None:
    """The last resort, stubborn: it needs nothing but the database."""
    hand_over_failed(conversation_id, seq, now=wired().clock.now())


@app.task(name="look_up", queue=QUEUE, retry=RetryStrategy(max_attempts=RETRIES, exponential_wait=2))
def look_up(investigation_id: int, agent_id: int) -> None:
    """What an agent wants to have looked up."""
    run_look_up(investigation_id, agent_id)
