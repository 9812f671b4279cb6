import re

from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core.segment import Query
from lightkeeper.core.tsearch import MAX_LEXEME_BYTES, MAX_VECTOR_BYTES, tsquery_literal, tsvector_literal

NASTY = st.text(alphabet=st.sampled_from("ab'\\ :&|!()<>*,\x00\ud800充\n"), max_size=12)
QUOTED = r"'((?:[^'\\]|''|\\\\)*)'"


def unquote(text: str) -> str:
    return text.replace("''", "'").replace("\\\\", "\\")


def storable(text: str) -> str:
    return text.replace("\x00", "").replace("\ud800", "")


def test_positions_are_counted_from_one() -> None:
    assert tsvector_literal(["b", "a", "b"]) == "'b':1,3 'a':2"


def test_a_query_joins_words_and_beginnings() -> None:
    assert tsquery_literal(Query(must=("充值", "it's"), starts=("a1b2",))) == "'充值' & 'it''s' & 'a1b2':*"
    assert tsquery_literal(Query()) == ""


@given(st.lists(NASTY, max_size=8))
def test_a_vector_reads_back_as_its_lexemes(lexemes: list[str]) -> None:
    literal = tsvector_literal(lexemes)
    item = rf"{QUOTED}:[0-9,]+"
    assert re.fullmatch(rf"(?:{item}(?: {item})*)?", literal)
    read = {unquote(found) for found in re.findall(item, literal)}
    assert read == {storable(lexeme) for lexeme in lexemes} - {""}


@given(st.lists(NASTY, max_size=8), st.lists(NASTY, max_size=3))
def test_a_query_reads_back_as_its_lexemes(must: list[str], starts: list[str]) -> None:
    literal = tsquery_literal(Query(must=tuple(must), starts=tuple(starts)))
    item = rf"{QUOTED}(?::\*)?"
    assert re.fullmatch(rf"(?:{item}(?: & {item})*)?", literal)
    wanted = [storable(lexeme) for lexeme in must + starts if storable(lexeme)]
    assert [unquote(found) for found in re.findall(item, literal)] == wanted


def test_limits_of_postgresql_hold() -> None:
    assert tsvector_literal(["充" * 5000]) == "'" + "充" * (MAX_LEXEME_BYTES // 3) + "':1"
    many = tsvector_literal(["a"] * 300)
    assert many.count(",") == 254
    late = tsvector_literal([*("a" for _ in range(16_383)), "b"])
    assert late.endswith(" 'b'")
    huge = tsvector_literal(f"{n:0200}" for n in range(10_000))
    assert 0 < huge.count(" ") < MAX_VECTOR_BYTES / 200
