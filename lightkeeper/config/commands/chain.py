"""Run the demo's sandbox chain in the foreground, or install its development node."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from lightkeeper.config.demo import chain as sandbox
from lightkeeper.config.supervisor.progress import say

app = typer.Typer()


@app.command(help=__doc__)
def chain(
    port: Annotated[int | None, typer.Option(help="Port on 127.0.0.1; else that of LIGHTKEEPER_CHAIN_RPC.")] = None,
    data: Annotated[Path | None, typer.Option(help="The installation's data folder.")] = None,
    install: Annotated[bool, typer.Option("--install", help="Install the development node and return.")] = False,
    in_process: Annotated[bool, typer.Option("--in-process", help="Do not use the development node.")] = False,
) -> None:
    try:
        if install:
            typer.echo(say("chain.installed", path=str(sandbox.install())))
            return
        folder = (data or Path(os.environ.get("LIGHTKEEPER_DATA", "data"))).absolute() / "chain"
        run = sandbox.run_in_process if in_process else sandbox.run
        folder.mkdir(parents=True, exist_ok=True)
        run(port or _port_of_environment(), folder)
    except (sandbox.NpmMissing, sandbox.NodeNotInstalled, sandbox.NoSandboxChain) as error:
        # texts: chain.refused.*
        typer.echo(say(f"chain.refused.{error.code}", **error.fields), err=True)
        raise typer.Exit(1) from error


def _port_of_environment() -> int:
    return urlsplit(os.environ.get("LIGHTKEEPER_CHAIN_RPC", "")).port or 8545
