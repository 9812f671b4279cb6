"""Messages that are a courtesy and nothing else: a greeting, thanks. Whole messages only, so that no wish is lost."""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Courtesy(StrEnum):
    """What kind."""

    GREETING = "greeting"
    THANKS = "thanks"


_SAID: Final[dict[Courtesy, str]] = {
    Courtesy.GREETING: (
        "hi|hello|hey|hi there|hello there|good morning|good afternoon|good evening|anyone there|is anyone there"
        "|你好|您好|在吗|有人吗|哈喽|嗨|早上好|下午好|晚上好|喂|hola|buenos dias|buenas|ola|oi|bonjour|salut|hallo"
        "|guten tag"
        "|привет|здравствуйте|добрый день|こんにちは|もしもし|안녕하세요|xin chao|chao|merhaba|selam|مرحبا|السلام عليكم"
    ),
    Courtesy.THANKS: (
        "thanks|thank you|thx|ty|ok|okay|ok thanks|ok thank you|thanks a lot|many thanks|great|great thanks"
        "|got it|thank you very much|谢谢|谢谢你|谢谢您|多谢|感谢|好的|好|好的谢谢|好谢谢|知道了|明白了|收到|謝謝|感謝"
        "|gracias|muchas gracias|obrigado|obrigada|merci|danke|vielen dank|спасибо|ありがとう|ありがとうございます"
        "|감사합니다|cam on|tesekkurler|tesekkur ederim|شكرا"
    ),
}
_NOISE: Final = re.compile(r"[^\w]+")
_LONGEST: Final = 60


def courtesy(text: str) -> Courtesy | None:
    """The courtesy that the whole text is, or None."""
    if len(text) > _LONGEST:
        return None
    words = _folded(text)
    return _TABLE.get(words) or _TABLE.get(words.replace(" ", ""))


def _folded(text: str) -> str:
    """Small, accents and signs off."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = unicodedata.normalize("NFC", "".join(each for each in apart if not "\u0300" <= each <= "\u036f"))
    return _NOISE.sub(" ", bare).strip()


_TABLE: Final = {_folded(words): kind for kind, said in _SAID.items() for words in said.split("|")}
