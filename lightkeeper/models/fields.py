"""Column types of our own."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func

from lightkeeper.ports.wired import wired

if TYPE_CHECKING:  # Django's fields take their types in the stubs only
    BigInteger = models.BigIntegerField[int, int]
    EncryptedText = models.BinaryField[str | None, str | None]
else:
    BigInteger = models.BigIntegerField
    EncryptedText = models.BinaryField


class NextId(Func):
    """A time-ordered 64-bit id: milliseconds since 2026 and a sequence (migration 0001 has the function)."""

    function = "lk_next_id"
    output_field = models.BigIntegerField()
    allows_composed_expressions = True


class TimeOrderedIdField(BigInteger):
    """Primary key of tables that grow without end; may be partitioned by ranges of id."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["primary_key"] = True
        kwargs.setdefault("db_default", NextId())
        super().__init__(**kwargs)


class EncryptedTextField(EncryptedText):
    """Text encrypted by the application with the column keyring; the column's name is bound into it."""

    def __init__(self, *, context: str, **kwargs: Any) -> None:
        self.context = context
        kwargs.setdefault("editable", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is not None:
            value = wired().keyring.seal(value.encode(), context=self.context)
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, _expression: F, _connection: BaseDatabaseWrapper) -> str | None:
        if value is None:
            return None
        return wired().keyring.open(bytes(value), context=self.context).decode()
