"""Found a brand: the platform that customers write to."""

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def brand() -> None:
    """Brands of this installation."""


@app.command()
def create(
    slug: Annotated[str, typer.Argument(help="Short name in addresses: lower-case letters, digits, dashes.")],
    name: Annotated[str, typer.Option(help="As customers read it.")],
    origin: Annotated[list[str], typer.Option(help="A page that may embed the widget: https://www.example.com")] = [],  # noqa: B006  typer copies
    language: Annotated[list[str], typer.Option(help="Languages, the default one first.")] = ["en", "zh-Hans"],  # noqa: B006
) -> None:
    """Makes a brand with a support team."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.actions.brand import found_brand
    from lightkeeper.config.supervisor.progress import say
    from lightkeeper.ports.wired import wired

    found_brand(slug, name, languages=language, origins=origin, now=wired().clock.now())
    typer.echo(say("commands.brand.created", slug=slug))
