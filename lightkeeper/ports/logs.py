"""How a line of the log is written."""

import logging
import traceback
from types import TracebackType

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """Exceptions by type and place alone: their messages quote what people wrote, and what was bound to a query."""

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - logging's name
        kind, fault, trace = ei
        if kind is None or fault is None:
            return ""
        places = [f"  {each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(trace)]
        causes: list[str] = []
        cause = fault.__cause__ or fault.__context__
        while cause is not None and len(causes) < 5:
            causes.append(f"  after {type(cause).__qualname__}")
            cause = cause.__cause__ or cause.__context__
        return "\n".join([*places, f"{kind.__module__}.{kind.__qualname__}", *causes])
