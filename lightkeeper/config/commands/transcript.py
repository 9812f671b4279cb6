"""Export a conversation as a file that anyone can verify, and verify one."""

import base64
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(add_completion=False, no_args_is_help=True)
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


@app.command()
def export(
    reference: Annotated[str, typer.Argument(help="The case reference, e.g. 7KQ-4MX-P29R.")],
    audience: Annotated[str, typer.Option(help="public or team")] = "public",
    to: Annotated[Path | None, typer.Option(help="A file; without it, the standard output.")] = None,
) -> None:
    """Writes the transcript of one conversation."""
    from lightkeeper.config.django import set_up

    set_up()
    from lightkeeper.core.audience import Audience
    from lightkeeper.core.reference import parse
    from lightkeeper.ports.catalogue import text
    from lightkeeper.ports.wired import wired
    from lightkeeper.queries.transcript import agent_transcript

    found = parse(reference)
    data = agent_transcript(found, now=wired().clock.now(), audience=Audience(audience)) if found else b""
    if not data:
        err.print(text("en", "commands.transcript.unknown", reference=reference))
        raise typer.Exit(1)
    if to is None:
        sys.stdout.buffer.write(data)
    else:
        to.write_bytes(data)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The transcript.")],
    key: Annotated[str, typer.Option(help="The installation's public key, or a file that holds it.")],
) -> None:
    """Checks a transcript offline and names each line that is not what was signed. Exit status 1 when one is not."""
    from lightkeeper.core import transcript
    from lightkeeper.ports.catalogue import text
    from lightkeeper.ports.keyring import verify as signed_by

    public = _public(key)
    try:
        data = file.read_bytes()
    except OSError:
        err.print(text("en", "commands.transcript.unreadable", file=str(file)))
        raise typer.Exit(2) from None
    if public is None:
        err.print(text("en", "commands.transcript.bad_key"))
        raise typer.Exit(2)
    problems = transcript.verify(data, lambda content, signature: signed_by(content, signature, public))
    for problem in problems:
        seq = "" if problem.seq is None else str(problem.seq)
        out.print(text("en", f"commands.transcript.{problem.code}", line=problem.line, seq=seq or "-"))
    if problems:
        raise typer.Exit(1)
    out.print(text("en", "commands.transcript.intact", lines=data.count(b"\n")))


def _public(key: str) -> bytes | None:
    """32 bytes from hex or base64url, given as such or in a file."""
    try:
        given = Path(key).read_text().strip()
    except (OSError, ValueError):  # no file of that name, or none of text
        given = key.strip()
    for read in (bytes.fromhex, lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))):
        try:
            raw = read(given)
        except ValueError:
            continue
        if len(raw) == 32:
            return raw
    return None
