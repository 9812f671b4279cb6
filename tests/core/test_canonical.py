"""One spelling of a value: what is hashed is what is stored."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core.canonical import canonical, milliseconds, timestamp

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"文": "充值", "é": "\n\u2028"}, '{"é":"\\n\u2028","文":"充值"}'),
        ((1, (2,)), "[1,[2]]"),
        (2**80, "1208925819614629174706176"),
        ("\x7f\x1f😀", '"\x7f\\u001f😀"'),
    ],
)
def test_there_is_one_spelling(value: Any, written: str) -> None:
    assert canonical(value) == written.encode()


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (1.0, TypeError),
        ({"a": [float("nan")]}, TypeError),
        ({1: "a"}, TypeError),
        ({"a": {None: 1}}, TypeError),
        ("a\0b", ValueError),
        ({"a\0": 1}, ValueError),
        (["\ud800"], ValueError),
        (b"bytes", TypeError),
    ],
)
def test_what_cannot_be_stored_as_it_was_hashed_is_refused(value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical(value)


@given(VALUES)
def test_reading_and_writing_again_changes_nothing(value: Any) -> None:
    once = canonical(value)
    assert canonical(json.loads(once)) == once


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_keep_their_milliseconds(at: datetime) -> None:
    cut = milliseconds(at)
    assert timestamp(at) == timestamp(cut)
    assert datetime.fromisoformat(timestamp(at)) == cut
    assert cut <= at < cut + timedelta(milliseconds=1)


def test_times_are_written_in_utc() -> None:
    at = datetime(2026, 11, 21, 13, 10, 11, 123_999, tzinfo=timezone(timedelta(hours=8)))
    assert timestamp(at) == "2026-11-21T05:10:11.123Z"
