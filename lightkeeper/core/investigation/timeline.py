"""The steps of a transfer on its chain, as a person follows them: seen, included, confirmed n of N.

Whether a platform has credited it is not the chain's to say: who knows appends that step.
"""

from typing import Final

from lightkeeper.core.investigation.card import State, Step, StepState
from lightkeeper.core.investigation.reading import TransferReading

SEEN: Final = "evidence.step.seen"
INCLUDED: Final = "evidence.step.included"
EXECUTED: Final = "evidence.step.executed"
CONFIRMED: Final = "evidence.step.confirmed"
REPLACED: Final = "evidence.step.replaced"

DONE, CURRENT, TODO, FAILED = StepState.DONE, StepState.CURRENT, StepState.TODO, StepState.FAILED

# The steps of each state in order; an address or an unreadable answer has none.
STEPS: Final[dict[State, tuple[tuple[str, StepState], ...]]] = {
    State.UNKNOWN: ((SEEN, CURRENT), (INCLUDED, TODO), (CONFIRMED, TODO)),
    State.PENDING: ((SEEN, DONE), (INCLUDED, CURRENT), (CONFIRMED, TODO)),
    State.INCLUDED: ((SEEN, DONE), (INCLUDED, DONE), (CONFIRMED, CURRENT)),
    State.FINAL: ((SEEN, DONE), (INCLUDED, DONE), (CONFIRMED, DONE)),
    State.FAILED: ((SEEN, DONE), (INCLUDED, DONE), (EXECUTED, FAILED)),
    State.REPLACED: ((SEEN, DONE), (REPLACED, FAILED)),
}


def timeline(reading: TransferReading) -> tuple[Step, ...]:
    """The steps with what is known of their times and counts."""
    return tuple(_step(reading, key, state) for key, state in STEPS.get(reading.state, ()))


def _step(reading: TransferReading, key: str, state: StepState) -> Step:
    if key == CONFIRMED and reading.confirmations is not None:
        return Step(key, state, n=reading.confirmations.n, of=reading.confirmations.of)
    if key in (INCLUDED, EXECUTED) and reading.block is not None:
        return Step(key, state, at=reading.block.at)
    return Step(key, state)
