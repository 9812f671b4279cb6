import pytest

from lightkeeper.ports import fold, language
from lightkeeper.ports.language import detect

HASH = "0xabcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("我的充值没到账", "zh-Hans"),
        ("我的儲值沒到帳", "zh-Hant"),
        ("充值", "zh-Hans"),
        ("提幣", "zh-Hant"),
        (f"没到 {HASH}", "zh-Hans"),
        ("我的USDT没到账 where", "zh-Hans"),
        ("海の家在哪里提币", "zh-Hans"),  # one の is an ornament
        ("出金できません", "ja"),
        ("ログイン", "ja"),
        ("入金未払", "ja"),  # no kana, but a character that only Japanese writes
        ("출금", "ko"),
        ("출금 완료 確認", "ko"),
        ("hello", "en"),
        ("My deposit has not arrived", "en"),
        ("MY DEPOSIT HAS NOT ARRIVED", "en"),
        ("Hello my name is 张伟 and I cannot withdraw", "en"),
        (f"where is {HASH} please, it left Binance an hour ago", "en"),
        ("hola", "es"),
        ("¿Dónde está mi depósito?", "es"),
        ("Meu depósito não chegou", "pt"),
        ("Mon dépôt n'est pas arrivé", "fr"),
        ("Wo ist meine Einzahlung", "de"),
        ("para çekemiyorum", "tr"),
        ("rút tiền không được", "vi"),
        ("penarikan saya belum masuk", "id"),
        ("привет", "ru"),
        ("не пришел депозит", "ru"),
        ("не прийшов депозит, допоможіть", "uk"),
        ("سحب الأموال", "ar"),
        ("برداشت من انجام نشد", "fa"),
        ("ถอนเงินไม่ได้", "th"),
        ("मेरा पैसा नहीं आया", "hi"),
        ("", None),
        ("???", None),
        ("12345", None),
        (HASH, None),
        ("USDT", None),
        ("TXID: " + HASH, None),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", None),
        ("https://etherscan.io/tx/" + HASH, None),
        ("dana@example.com", None),
        ("👍👍", None),
        ("\x00\ud800", None),
    ],
)
def test_detect(text: str, lang: str | None) -> None:
    assert detect(text) == lang


def test_a_flood_is_read_in_part_only() -> None:
    assert detect("我的充值没到账" * 100_000) == "zh-Hans"


def test_simplified_keeps_the_length_and_what_is_simplified_already() -> None:
    assert fold.simplified("我要儲值，後來沒到帳") == "我要储值，后来没到帐"
    assert fold.simplified("乾坤著名") == "乾坤著名"  # also characters of their own in simplified Chinese
    assert fold.simplified("我的充值没到账 abc") == "我的充值没到账 abc"


@pytest.mark.disable_socket
def test_the_model_is_in_the_wheel() -> None:
    language._detector.cache_clear()
    assert detect("My deposit has not arrived") == "en"
