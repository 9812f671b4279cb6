"""`python -m lightkeeper.gateway`: what the supervisor starts."""

import asyncio
import gc
import logging

import uvloop

from lightkeeper.gateway.app import application, server
from lightkeeper.gateway.settings import Settings
from lightkeeper.ports.keyring import Keyring
from lightkeeper.ports.logs import Line
from lightkeeper.ports.postgres_bus import PostgresBus
from lightkeeper.ports.postgres_feed import PostgresFeed
from lightkeeper.ports.vault import FolderVault


async def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT."""
    feed = PostgresFeed(settings.database_url)
    await feed.open()
    key = Keyring(FolderVault(settings.data / "keys")).topic_key
    app = application(settings, PostgresBus(settings.database_url), feed, key)
    # A full collection over thousands of idle sockets stops all of them for tens of milliseconds; they make no cycles.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    await server(app, settings).serve()


def main() -> None:
    """Reads the environment and serves."""
    lines = logging.StreamHandler()
    lines.setFormatter(Line("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[lines])
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(Settings.read()))


if __name__ == "__main__":
    main()
