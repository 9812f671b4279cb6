from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightkeeper.core.segment import Query, document, query
from lightkeeper.core.tsearch import tsquery_literal, tsvector_literal
from tests.database import server_url

NASTY = st.text(alphabet=st.sampled_from("ab'\\ :&|!()<>*,\x00\ud800充\n"), max_size=12)


@pytest.fixture(scope="module")
def postgres() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(server_url(), autocommit=True) as connection:
        yield connection


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(NASTY, max_size=8))
def test_postgresql_reads_what_was_written(
    postgres: psycopg.Connection[tuple[object, ...]], lexemes: list[str]
) -> None:
    vector, wanted = tsvector_literal(lexemes), tsquery_literal(Query(must=tuple(lexemes), starts=tuple(lexemes[:1])))
    row = postgres.execute(
        "select tsvector_to_array(%s::tsvector), %s::tsvector @@ %s::tsquery", [vector, vector, wanted]
    ).fetchone()
    clean = {lexeme.replace("\x00", "").replace("\ud800", "") for lexeme in lexemes} - {""}
    assert row is not None
    assert set(row[0] if isinstance(row[0], list) else []) == clean
    assert row[1] is bool(clean)


def test_the_largest_vector_is_taken(postgres: psycopg.Connection[tuple[object, ...]]) -> None:
    literal = tsvector_literal(f"{n:0200}" for n in range(10_000))
    row = postgres.execute("select length(%s::tsvector)", [literal]).fetchone()
    assert row is not None
    assert isinstance(row[0], int)
    assert row[0] > 4000


def test_chinese_is_found(postgres: psycopg.Connection[tuple[object, ...]]) -> None:
    stored, asked = tsvector_literal(document("我的充值没到账")), tsquery_literal(query("充值"))
    assert postgres.execute("select %s::tsvector @@ %s::tsquery", [stored, asked]).fetchone() == (True,)
