"""From the assistant to a person."""

from datetime import datetime

import pytest

from lightkeeper.actions import case, handover, receive, redact
from lightkeeper.actions.assist import Answer
from lightkeeper.actions.handover import Handover, ask_person
from lightkeeper.core.access import NotFound
from lightkeeper.core.audience import Audience
from lightkeeper.core.casefile import Missing, Reason
from lightkeeper.core.investigation.card import Text
from lightkeeper.core.ticket import ConversationClosed, State
from lightkeeper.models import Conversation, Event, Message
from lightkeeper.queries.timeline import events
from tests.actions.verify import verify_action
from tests.factories import House, make_customer, said, start

HASH = "0x" + "5a" * 32


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def test_the_button_brings_a_person_and_leaves_a_case_file(house: House, now: datetime) -> None:
    conversation = start(house.dana, f"My 250 USDT deposit over ERC20 is missing {HASH}")
    with verify_action(conversation):
        seq = ask_person(house.dana, conversation.reference, now=now)
    row = fresh(conversation)
    assert (row.handler, row.state) == ("person", "open")
    assert Message.objects.get(conversation=conversation, seq=seq).author == "assistant"
    assert row.waiting_since == now
    assert row.case_file == {
        "wish": f"My 250 USDT deposit over ERC20 is missing {HASH}",
        "language": "en",
        "facts": [
            {"kind": "amount", "value": "250 USDT"},
            {"kind": "network", "value": "ethereum"},
            {"kind": "hash", "value": HASH},
        ],
        "evidence": [],
        "tried": [],
        "missing": [],
    }
    kinds = [event["kind"] for event in events(conversation.reference, Audience.TEAM).events]
    assert kinds[-5:] == ["participant.joined", "state.changed", "message.posted", "handler.changed", "handed.over"]


def test_asking_twice_changes_nothing(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    ask_person(house.dana, conversation.reference, now=now)
    head = fresh(conversation).seq
    assert ask_person(house.dana, conversation.reference, now=now) == head
    assert fresh(conversation).seq == head


def test_the_customer_sees_that_a_person_comes_but_no_case_file(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    ask_person(house.dana, conversation.reference, now=now)
    seen = events(conversation.reference, Audience.PUBLIC).events
    kinds = [event["kind"] for event in seen]
    assert "handler.changed" in kinds
    assert "handed.over" not in kinds


def test_the_words_are_in_the_customers_language(house: House, now: datetime) -> None:
    received = receive.start_conversation(house.dana, said("你好"), language="zh-CN", now=now)
    ask_person(house.dana, received.reference, now=now)
    message = Message.objects.filter(author="assistant").get()
    assert message.language == "zh-Hans"
    assert "人工客服" in message.body


def test_nobody_elses_conversation(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    with pytest.raises(NotFound):
        ask_person(make_customer(house.brand), conversation.reference, now=now)


def test_a_closed_conversation_stays_closed(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    case.set_state(house.alice, conversation.reference, State.SOLVED, now=now)
    case.close_solved(conversation.pk, now=now + case.CLOSE_AFTER)
    with pytest.raises(ConversationClosed):
        ask_person(house.dana, conversation.reference, now=now)
    assert not Event.objects.filter(conversation=conversation, kind="handed.over").exists()


def test_a_hand_over_that_comes_too_late_does_nothing(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    stale = conversation.public_seq
    receive.receive(house.dana, conversation.reference, said("More"), now=now)
    head = fresh(conversation).seq
    plan = Handover(Reason.NO_ANSWER)
    assert handover.hand_over(conversation.pk, Answer(stale, "", "en"), plan, now=now) is None
    assert handover.hand_over_failed(conversation.pk, stale, now=now) is None
    assert fresh(conversation).seq == head


def test_what_the_turn_knows_is_in_the_case_file(house: House, now: datetime) -> None:
    conversation = start(house.dana, "hello")
    plan = Handover(
        Reason.NO_ANSWER, tried=(Text("assistant.tried.searched_help"),), missing=(Missing.WISH,), language="vi"
    )
    with verify_action(conversation):
        handover.hand_over(conversation.pk, Answer(conversation.public_seq, "One moment.", "en"), plan, now=now)
    file = fresh(conversation).case_file or {}
    assert file["language"] == "vi"
    assert file["missing"] == ["wish"]
    assert file["tried"] == [{"key": "assistant.tried.searched_help", "params": {}}]
    body = Message.objects.get(conversation=conversation, author="assistant").body
    assert body.index("automatic assistant") < body.index("One moment.") < body.index("takes over")


def test_redacting_the_message_takes_its_case_file_along(house: House, now: datetime) -> None:
    conversation = start(house.dana, f"My deposit is missing {HASH}")
    ask_person(house.dana, conversation.reference, now=now)
    with verify_action(conversation):
        redact.redact(house.lead, conversation.reference, conversation.public_seq, reason="wrong case", now=now)
    assert fresh(conversation).case_file is None
    assert not Event.objects.filter(conversation=conversation, payload__icontains=HASH).exists()
