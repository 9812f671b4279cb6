"""Bring in an agent: the first administrator of a brand, or a colleague when mail does not work yet."""

from typing import Annotated

import typer

from lightkeeper.core.access import Role

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def agent() -> None:
    """Agents of this installation."""


@app.command()
def create(
    email: Annotated[str, typer.Argument(help="Their e-mail address: what they sign in with.")],
    brand: Annotated[str, typer.Option(help="The brand's short name.")],
    name: Annotated[str, typer.Option(help="As customers read it.")],
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.ADMIN,
) -> None:
    """Makes the agent, in the brand's support team, and prints the link by which they set a password."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.actions.agent import invite
    from lightkeeper.config.supervisor.progress import say
    from lightkeeper.core.access import Standing
    from lightkeeper.models import Team
    from lightkeeper.ports.wired import wired
    from lightkeeper.queries.customer import brand_by_slug
    from lightkeeper.queries.mail import welcome_link

    found = brand_by_slug(brand)
    teams = Team.objects.filter(brand=found, slug="support")
    operator = Standing(Role.ADMIN, frozenset())
    made = invite(found, operator, email=email, name=name, role=role, teams=list(teams), now=wired().clock.now())
    typer.echo(say("commands.agent.created", name=name, link=welcome_link(made)))
