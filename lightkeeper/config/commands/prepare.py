"""Make the database ready: migrations, the ledger's epoch, keys."""

import typer

app = typer.Typer(add_completion=False)


@app.command()
def prepare() -> None:
    """Runs before anything serves; safe to run again."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.config.ready import make_ready

    make_ready()
