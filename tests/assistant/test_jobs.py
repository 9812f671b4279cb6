"""The jobs: registered under the names that actions defer, tried again, ended by a person."""

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from lightkeeper.core.investigation.reading import TransferReading
from lightkeeper.models import Conversation, Event
from lightkeeper.ports.chain import InMemoryChain
from lightkeeper.tasks import assistant
from tests.actions.verify import verify_action
from tests.assistant.conftest import FINAL, PENDING, Desk, case_file, fresh, last
from tests.factories import start


class Breaks(RuntimeError):
    """What nobody foresaw."""


def context(attempts: int) -> JobContext:
    job = Job(id=1, queue="assistant", lock=None, queueing_lock=None, task_name="assistant_turn", attempts=attempts)
    return JobContext(app=app, job=job, start_timestamp=0, abort_reason=lambda: None)


def breaking(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def transaction(_chain: InMemoryChain, _tx: str, *, earlier: TransferReading | None = None) -> TransferReading:
        raise Breaks

    monkeypatch.setattr(InMemoryChain, "transaction", transaction)


def job_of(conversation: Conversation) -> ProcrastinateJob:
    found: ProcrastinateJob = ProcrastinateJob.objects.get(lock=conversation.reference)
    return found


def test_a_message_queues_a_turn_that_the_worker_knows(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"我的充值没到账 {FINAL}")
    job = job_of(conversation)
    assert set(job.args) == {"conversation_id", "seq"}
    assert app.tasks[job.task_name] is assistant.assistant_turn
    assistant.assistant_turn(context(0), **job.args)
    assert last(conversation).author == "assistant"


def test_a_turn_that_breaks_down_is_tried_again_and_then_handed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(desk, monkeypatch)
    conversation = start(desk.house.dana, f"My deposit has not arrived {PENDING}")
    args = job_of(conversation).args
    for attempt in range(assistant.TURN_RETRIES):
        with pytest.raises(Breaks):
            assistant.assistant_turn(context(attempt), **args)
        assert fresh(conversation).handler == "assistant"
    with verify_action(conversation):
        assistant.assistant_turn(context(assistant.TURN_RETRIES), **args)
    assert fresh(conversation).handler == "person"
    assert case_file(conversation)["facts"] == [{"kind": "hash", "value": PENDING}]
    assert "Something went wrong on our side" in last(conversation).body
    assistant.assistant_turn(context(assistant.TURN_RETRIES + 1), **args)
    assert Event.objects.filter(conversation=conversation, kind="handed.over").count() == 1


def test_a_turn_that_takes_its_worker_down_ends_with_a_person(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived {PENDING}")
    assistant.assistant_turn(context(assistant.TURN_RETRIES + 1), **job_of(conversation).args)
    assert fresh(conversation).handler == "person"
    assert desk.chain.asked == []


def test_the_back_off_is_short() -> None:
    retry = assistant.assistant_turn.retry_strategy
    assert retry is not None
    waits = []
    for attempts in range(assistant.TURN_RETRIES):
        decision = retry.get_retry_decision(exception=Breaks(), job=context(attempts).job)
        waits.append(decision is not None)
    assert waits == [True] * assistant.TURN_RETRIES
