"""Fill in Harbor Exchange, or remove it."""

import os
import shutil
from pathlib import Path

import typer
from rich.console import Console

from lightkeeper.config.supervisor import alone

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command()
def fill() -> None:
    """Fills in the demo: people, articles, conversations, a chain with a past."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.config.demo import fill as demo
    from lightkeeper.ports.wired import wired

    demo.fill(_data(), os.environ["LIGHTKEEPER_URL"], os.environ.get("LIGHTKEEPER_CHAIN_RPC"), wired().clock.now())


@app.command()
def remove() -> None:
    """Removes the demo's data and nothing else, while it runs or while it is stopped."""
    if "DATABASE_URL" in os.environ:
        _remove()
        return
    with alone.database(_data()) as environment:
        os.environ.update(environment)
        _remove()
        shutil.rmtree(_data() / "chain", ignore_errors=True)


def _remove() -> None:
    from lightkeeper.config.django import set_up

    set_up()
    from django.db import connections

    from lightkeeper.config.demo.remove import remove as take_away
    from lightkeeper.ports.catalogue import text

    number = take_away(_data())
    connections.close_all()
    Console(soft_wrap=True, highlight=False).print(text("en", "commands.demo.removed", number=number))


def _data() -> Path:
    return Path(os.environ.get("LIGHTKEEPER_DATA", "data")).absolute()
