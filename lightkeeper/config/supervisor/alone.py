"""The embedded database by itself, for one command while nothing serves the data folder."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from lightkeeper.config.supervisor import folder, postgres, process
from lightkeeper.config.supervisor.refusal import NotRunning, ProcessNotReady

START_SECONDS = 60.0


@contextlib.contextmanager
def database(data: Path) -> Iterator[dict[str, str]]:
    """The environment for a command that uses the database of `data`, which is stopped afterwards.

    Raises NotRunning when there is no database to start, DataInUse when the folder is served.
    """
    if not (data / "pg").exists() and not (data / "cluster").exists():
        raise NotRunning(path=str(data))
    place = folder.take(data)
    try:
        cluster = place.cluster()
        postgres.prepare(cluster)
        server = process.start(cluster.program)
        try:
            deadline = time.monotonic() + START_SECONDS
            while not cluster.ready:
                if server.poll() is not None or time.monotonic() > deadline:
                    reason = process.last_words(cluster.log)
                    raise ProcessNotReady(name="postgres", reason=reason, log=str(cluster.log))
                time.sleep(0.02)
            yield {"DATABASE_URL": cluster.url, "LIGHTKEEPER_DATA": str(data), "LIGHTKEEPER_RUN": str(place.run)}
        finally:
            process.end(server, postgres.STOP)
    finally:
        place.leave()
