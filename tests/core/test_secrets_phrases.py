"""Recovery phrases: any language, any writing, inside any prose, and prose itself left alone."""

import hashlib
import random
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightkeeper.core.secrets import SecretKind, find, guard

LANGUAGES = ("en", "es", "fr", "it", "cs", "pt", "ru", "tr", "ja", "ko", "zh-hans", "zh-hant")
LENGTHS = (12, 15, 18, 21, 24)
PROSE = (Path(__file__).parent.parent / "fixtures" / "secrets" / "prose.txt").read_text(encoding="utf-8").splitlines()
WORDS = {
    name: files("lightkeeper.core.secrets").joinpath("wordlists", f"{name}.txt").read_text(encoding="utf-8").split()
    for name in (*LANGUAGES, "slip39")
}


def phrase(language: str, entropy: bytes) -> list[str]:
    """BIP-39, written down a second time: entropy of 16 to 32 bytes, its checksum, eleven bits a word."""
    check_bits = len(entropy) // 4
    check = hashlib.sha256(entropy).digest()[0] >> (8 - check_bits)
    value = int.from_bytes(entropy, "big") << check_bits | check
    count = (len(entropy) * 8 + check_bits) // 11
    return [WORDS[language][value >> 11 * place & 2047] for place in reversed(range(count))]


def sample(language: str = "en", count: int = 12, seed: int = 7) -> list[str]:
    return phrase(language, random.Random(f"{language} {count} {seed}").randbytes(count * 4 // 3))


def numbered(words: list[str]) -> str:
    return " ".join(f"{place}. {word}" for place, word in enumerate(words, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_list_has_2048_different_words(language: str) -> None:
    assert len({unicodedata.normalize("NFKD", word) for word in WORDS[language]}) == 2048
    assert all(unicodedata.normalize("NFC", word).isalpha() for word in WORDS[language])


SEPARATORS: list[Callable[[list[str]], str]] = [
    " ".join,
    "\n".join,
    ", ".join,
    "、".join,
    "\u3000".join,
    " - ".join,
    "\t".join,
    " \u200b".join,
    "\u200b".join,
    '", "'.join,
    numbered,
    lambda words: "\n".join(f"({place}) {word}" for place, word in enumerate(words, 1)),
    "<li>".join,
    lambda words: unicodedata.normalize("NFC", " ".join(words)),
    lambda words: unicodedata.normalize("NFD", " ".join(words)),
    lambda words: " ".join(words).title(),
    lambda words: " ".join(words).upper(),
]
AROUND = [
    ("", ""),
    ("我的是：", "，谢谢"),
    ("It was that: ", " - of mine"),
    ("Вот: ", "! ..."),
    ("\n\n> ", "\n\nрегардс"),
]


@settings(max_examples=120, deadline=None)
@given(
    language=st.sampled_from(LANGUAGES),
    entropy=st.sampled_from([16, 20, 24, 28, 32]).flatmap(lambda size: st.binary(min_size=size, max_size=size)),
    write=st.sampled_from(SEPARATORS),
    around=st.sampled_from(AROUND),
)
def test_a_valid_phrase_in_any_writing_is_found_whole(
    language: str, entropy: bytes, write: Callable[[list[str]], str], around: tuple[str, str]
) -> None:
    words = phrase(language, entropy)
    body = write(words)
    text = around[0] + body + around[1]
    found = find(text)
    assert [one.kind for one in found] == [SecretKind.RECOVERY_PHRASE]
    first, last = len(around[0]), len(text) - len(around[1])
    covered = text[found[0].start : found[0].end]
    # Numbering ahead of the first word is no part of the secret.
    assert found[0].start - first <= 4
    assert found[0].end >= last
    assert len(covered) >= len(body) - 4


@settings(max_examples=40, deadline=None)
@given(prose=st.lists(st.sampled_from(PROSE), min_size=1, max_size=3, unique=True), seed=st.integers(0, 10_000))
def test_a_phrase_inside_prose_is_found_and_prose_far_from_it_stays(prose: list[str], seed: int) -> None:
    words = " ".join(sample("en", 12, seed))
    text = "\n".join([*prose, "and so on to the end of it: " + words + " (of the old one)"])
    guarded = guard(text)
    assert words not in guarded.text
    assert not set(sample("en", 12, seed)) <= set(guarded.text.split())
    assert guarded.text.startswith(prose[0][:20])


@pytest.mark.parametrize("line", PROSE)
def test_ordinary_prose_is_untouched(line: str) -> None:
    assert guard(line).text == line


def test_all_the_prose_read_as_one_text_is_untouched() -> None:
    kinds = {one.kind for one in find(" ".join(line for line in PROSE if "0x" not in line and "88df" not in line))}
    assert kinds == set()


def changed(words: list[str], *places: int, by: str) -> str:
    return " ".join(by if place in places else word for place, word in enumerate(words))


EN = sample()
DAMAGED = [
    # one word masked, in the middle and at each end
    changed(EN, 5, by="***"),
    changed(EN, 0, by="***"),
    changed(EN, 11, by="****"),
    # two words masked, together and apart, at the end
    changed(EN, 4, 5, by="xxxx"),
    changed(EN, 2, 9, by="____"),
    changed(EN, 10, 11, by="•••"),
    # one word misspelled: a letter less, more, other
    changed(EN, 6, by=EN[6][:-2] + EN[6][-1]),
    changed(EN, 6, by=EN[6] + "s"),
    changed(EN, 6, by="q" + EN[6][1:]),
    # one word exchanged for another of the list: the checksum is wrong
    changed(EN, 3, by="zebra"),
    # read backwards
    " ".join(reversed(EN)),
    # over two lines, with the last word joined by "and"
    " ".join(EN[:6]) + "\n" + " ".join(EN[6:]),
    " ".join(EN[:11]) + " and " + EN[11],
    # one word left out
    " ".join(EN[:11]),
    # the first four letters, as some wallets print them
    " ".join(word[:4] for word in EN),
    numbered([word[:4] for word in EN]),
    # labels, letters for numbers, escapes of a raw payload, parameters of a link
    " ".join(f"word {place}: {word}" for place, word in enumerate(EN, 1)),
    " ".join(f"{letter}) {word}" for letter, word in zip("abcdefghijkl", EN, strict=True)),
    "\\n".join(EN),
    "https://x.example/restore?p=" + "%20".join(EN),
    # written together, also in camel case, and in full width
    "".join(EN),
    "".join(word.title() for word in EN),
    " ".join("".join(chr(ord(letter) + 0xFEE0) for letter in word) for word in EN),
    # accents left out
    unicodedata.normalize("NFKD", " ".join(sample("es"))).encode("ascii", "ignore").decode(),
    # Japanese without blanks
    "".join(sample("ja")),
    # Chinese: one character masked, and one wrong, between separators
    "、".join([*sample("zh-hans")[:7], "**", *sample("zh-hans")[8:]]),
    " ".join([*sample("zh-hant")[:7], "的", *sample("zh-hant")[8:]]),
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_or_disguised_phrase_is_found(text: str) -> None:
    found = find(f"it was {text} as of now")
    assert [one.kind for one in found] == [SecretKind.RECOVERY_PHRASE]
    assert found[0].end - found[0].start >= len(text) * 0.6


UNSEPARATED = [
    # (before, after): named by a word of the trade, alone in its line, alone in its clause
    ("我的助记词是", ""),
    ("備份詞：", "，請幫我看"),
    ("", ""),
    ("你好，", "，谢谢"),
]


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
@pytest.mark.parametrize(("before", "after"), UNSEPARATED)
def test_chinese_without_separators_is_found(language: str, before: str, after: str) -> None:
    words = "".join(sample(language, 24, 11))
    text = before + words + after
    (found,) = find(text)
    assert found.start <= len(before)
    assert found.end >= len(before) + len(words)


def test_six_words_beside_the_name_of_the_thing_are_found() -> None:
    assert guard("the first half of my seed phrase: " + " ".join(EN[:6])).text.endswith("⟦secret:recovery_phrase⟧")


def test_a_share_of_slip39_is_found() -> None:
    # SLIP-39's first published vector, 128 bits, one share of one.
    share = (
        "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband "
        "erode duke ajar critical decision keyboard"
    )
    assert [one.kind for one in find(f"share: {share}.")] == [SecretKind.SLIP39]
