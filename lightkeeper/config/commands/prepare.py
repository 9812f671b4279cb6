"""Make the database ready: migrations, the ledger's epoch, keys."""

import typer

app = typer.Typer(add_completion=False)


@app.command()
def prepare() -> None:
    """Runs before anything serves; safe to run again."""
    from lightkeeper.config.django import set_up

    set_up()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from lightkeeper.actions.epoch import enter_epoch
    from lightkeeper.ports.wired import wired

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):  # asking costs a tenth of the command
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    enter_epoch(now=wired().clock.now())
