"""Make the database ready: migrations, the ledger's epoch, keys."""

import os
from pathlib import Path

import typer

app = typer.Typer(add_completion=False)


@app.command()
def prepare() -> None:
    """Runs before anything serves; safe to run again."""
    from lightkeeper.config.django import set_up
    from lightkeeper.config.supervisor.installation import KEYRING
    from lightkeeper.config.supervisor.probe import refuse_orphaned

    if "DATABASE_URL" in os.environ:  # without it set_up says so
        refuse_orphaned(os.environ["DATABASE_URL"], Path(os.environ["LIGHTKEEPER_DATA"]) / "keys" / KEYRING)
    set_up()
    from lightkeeper.config.ready import make_ready

    make_ready()
