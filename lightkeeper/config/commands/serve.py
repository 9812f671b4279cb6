"""Serve this installation: database, web, gateway and worker, until Ctrl-C or SIGTERM."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from lightkeeper.config.supervisor.installation import Installation, Options

DEFAULT_PORT = 8100

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port that everything is served on.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]
Data = Annotated[Path | None, typer.Option(help="The data folder.", show_default="data, or $LIGHTKEEPER_DATA")]

app = typer.Typer(add_completion=False)


@app.command(help=__doc__)
def serve(port: Port = DEFAULT_PORT, data: Data = None, host: Host = "127.0.0.1") -> None:
    run(port=port, data=data, host=host, demo=False)


def run(*, port: int, data: Path | None, host: str, demo: bool) -> None:
    """Serves until a signal comes. Raises Refusal. `LIGHTKEEPER_URL`: the public address behind a proxy."""
    shown = f"[{host}]" if ":" in host else {"0.0.0.0": "127.0.0.1"}.get(host, host)  # noqa: S104
    options = Options(
        data=(data or Path(os.environ.get("LIGHTKEEPER_DATA", "data"))).absolute(),
        host=host,
        port=port,
        demo=demo,
        url=os.environ.get("LIGHTKEEPER_URL") or f"http://{shown}:{port}",
        database_url=os.environ.get("DATABASE_URL", ""),
    )
    asyncio.run(Installation(options).serve())
