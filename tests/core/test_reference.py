import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import reference
from lightkeeper.core.reference import ALPHABET, find_in, make, parse, show

REFERENCES = st.binary(min_size=16, max_size=16).map(make)
KNOWN = make(bytes(range(16)))


@given(REFERENCES)
def test_what_is_shown_is_understood(stored: str) -> None:
    assert len(stored) == reference.LENGTH
    assert set(stored) <= set(ALPHABET)
    assert parse(stored) == parse(show(stored)) == stored


@given(REFERENCES)
def test_every_single_wrong_character_is_noticed(stored: str) -> None:
    wrong = [stored[:n] + char + stored[n + 1 :] for n in range(10) for char in ALPHABET if char != stored[n]]
    assert [each for each in wrong if parse(each) is not None] == []


@given(REFERENCES)
def test_any_two_characters_that_changed_places_are_noticed(stored: str) -> None:
    for n in range(10):
        for m in range(n):
            chars = list(stored)
            chars[n], chars[m] = chars[m], chars[n]
            assert parse("".join(chars)) == (stored if stored[n] == stored[m] else None)


def test_typing_is_forgiven() -> None:
    shown = show(KNOWN)
    look_alike = shown.replace("0", "O").replace("1", "l").replace("2", "z")
    wide = "".join(chr(ord(char) + 0xFEE0) for char in shown)
    for typed in (shown.lower(), f" #{shown} ", shown.replace("-", " "), shown.replace("-", "–"), look_alike, wide):
        assert parse(typed) == KNOWN


@pytest.mark.parametrize(
    "text", ["", "-", KNOWN[:-1], KNOWN + "0", "7" * 10_000, "充值充值充值充值充值", "7KM-2QX-9D4!"]
)
def test_everything_else_is_none(text: str) -> None:
    assert parse(text) is None


def test_references_are_found_in_a_text() -> None:
    other = make(bytes(range(1, 17)))
    text = f"工单{show(KNOWN)},see [{show(other).lower()}] and {KNOWN}; not x{KNOWN} nor {KNOWN}9 nor 2026-01-2345"
    assert find_in(text) == (KNOWN, other)
    assert find_in("") == ()


def test_words_and_numbers_are_no_references() -> None:
    assert find_in("compliance everything settlement 1234567890 5551234567 understand") == ()


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        make(b"short")
