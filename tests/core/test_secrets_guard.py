"""The guard as a whole: offsets, markers, repeats, several pieces, advice, and time."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lightkeeper
from lightkeeper.core.secrets import MARKER_RE, Finding, SecretKind, advice_key, find, guard, guard_pieces, marker

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
HEX = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
TEXTS = Path(lightkeeper.__file__).parent / "texts"
FRAGMENTS = [
    PHRASE,
    WIF,
    HEX,
    " ",
    "\n",
    "私钥",
    "private key ",
    "my code is ",
    "123456",
    "密码是 abc123!",
    "tx hash: ",
    "é\u0301\u200bﬁ",
    "的一是在不了有和人这中大",
    "abandon ability able",
    marker(SecretKind.WIF),
    "⟦secret:",
    "⟧",
    "***",
    "word 1: ",
]


def test_offsets_are_those_of_the_given_text() -> None:
    # A ligature is one code point and two letters, a dropped accent none: the way back must survive both.
    written = PHRASE.replace("legal", "le\u00adgal")
    text = f"ﬁne\u0301\u200b é {written} ﬀ"
    (found,) = find(text)
    assert text[found.start : found.end] == written


def test_a_character_that_is_half_secret_goes_whole() -> None:
    # One code point that folds to "6." ends the code.
    assert guard("my code is 12345⒍").text == "my code is ⟦secret:one_time_code⟧"


def test_each_secret_gets_its_own_marker() -> None:
    guarded = guard(f"one: {WIF}, two: {PHRASE}")
    assert guarded.text == "one: ⟦secret:wif⟧, two: ⟦secret:recovery_phrase⟧"
    assert MARKER_RE.findall(guarded.text) == ["wif", "recovery_phrase"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=14).map("".join))
def test_a_guarded_text_holds_no_further_secret(text: str) -> None:
    guarded = guard(text)
    assert guard(guarded.text) == type(guarded)(guarded.text, ())
    ends = [0, *(place for one in guarded.findings for place in (one.start, one.end)), len(text)]
    assert ends == sorted(ends)


def test_a_typed_marker_stays_and_hides_nothing() -> None:
    typed = marker(SecretKind.PASSWORD)
    assert guard(f"hello {typed}").text == f"hello {typed}"
    torn = PHRASE.replace("sausage", f"sausage {typed}")
    assert guard(torn).text == marker(SecretKind.RECOVERY_PHRASE)
    # Only the kinds that exist make a marker; anything else between the brackets is read.
    assert guard(f"⟦secret:{PHRASE}⟧").text == f"⟦secret:{marker(SecretKind.RECOVERY_PHRASE)}⟧"


def test_words_inside_a_marker_do_not_colour_what_stands_beside_it() -> None:
    text = f"{marker(SecretKind.HEX_PRIVATE_KEY)} deposit {HEX}"
    assert guard(text).text == text


def test_a_phrase_over_several_messages_is_taken_out_of_each() -> None:
    words = PHRASE.split()
    pieces = [" ".join(words[:5]), "hello", " ".join(words[5:])]
    first, last = guard_pieces([pieces[0], pieces[2]])
    assert (first.text, last.text) == (marker(SecretKind.RECOVERY_PHRASE),) * 2
    assert first.findings == (Finding(SecretKind.RECOVERY_PHRASE, 0, len(pieces[0])),)
    assert last.findings == (Finding(SecretKind.RECOVERY_PHRASE, 0, len(pieces[2])),)


def test_a_phrase_over_twelve_fields_is_taken_out_of_each() -> None:
    guarded = guard_pieces(["Alice", *PHRASE.split(), "please help me with this"])
    assert guarded[0].text == "Alice"
    assert {one.text for one in guarded[1:13]} == {marker(SecretKind.RECOVERY_PHRASE)}
    assert guarded[13].text == "please help me with this"


def test_a_key_over_two_messages_is_taken_out_of_both() -> None:
    assert [one.text for one in guard_pieces([WIF[:30], WIF[30:]])] == [marker(SecretKind.WIF)] * 2


def test_pieces_do_not_make_up_what_neither_says() -> None:
    fields = ["password", "abc12345", "verification code", "884213", HEX[:32], HEX[32:]]
    assert [one.text for one in guard_pieces(fields)] == fields


def test_no_pieces_no_findings() -> None:
    assert guard_pieces([]) == ()
    assert guard_pieces([""])[0].findings == ()


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_each_kind_has_advice_and_a_name(language: str) -> None:
    texts = json.loads((TEXTS / language / "secrets.json").read_text(encoding="utf-8"))
    for kind in SecretKind:
        assert texts[advice_key([kind])]
        assert texts[f"secrets.kind.{kind}"]
    assert all(set(re.findall(r"{(\w+)}", text)) <= {"kind"} for text in texts.values())


def test_the_gravest_of_several_kinds_is_advised_on() -> None:
    assert advice_key({SecretKind.ONE_TIME_CODE, SecretKind.RECOVERY_PHRASE}) == "secrets.advice.wallet"
    with pytest.raises(ValueError, match="at least one"):
        advice_key([])


HOSTILE = [
    # each repeats what one of the detectors begins with
    "abandon ",
    "about this ",
    "aban ",
    "abandn ",
    "的",
    "的，",
    "助记词",
    "あいだ",
    "4c08 ",
    "K1a ",
    HEX + " ",
    "[1,",
    "{",
    '"ciphertext":"deadbeef" ',
    "<a",
    "-----begin private key-----",
    "password: ",
    "验证码 ",
    "private key ",
    "https://",
    "⟦secret:wif⟧",
    "a\u200b",
    "*** ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    def took(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        best = min(_timed(text) for _ in range(2))
        return max(best, 1e-3)

    # Quadratic would be 64 times; the bound leaves room for a busy machine.
    assert took(8_000) < 25 * took(1_000)


def _timed(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start
