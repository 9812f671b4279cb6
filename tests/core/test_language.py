import pytest

from lightkeeper.core import language


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("EN", "en"),
        ("zh_hans_cn", "zh-Hans-CN"),
        ("pt-br", "pt-BR"),
        ("es-419", "es-419"),
        ("iw", "he"),  # Android before 2012
        ("cmn-Hant-TW", "zh-Hant-TW"),
        ("de-DE-u-co-phonebk", "de-DE"),
        (" fr ", "fr"),
        ("zh-Hans-CN-x-private", "zh-Hans-CN"),
        ("", None),
        ("*", None),
        ("e", None),
        ("english", None),
        ("中文", None),
    ],
)
def test_normalise(tag: str, normal: str | None) -> None:
    assert language.normalise(tag) == normal


@pytest.mark.parametrize(
    ("tag", "chain"),
    [
        ("zh", ("zh", "zh-Hans", "en")),
        ("zh-CN", ("zh-CN", "zh-Hans", "en")),
        ("zh-SG", ("zh-SG", "zh-Hans", "en")),
        ("zh-TW", ("zh-TW", "zh-Hant", "zh-Hans", "en")),
        ("zh-Hans-HK", ("zh-Hans-HK", "zh-Hans", "en")),
        ("zh-Hant", ("zh-Hant", "zh-Hans", "en")),
        ("yue", ("yue", "zh-Hant", "zh-Hans", "en")),
        ("pt-BR", ("pt-BR", "pt", "en")),
        ("sr-Latn-RS", ("sr-Latn-RS", "sr-Latn", "sr", "en")),
        ("en-GB", ("en-GB", "en")),
        ("nonsense", ("en",)),
    ],
)
def test_chain(tag: str, chain: tuple[str, ...]) -> None:
    assert language.chain(tag) == chain


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("de,zh-CN;q=0.8,en;q=0.5", "zh-Hans"),  # a reader of German and Chinese gets Chinese, not English
        ("fr;q=0.4, en;q=0.9", "en"),
        ("zh;q=0, en", "en"),
        ("en-GB,zh;q=0.9", "en"),
        ("de", "en"),
        ("", "en"),
        ("*;q=nonsense,,;;", "en"),
    ],
)
def test_accept_language(header: str, lang: str) -> None:
    assert language.accepted(header, ("en", "zh-Hans")) == lang


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("en", "ltr"),
        ("?", "ltr"),
    ],
)
def test_direction(tag: str, direction: str) -> None:
    assert language.direction(tag) == direction


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh-CN", "简体中文"),
        ("zh-HK", "繁體中文"),
        ("en-GB", "English"),
        ("de-AT", "Deutsch"),
        ("pt-BR", "Português (Brasil)"),
        ("qq", "qq"),
    ],
)
def test_own_name(tag: str, name: str) -> None:
    assert language.own_name(tag) == name
