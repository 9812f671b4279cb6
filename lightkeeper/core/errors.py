"""The root of every error that a person may see. Raised low, worded once in `api/errors.py`."""

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
