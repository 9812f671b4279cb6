"""The database made ready for this version: before anything serves, and safe to run again."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lightkeeper.actions.epoch import enter_epoch
from lightkeeper.ports.wired import wired


def make_ready() -> None:
    """Migrations, the cache's table, the ledger's epoch."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):  # asking costs a tenth of the command
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    enter_epoch(now=wired().clock.now())
