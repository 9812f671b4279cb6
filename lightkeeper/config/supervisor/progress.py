"""What the operator sees while an installation starts: a line for each step, live on a terminal."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator

from lightkeeper.config.supervisor.refusal import Refusal
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.messageformat import Value
from lightkeeper.ports import catalogue


def language() -> str:
    """The operator's language by the environment (POSIX: LC_ALL, LC_MESSAGES, LANG); English for `C`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            tag = value.split(".")[0].replace("_", "-")
            return catalogue.catalogue().resolve(tag) if tag not in {"C", "POSIX"} else "en"
    return "en"


def say(key: str, /, **params: Value) -> str:
    """A text in the operator's language."""
    return catalogue.text(language(), key, **params)


def sentence(error: LightkeeperError) -> str:
    """The one sentence about a refusal, or about any error that people are told of; else the bare code."""
    # texts: setup.refused.*
    area, group = ("setup", "setup.refused") if isinstance(error, Refusal) else ("errors", "errors")
    key = f"{group}.{error.code}"
    return say(key, **error.fields) if key in catalogue.catalogue().keys(area) else error.code


@contextlib.contextmanager
def step(text: str) -> Iterator[None]:
    """A step of the start: its line appears when it is done, with its seconds; on a terminal it turns meanwhile."""
    began = time.monotonic()
    with _turning(text):
        yield
    line(f"{_mark()}{text} ({time.monotonic() - began:.1f} s)")


def line(text: str) -> None:
    """A line for the operator, seen at once also through a pipe; lost without complaint when nobody reads any more."""
    with contextlib.suppress(BrokenPipeError):
        print(text, flush=True)  # noqa: T201  (the command line's output)


def _turning(text: str) -> contextlib.AbstractContextManager[object]:
    if not sys.stdout.isatty():
        return contextlib.nullcontext()
    from rich.console import Console  # 8 MB that a service without a terminal never needs

    return Console().status(text)


def _mark() -> str:
    return "\N{CHECK MARK} " if sys.stdout.isatty() and (sys.stdout.encoding or "").lower() == "utf-8" else ""
