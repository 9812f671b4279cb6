"""No log holds what people wrote."""

import io
import logging

import psycopg
import pytest
from django.db import DatabaseError, connection

from lightkeeper.ports.logs import Line

SECRET = "abandon abandon about"


def written(fault: Exception) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Line("{message}", style="{"))
    handler.handle(logging.LogRecord("x", 40, __file__, 1, "it failed", (), (type(fault), fault, fault.__traceback__)))
    return out.getvalue()


def test_an_exception_is_told_without_its_words() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        said = written(error)
    assert "abandon" not in said
    assert said.splitlines()[0] == "it failed"
    assert f"{__file__}:" in said
    assert said.splitlines()[-2:] == ["builtins.ValueError", "  after KeyError"]


@pytest.mark.django_db
def test_a_database_error_is_told_without_its_values() -> None:
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("select %s::int", [SECRET])
    assert isinstance(caught.value.__cause__, psycopg.Error)
    assert "abandon" in str(caught.value)
    assert "abandon" not in written(caught.value)


def test_every_line_is_written_so() -> None:
    assert any(isinstance(handler.formatter, Line) for handler in logging.getLogger().handlers)
