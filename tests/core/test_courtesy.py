"""Greetings and thanks, and what only looks like them."""

import pytest

from lightkeeper.core.courtesy import Courtesy, courtesy


@pytest.mark.parametrize(
    "text", ["Hello", "hi!!", "你好", "在吗？", "Здравствуйте!", "Добрый день", "¡Hola!", "안녕하세요", "Xin chào"]
)
def test_greetings(text: str) -> None:
    assert courtesy(text) is Courtesy.GREETING


@pytest.mark.parametrize("text", ["Thanks!", "好的，谢谢", "Gracias", "ok", "ありがとうございます。", "teşekkürler"])
def test_thanks(text: str) -> None:
    assert courtesy(text) is Courtesy.THANKS


@pytest.mark.parametrize(
    "text", ["hello my deposit is missing", "你好，我的充值没到账", "ok but where is it", "", "thanks " * 30]
)
def test_more_than_a_courtesy(text: str) -> None:
    assert courtesy(text) is None
