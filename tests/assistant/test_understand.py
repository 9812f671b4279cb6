"""What the assistant makes of words."""

from dataclasses import replace

import pytest

from lightkeeper.assistant.understand import Understanding, understand
from lightkeeper.core.intent_phrases import Topic
from lightkeeper.models import Brand
from lightkeeper.queries.dialogue import Dialogue

BRAND = Brand(slug="harbor", name="Harbor", languages=["en", "zh-Hans"])
ENGLISH = Dialogue(1, "REF", BRAND, "en", "assistant", 3, (), "", (), ())
CHINESE = replace(ENGLISH, language="zh-CN")


def read(dialogue: Dialogue, *messages: str) -> Understanding:
    return understand(replace(dialogue, unanswered=messages), ("en", "zh-Hans"))


@pytest.mark.parametrize(
    ("dialogue", "message", "answered_in", "switch"),
    [
        (ENGLISH, "我的充值没到账", "zh-Hans", "zh-Hans"),
        (ENGLISH, "我的充值還沒到帳，請幫我看看", "zh-Hans", "zh-Hans"),
        (CHINESE, "Why has my deposit not arrived yet?", "en", "en"),
        (CHINESE, "0x" + "11" * 32, "zh-Hans", None),
        (CHINESE, "ok erc20", "zh-Hans", None),
        (CHINESE, "充值没到", "zh-Hans", None),
        (ENGLISH, "Почему мой депозит не пришел?", "en", None),
        (CHINESE, "Почему мой депозит не пришел?", "en", None),
        (ENGLISH, "", "en", None),
    ],
)
def test_the_language_of_the_answer(dialogue: Dialogue, message: str, answered_in: str, switch: str | None) -> None:
    found = read(dialogue, message)
    assert (found.answer_language, found.switch) == (answered_in, switch)


def test_the_customers_own_language_is_noted() -> None:
    assert read(ENGLISH, "Почему мой депозит не пришел?").language == "ru"


def test_danger_comes_before_money() -> None:
    assert read(ENGLISH, "My deposit has not arrived and my account was hacked").topic is Topic.HACKED


def test_several_messages_are_read_as_one() -> None:
    found = read(ENGLISH, "My deposit has not arrived", "0x" + "11" * 32, "thanks")
    assert found.topic is Topic.DEPOSIT_MISSING
    assert [each.value for each in found.facts if each.kind == "hash"] == ["0x" + "11" * 32]
    assert found.courtesy is None


@pytest.mark.parametrize(
    ("messages", "only"),
    [
        (("⟦secret:recovery_phrase⟧",), True),
        (("⟦secret:recovery_phrase⟧ !",), True),
        (("hello", "⟦secret:recovery_phrase⟧"), False),
        (("here it is ⟦secret:password⟧",), False),
        (("",), False),
    ],
)
def test_a_secret_and_nothing_else(messages: tuple[str, ...], only: bool) -> None:
    assert read(ENGLISH, *messages).secrets_only is only
