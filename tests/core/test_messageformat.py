import contextlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import messageformat
from lightkeeper.core.messageformat import Locale, MessageError, parse, render
from lightkeeper.ports.catalogue import locale

VECTORS = json.loads((Path(__file__).parent.parent / "fixtures" / "messageformat.json").read_text(encoding="utf-8"))
PLAIN = Locale(plural=lambda _: "other", number=str)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"])
def test_vectors(vector: dict[str, Any]) -> None:
    assert render(parse(vector["text"]), vector["params"], locale(vector["lang"])) == vector["out"]


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "{}",
        "{name",
        "}",
        "a } b",
        "{n, date}",
        "{n, number, integer}",
        "{n, plural}",
        "{n, plural, one {x}}",
        "{n, select, a {x}}",
        "{n, plural, other {x}",
        "{n, plural, other x}",
        "{n, plural, other {x} other {y}}",
        "{n plural, other {x}}",
    ],
)
def test_a_text_that_does_not_parse_says_where(broken: str) -> None:
    with pytest.raises(MessageError, match="at character"):
        parse(broken)


@pytest.mark.parametrize("value", ["", "many", "NaN", "Infinity", "1e999999999"])
def test_a_number_must_be_one(value: str) -> None:
    with pytest.raises(MessageError, match="no number"):
        render(parse("{n, number}"), {"n": value}, PLAIN)


def test_an_amount_keeps_every_digit() -> None:
    amount = "123456789012345678901234567890123.123456789012345678"
    assert render(parse("{n, number}"), {"n": amount}, locale("en")) == (
        "123,456,789,012,345,678,901,234,567,890,123.123456789012345678"
    )


def test_a_missing_parameter_raises_or_shows_its_name() -> None:
    with pytest.raises(MessageError, match="name"):
        render(parse("Hello {name}"), {}, PLAIN)
    assert render(parse("Hello {name}"), {}, PLAIN, strict=False) == "Hello {name}"


def test_parameters_tell_names_and_select_cases_but_not_plural_cases() -> None:
    message = parse("{who} {n, plural, one {{x, number}} other {#}} {kind, select, a {{y}} other {}}")
    assert messageformat.parameters(message) == {
        "who": frozenset(),
        "n": frozenset(),
        "x": frozenset(),
        "kind": frozenset({"a", "other"}),
        "y": frozenset(),
    }


@given(st.text())
def test_any_text_can_be_quoted(text: str) -> None:
    quoted = "'{" + text.replace("'", "''") + "}'"
    assert render(parse(quoted), {}, PLAIN) == "{" + text + "}"


@given(st.text(alphabet="{}',#abn plural=01", max_size=40))
def test_parsing_ends_with_a_message_or_a_message_error(text: str) -> None:
    with contextlib.suppress(MessageError):
        render(parse(text), {}, PLAIN, strict=False)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_is_what_it_was(value: Decimal) -> None:
    assert messageformat.number_of(value) == value
