"""Language tags (BCP 47): spelling, direction, fall-back, and the name that a language calls itself."""

import re
from collections.abc import Collection, Iterable
from typing import Literal

DEFAULT = "en"

# Regions that write traditional Chinese; every other tag that starts with zh is read as simplified.
_TRADITIONAL = frozenset({"TW", "HK", "MO"})

_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"})
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Adlm", "Rohg"})

# ISO 639 codes that were renamed and still arrive from old phones.
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "tl": "fil", "no": "nb", "cmn": "zh"}

NAMES = {
    "ar": "العربية",
    "az": "Azərbaycanca",
    "bg": "Български",
    "bn": "বাংলা",
    "ca": "Català",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fa": "فارسی",
    "fi": "Suomi",
    "fil": "Filipino",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ka": "ქართული",
    "kk": "Қазақ тілі",
    "ko": "한국어",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "ms": "Bahasa Melayu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "pt-BR": "Português (Brasil)",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "sv": "Svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "uz": "Oʻzbekcha",
    "vi": "Tiếng Việt",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?![a-z0-9])", re.IGNORECASE | re.ASCII)


def normalise(tag: str) -> str | None:
    """Language, script and region in their usual spelling (`zh_hans_cn` -> `zh-Hans-CN`); the rest is dropped.

    None for what is no language tag. At most 35 characters are read, as RFC 5646 section 4.4.1 allows.
    """
    match = _TAG.match(tag.strip()[:35].replace("_", "-"))
    if match is None:
        return None
    language, *rest = match.group().split("-")
    language = _RENAMED.get(language.lower(), language.lower())
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def chain(tag: str) -> tuple[str, ...]:
    """The languages to try for a reader of `tag`, best first, always ending with English.

    `zh-TW` -> zh-TW, zh-Hant, zh-Hans, en: a reader of traditional characters reads simplified sooner than English.
    """
    known = normalise(tag)
    if known is None:
        return (DEFAULT,)
    language, *rest = known.split("-")
    tags = [known]
    if language in ("zh", "yue"):
        traditional = "Hant" in rest or ("Hans" not in rest and (language == "yue" or bool(_TRADITIONAL & set(rest))))
        tags += ["zh-Hant", "zh-Hans"] if traditional else ["zh-Hans"]
    else:
        tags += ["-".join([language, *rest[:cut]]) for cut in range(len(rest) - 1, -1, -1)]
    return tuple(dict.fromkeys([*tags, DEFAULT]))


def resolve(tag: str, available: Collection[str]) -> str:
    """The best of the `available` languages for a reader of `tag`; English when none fits."""
    return next((language for language in chain(tag) if language in available), DEFAULT)


def accepted(header: str, available: Collection[str]) -> str:
    """The best available language for an Accept-Language header (RFC 9110 section 12.5.4); English when none fits."""
    wishes: list[tuple[float, str]] = []
    for item in header[:1000].split(","):
        tag, _, weight = item.partition(";")
        match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight)
        quality = float(match.group(1)) if match else 1.0
        if quality > 0 and normalise(tag):
            wishes.append((quality, tag))
    wishes.sort(key=lambda wish: -wish[0])
    return first((tag for _, tag in wishes), available)


def first(tags: Iterable[str], available: Collection[str]) -> str:
    """The first of a person's languages that is available, before any falls back to English."""
    for tag in tags:
        known = normalise(tag) or ""
        for language in chain(tag):
            if language in available and (language != DEFAULT or known.split("-")[0] == DEFAULT):
                return language
    return DEFAULT


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Which way the language is written: the value of HTML's `dir`."""
    language, *rest = (normalise(tag) or DEFAULT).split("-")
    script = next((part for part in rest if len(part) == 4), "")
    return "rtl" if script in _RTL_SCRIPTS or (not script and language in _RTL_LANGUAGES) else "ltr"


def own_name(tag: str) -> str:
    """What the language calls itself; the tag when it is not in the list."""
    known = normalise(tag)
    if known is None:
        return tag
    language = known.split("-")[0]
    return next((NAMES[each] for each in chain(known) if each in NAMES and each.startswith(language)), tag)
