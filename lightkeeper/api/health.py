"""Whether this installation can do its work."""

from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
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
        parts["migrations"] = _known() <= MigrationRecorder(connection).applied_migrations().keys()
        if parts["migrations"]:
            parts["worker"] = worker_alive(wired().clock.now())
            parts["feed_lag_seconds"] = feed_lag(wired().clock.now())
    except DatabaseError:
        connection.close()
    ready = all(parts[name] for name in ("database", "migrations", "worker"))
    answer = JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # "not ready yet" is an answer, no error to log
    return answer


def keys(_request: HttpRequest) -> JsonResponse:
    """The installation's public signing keys, newest first, for whoever verifies a transcript."""
    rows = [{"id": key.id, "algorithm": "Ed25519", "public": key.text} for key in wired().keyring.public_keys()]
    return JsonResponse({"keys": rows})


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The migrations that this version has; the files do not change while it runs."""
    loader = MigrationLoader(None)
    return frozenset(set(loader.disk_migrations) - loader.replacements.keys())
