"""What the assistant answers, and when it hands over."""

import pytest

from lightkeeper.assistant.plan import saying
from lightkeeper.assistant.turn import act
from lightkeeper.assistant.understand import understand
from lightkeeper.core.investigation.card import Text
from lightkeeper.models import Event
from lightkeeper.queries.dialogue import dialogue
from tests.actions.verify import verify_action
from tests.assistant.conftest import (
    PENDING,
    Desk,
    case_file,
    fresh,
    handed_over,
    kinds,
    last,
    turn,
    wrote,
)
from tests.factories import start


@pytest.mark.parametrize(
    "words",
    [
        "I want to talk to a person",
        "转人工",
        "quiero hablar con una persona",
        "позовите оператора",
        "상담원 연결해 주세요",
        "gặp nhân viên",
        "bir insanla görüşmek istiyorum",
        "オペレーターと話したい",
    ],
)
def test_a_person_please(desk: Desk, words: str) -> None:
    conversation = start(desk.house.dana, words)
    turn(conversation)
    assert fresh(conversation).handler == "person"
    assert handed_over(conversation)["reason"] == "asked"
    assert desk.chain.asked == []


@pytest.mark.parametrize(
    ("words", "says"), [("我的账号被盗了", "退出其他所有登录"), ("I was scammed", "no more money")]
)
def test_danger_is_met_with_what_to_do_now_and_a_person(desk: Desk, words: str, says: str) -> None:
    conversation = start(desk.house.dana, words)
    assert says in turn(conversation).body
    assert handed_over(conversation)["reason"] == "safety"


def test_the_introduction_comes_once(desk: Desk) -> None:
    conversation = start(desk.house.dana, "hello")
    assert "automatic assistant of Harbor" in turn(conversation).body
    assert "automatic assistant" not in wrote(desk, conversation, "thanks").body
    joined = Event.objects.filter(conversation=conversation, kind="participant.joined", actor="assistant")
    assert joined.count() == 1


def test_it_never_answers_from_nothing(desk: Desk) -> None:
    conversation = start(desk.house.dana, "What is the weather tomorrow in Lisbon?")
    answer = turn(conversation)
    assert [block["type"] for block in answer.blocks] == ["choices"]
    wrote(desk, conversation, "I told you already, the weather in Lisbon")
    assert handed_over(conversation)["reason"] == "no_answer"


def test_an_address_with_a_blank_and_a_wrong_checksum_is_pointed_out(desk: Desk) -> None:
    conversation = start(desk.house.dana, "Is this address right? 0x52908400098527886E0F7030069857D2E4169Ee7")
    answer = turn(conversation)
    assert "does not pass its checksum" in answer.body
    assert "0x52908400098527886E0F7030069857D2E4169Ee7" in answer.body
    assert fresh(conversation).handler == "assistant"


def test_the_language_follows_the_customer(desk: Desk) -> None:
    conversation = start(desk.house.dana, "My deposit has not arrived")
    turn(conversation)
    answer = wrote(desk, conversation, f"我用中文说吧，我的充值一直没到账 {PENDING}")
    assert answer.language == "zh-Hans"
    assert fresh(conversation).language == "zh-Hans"
    assert "language.changed" in kinds(conversation)


def test_another_language_is_answered_in_english_and_noted(desk: Desk) -> None:
    conversation = start(desk.house.dana, "Quiero hablar con una persona, por favor, es urgente")
    answer = turn(conversation)
    assert answer.language == "en"
    assert case_file(conversation)["language"] == "es"


def test_an_answer_that_says_more_than_was_read_is_held_back(desk: Desk) -> None:
    conversation = start(desk.house.dana, "How long does it take?")
    found = dialogue(conversation.pk)
    assert found is not None
    line = Text("assistant.article.about", {"title": "Times", "summary": "Credited within 45 minutes."})
    understanding = understand(found, ("en", "zh-Hans"))
    with verify_action(conversation):
        act(found, understanding, saying(line))
    assert "45" not in last(conversation).body
    assert handed_over(conversation)["reason"] == "ungrounded"


def test_a_picture_alone_is_not_guessed_at(desk: Desk) -> None:
    conversation = start(desk.house.dana, "")
    assert "cannot read pictures" in turn(conversation).body
