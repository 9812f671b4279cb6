"""Serve this installation with the demo exchange in it, to try everything."""

from typing import Annotated

import typer

from lightkeeper.config.commands import serve

app = typer.Typer(add_completion=False)


@app.command(help=__doc__)
def up(
    port: serve.Port = serve.DEFAULT_PORT,
    data: serve.Data = None,
    host: serve.Host = "127.0.0.1",
    demo: Annotated[bool, typer.Option(help="Fill in the demo exchange on the first start.")] = True,
) -> None:
    serve.run(port=port, data=data, host=host, demo=demo)
