"""Show the public keys by which transcripts of this installation are verified."""

import typer
from rich.console import Console

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def keys() -> None:
    """Signing keys of this installation."""


@app.command()
def show() -> None:
    """Prints id, public key and dates, newest first."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.core.canonical import timestamp
    from lightkeeper.ports.wired import wired

    for key in wired().keyring.public_keys():
        until = timestamp(key.until) if key.until else "-"
        Console(soft_wrap=True, highlight=False).print(f"{key.id} {key.text} {timestamp(key.since)} {until}")
