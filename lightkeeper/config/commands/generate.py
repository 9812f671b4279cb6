"""Write the files that are made from code, or check that they are fresh."""

from pathlib import Path
from typing import Annotated

import typer

from lightkeeper.config.supervisor.progress import say

app = typer.Typer(add_completion=False)
ROOT = Path(__file__).parents[3]


@app.command()
def generate(
    check: Annotated[bool, typer.Option("--check", help="Only tell which are stale; exit status 1 if any.")] = False,
) -> None:
    """`openapi.json`, the TypeScript types of API and events, the table of states."""
    import os
    import tempfile

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightkeeper.config.settings")
    with tempfile.TemporaryDirectory() as data:
        # a checkout that never served has no keys; none of these files holds anything of an installation
        os.environ["LIGHTKEEPER_DATA"] = data
        import django

        django.setup()
        from lightkeeper.config.generated import FILES

        made = {name: make() for name, make in FILES.items()}
    old = stale(made)
    for name in old:
        if check:
            typer.echo(say("commands.generate.stale", name=name), err=True)
        else:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(made[name])
    if check and old:
        raise typer.Exit(1)


def stale(made: dict[str, str]) -> list[str]:
    """Names of the files that are missing or hold another text."""
    return [name for name, text in made.items() if not (ROOT / name).exists() or (ROOT / name).read_text() != text]
