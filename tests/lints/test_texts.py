"""Lints about the text catalogue: both ways between sources and texts, and between languages."""

from functools import cache

import pytest

from lightkeeper.core import messageformat
from lightkeeper.core.messageformat import MessageError, parse
from lightkeeper.ports import catalogue
from tests.lints import keys
from tests.lints.source import ROOT, File, under

TEXTS = {folder.name: catalogue.read(folder) for folder in (ROOT / "lightkeeper/texts").iterdir() if folder.is_dir()}
ENGLISH = TEXTS["en"]


@cache
def sources() -> tuple[File, ...]:
    found = under("lightkeeper/", "frontend/", suffixes=(".py", ".ts", ".svelte", ".html", ".txt"))
    return tuple(file for file in found if ".test." not in file.path and "/texts/" not in file.path)


def unknown(file: File, known: set[str]) -> list[str]:
    """A key that is asked for and not there shows its own name to a frightened customer."""
    missing = [f"{file.path}:{line}: {key}" for key, line in keys.asked(file).items() if key not in known]
    return missing + [
        f"{file.path}: {prefix}*" for prefix in keys.declared(file) if not any(key.startswith(prefix) for key in known)
    ]


def unused(known: set[str], found: tuple[File, ...]) -> list[str]:
    """A text that nobody asks for is translated, reviewed and overridden for nothing."""
    used = {key for file in found for key in keys.literals(file)}
    prefixes = tuple(prefix for file in found for prefix in keys.declared(file) | keys.holed(file))
    return sorted(key for key in known if key not in used and not key.startswith(prefixes))


def unlike(key: str, english: str, other: str) -> list[str]:
    """A translation with another parameter shows `{amount}` instead of the amount, in that language alone."""
    try:
        wanted, given = (messageformat.parameters(parse(each)) for each in (english, other))
    except MessageError as error:
        return [f"{key}: {error}"]
    return [] if wanted == given else [f"{key}: {_shown(wanted)} in English, {_shown(given)} here"]


def _shown(parameters: dict[str, frozenset[str]]) -> str:
    return ", ".join(
        f"{name}[{'|'.join(sorted(cases))}]" if cases else name for name, cases in sorted(parameters.items())
    )


def shouting(text: str) -> bool:
    """The house does not shout: an exclamation mark tells a worried person that somebody else is excited."""
    return "!" in text or "！" in text


def test_every_key_that_is_asked_for_exists() -> None:
    assert [line for file in sources() for line in unknown(file, set(ENGLISH))] == []


def test_every_text_is_asked_for() -> None:
    assert unused(set(ENGLISH), sources()) == []


@pytest.mark.parametrize("lang", sorted(TEXTS))
def test_every_language_is_complete_and_agrees_with_english(lang: str) -> None:
    texts = TEXTS[lang]
    assert sorted(set(ENGLISH) - set(texts)) == []
    assert sorted(set(texts) - set(ENGLISH)) == []
    assert [line for key, text in texts.items() for line in unlike(key, ENGLISH[key], text)] == []


@pytest.mark.parametrize("lang", sorted(TEXTS))
def test_no_text_is_empty_or_shouts(lang: str) -> None:
    assert [key for key, text in TEXTS[lang].items() if not text.strip() or shouting(text)] == []


@pytest.mark.parametrize(
    ("path", "source", "bad"),
    [
        ("a.py", 'text(lang, "case.gone")', True),
        ("a.py", 'text(person.language, "case.gone", n=1)', True),
        ("a.py", 'text(language_of(person), "case.gone")', True),
        ("a.ts", "t('case.gone')", True),
        ("a.svelte", "{t('case.gone', { n })}", True),
        ("a.html", '{% text "case.gone" %}', True),
        ("a.py", "# texts: case.state.*", True),
        ("a.py", 'text(lang, "case.by")', False),
        ("a.svelte", "{t('case.by')}", False),
        ("a.py", "# texts: case.*", False),
        ("a.py", 'context("a.b")', False),
        ("a.ts", "port('a.b')", False),
        ("a.ts", "// t('case.gone')", False),
    ],
)
def test_unknown(path: str, source: str, bad: bool) -> None:
    assert bool(unknown(File(path, source), {"case.by"})) is bad


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ("", True),
        ("// case.by", True),
        ('label = "case.by"', False),
        ("t(`case.by`)", False),
        ("<!-- texts: case.* -->", False),
        ("# texts: other.*, case.*", False),
        ("# texts: other.*", True),
        ('text(lang, f"case.{state}")', False),
        ("t(`case.${state}`)", False),
        ('text(lang, f"other.{state}")', True),
    ],
)
def test_unused(source: str, bad: bool) -> None:
    assert bool(unused({"case.by"}, (File("a.py", source),))) is bad


@pytest.mark.parametrize(
    ("english", "other", "bad"),
    [
        ("by {name}", "由 {name}", False),
        ("{n, plural, one {# case} other {# cases}}", "{n, plural, other {# 个}}", False),
        ("by {name}", "由 {nmae}", True),
        ("by {name}", "由", True),
        ("by {name}", "由 {name", True),
        ("{k, select, a {x} other {y}}", "{k, select, b {x} other {y}}", True),
    ],
)
def test_unlike(english: str, other: str, bad: bool) -> None:
    assert bool(unlike("case.by", english, other)) is bad


@pytest.mark.parametrize(("text", "bad"), [("Solved!", True), ("已解决！", True), ("Solved.", False)])
def test_shouting(text: str, bad: bool) -> None:
    assert shouting(text) is bad
