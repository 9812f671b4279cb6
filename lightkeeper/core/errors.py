"""The root of every error that a person may see. Raised low, worded once in `api/errors.py`."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar


class LightkeeperError(Exception):
    """A refusal with a stable `code` (snake_case, part of the API), an HTTP `status` and named `fields`.

    `fields` fill the placeholders of the error's text; they never hold secrets or what the customer wrote.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500

    def __init__(self, **fields: str | int) -> None:
        super().__init__(self.code)
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[..., "LightkeeperError"], tuple[dict[str, str | int]]]:
        return partial(_again, type(self)), (self.fields,)


def _again(kind: type[LightkeeperError], fields: dict[str, str | int]) -> LightkeeperError:
    """An error that came from another process."""
    return kind(**fields)
