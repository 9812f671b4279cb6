"""Run jobs, timers, mails and housekeeping until told to stop."""

from typing import Annotated

import typer

app = typer.Typer(add_completion=False)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs at once.")] = 4,
    prepare: Annotated[bool, typer.Option("--prepare", help="Make the database ready first.")] = False,
) -> None:
    """Any number of workers may run at once; only the first of a start prepares."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.config.work import run

    if prepare:
        from lightkeeper.config.ready import make_ready

        make_ready()
    run(concurrency)
