"""Whether this installation can do its work."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from lightkeeper.ports.wired import wired
from lightkeeper.queries.health import feed_lag, worker_alive


def healthz(_request: HttpRequest) -> JsonResponse:
    """200: this process answers, also before there is a database."""
    return JsonResponse({"alive": True})


def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and worker are ready, else 503; each by name, and the global feed's lag."""
    parts: dict[str, Any] = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        parts["database"] = True
        executor = MigrationExecutor(connection)
        parts["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        if parts["migrations"]:
            parts["worker"] = worker_alive(wired().clock.now())
            parts["feed_lag_seconds"] = feed_lag(wired().clock.now())
    except DatabaseError:
        connection.close()
    ready = all(parts[name] for name in ("database", "migrations", "worker"))
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def keys(_request: HttpRequest) -> JsonResponse:
    """The installation's public signing keys, newest first, for whoever verifies a transcript."""
    rows = [{"id": key.id, "algorithm": "Ed25519", "public": key.text} for key in wired().keyring.public_keys()]
    return JsonResponse({"keys": rows})
