"""The command line, `lightkeeper NAME ...`: each module of `config/commands` is a command, its `app` a typer app.

A command is imported when it is called, so that one does not wait for what another needs.
"""

import ast
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from lightkeeper.config import commands
from lightkeeper.config.supervisor import folder
from lightkeeper.config.supervisor.progress import line, say, sentence
from lightkeeper.core.errors import LightkeeperError

# These make the environment of the running processes; every other command takes part in it.
SERVING = ("serve", "up")


def main() -> None:
    """Runs the command that the arguments name. Exit status 1 after a sentence for a refusal, 2 for a wrong call."""
    name = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if name in {"-h", "--help", "help"}:
        line(_help())
        return
    if name not in names():
        _fail(say("setup.unknown_command", name=name), status=2)
    if name not in SERVING:
        join(Path(os.environ.get("LIGHTKEEPER_DATA", "data")).absolute())
    # Plain, one-line last words: they end up in logs and in the sentence about a process that failed.
    os.environ["TYPER_STANDARD_TRACEBACK"] = "1"
    run: Callable[..., object] = importlib.import_module(_module(name)).app
    try:
        run(args=sys.argv[2:], prog_name=f"lightkeeper {name}")
    except LightkeeperError as error:
        _fail(sentence(error), status=1)


def names() -> list[str]:
    """The commands there are, sorted."""
    return sorted(each.name for each in pkgutil.iter_modules(commands.__path__) if not each.name.startswith("_"))


def join(data: Path) -> None:
    """Gives this process the environment of the processes that serve `data`; what is set already stays."""
    for name, value in ({"LIGHTKEEPER_DATA": str(data)} | folder.running(data)).items():
        os.environ.setdefault(name, value)


def _help() -> str:
    lines = [f"  {name:<12} {_summary(name)}" for name in names()]
    return "\n".join([say("setup.usage"), "", *lines])


def _summary(name: str) -> str:
    """The first line of a command's docstring, read without running it."""
    spec = find_spec(_module(name))
    if spec is None or spec.origin is None:
        return ""
    said = ast.get_docstring(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0]


def _module(name: str) -> str:
    return f"{commands.__name__}.{name}"


def _fail(said: str, *, status: int) -> None:
    print(said, file=sys.stderr)  # noqa: T201
    sys.exit(status)


if __name__ == "__main__":
    main()
