"""Run jobs, timers, mails and housekeeping until told to stop."""

import typer

app = typer.Typer(add_completion=False)


@app.command()
def worker(concurrency: int = 4) -> None:
    """Any number of workers may run at once."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.config.work import run

    run(concurrency)
