"""Models read by plain SQL: where a request is hot, putting a query together costs more than running it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db import connection, models
from psycopg import ClientCursor

M = TypeVar("M", bound=models.Model)


class Columns(Generic[M]):
    """All columns of a model under an alias, and the model from what they held.

    columns = Columns(Customer, "c")
    cursor.execute(f"select {columns} from customer c where c.ref = %s", [ref])
    customer = columns.read(iter(cursor.fetchone()))
    """

    def __init__(self, model: type[M], alias: str) -> None:
        fields = model._meta.concrete_fields
        self._model = model
        self._names = [field.attname for field in fields]
        # what the ORM would do with an encrypted or a JSON column
        self._decoders = [(n, f.from_db_value) for n, f in enumerate(fields) if hasattr(f, "from_db_value")]
        self._sql = ", ".join(f'{alias}."{field.column}"' for field in fields)

    def __str__(self) -> str:
        return self._sql

    def read(self, values: Iterator[Any]) -> M:
        """The instance of the next values of a row; those of other models may follow."""
        row = list(islice(values, len(self._names)))
        for place, decode in self._decoders:
            row[place] = decode(row[place], None, connection)
        return self._model.from_db(connection.alias, self._names, row)


def planned_afresh(statement: str, values: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement that PostgreSQL plans for these very values.

    A prepared statement's plan is soon shared by all values: right where one plan fits, wrong where a rare and a common
    word, or ten rows and a million, need different ones.
    """
    connection.ensure_connection()
    text = ClientCursor(connection.connection).mogrify(statement, values)
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())
