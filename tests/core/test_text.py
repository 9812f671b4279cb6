"""Texts made safe to store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import text
from lightkeeper.core.canonical import canonical


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("  充值\r\n没到账\r", "充值\n没到账"),
        ("a\0b\x1b[31m\x9f", "ab[31m"),
        ("\ud83d x \udc00", "x"),
        ("tab\tstays", "tab\tstays"),
        ("a\u200bb\u202e", "a\u200bb\u202e"),  # not ours to judge: the address check tells of them
    ],
)
def test_clean(given_: str, kept: str) -> None:
    assert text.clean(given_) == kept


@given(st.text(st.characters()))
def test_what_is_clean_can_be_stored_and_stays_as_it_is(raw: str) -> None:
    once = text.clean(raw)
    canonical(once)
    assert text.clean(once) == once


def test_a_body_has_words_or_a_file_and_an_end() -> None:
    assert text.body("", attachments=1) == ""
    assert len(text.body("x" * text.MAX_BODY)) == text.MAX_BODY
    with pytest.raises(text.BodyEmpty):
        text.body(" \n\0 ")
    with pytest.raises(text.BodyTooLong) as refused:
        text.body("x" * (text.MAX_BODY + 1))
    assert refused.value.fields == {"limit": text.MAX_BODY, "length": text.MAX_BODY + 1}


def test_a_preview_is_one_short_line() -> None:
    assert text.preview("one\n two\tthree") == "one two three"
    long = text.preview("word " * 100)
    assert len(long) <= text.PREVIEW
    assert long.endswith("…")
