"""`python -m benches [--quick] [--json FILE] [--only PART]`: measures the whole system on a fresh database."""

import argparse
import logging
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benches.figures import Report, Row, Table
from benches.report import machine, show_table, write
from benches.system import System, fresh_system

IDLE_MB = 600
PARTS = ("roundtrip", "inbox", "search")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything."""

    conversations: int
    seconds: float
    idle_sockets: int
    answers: int
    steady_repeats: int
    inbox: tuple[int, ...]
    messages: int
    repeats: int


FULL = Scale(400, 8.0, 2_000, 60, 3, (1_000, 100_000, 1_000_000), 1_000_000, 40)
QUICK = Scale(160, 3.0, 500, 15, 1, (1_000, 20_000), 20_000, 15)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables as they come. 1 when a bar was missed in a full run."""
    options = parse(arguments)
    console = Console(width=max(140, Console().width))
    began = time.monotonic()
    with fresh_system() as system:
        tables = measure(system, QUICK if options.quick else FULL, options.only, console)
    command = "./run bench" + " --quick" * options.quick
    report = Report(machine(), command, round(time.monotonic() - began, 1), tuple(tables))
    console.print(f"{report.seconds:.0f} s")
    if options.json:
        write(report, options.json)
    missed = any(row.reached is False for table in tables for row in table.rows)
    return 1 if missed and not options.quick else 0


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """quick: bool, json: Path or None, only: the parts to measure."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, under two minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report there as well")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="leave the other parts out")
    return parser.parse_args(arguments)


def measure(system: System, scale: Scale, only: Sequence[str], console: Console) -> list[Table]:
    """The tables of one system, each shown as soon as it is there."""
    tables = []

    def take(*made: Table) -> None:
        for table in made:
            tables.append(table)
            show_table(table, console)

    take(_starts(system))
    os.environ.update(system.environment)
    from lightkeeper.config.django import set_up

    set_up()
    logging.getLogger().setLevel(logging.WARNING)
    from benches import bulk, pages, people, roundtrip

    scene = people.set_scene()
    people.open_conversations(scene, 1, held_by_person=True)
    sizes = scale.inbox if "inbox" in only else scale.inbox[:1]
    if "roundtrip" in only:
        bulk.load_conversations(scene, 2_000_000, 2_000_000 + scale.idle_sockets - 1)
        each = roundtrip.Sizes(
            scale.conversations, scale.seconds, scale.idle_sockets, scale.answers, scale.steady_repeats
        )
        take(*roundtrip.measure(system, scene, each))
    if "inbox" in only:
        take(pages.inbox(system, scene, sizes, scale.repeats))
    elif "search" in only:
        bulk.load_conversations(scene, 0, max(1, scale.messages // 8) - 1)
    if "search" in only:
        take(pages.search(system, scene, scale.messages, scale.repeats))
    return tables


def _starts(system: System) -> Table:
    """Start-up time and idle memory."""
    first = system.start()
    system.stop()
    second = system.start()
    time.sleep(5.0)  # what is only needed to start is given back
    parts = system.memory()
    idle = sum(parts.values()) / 1e6
    each = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in sorted(parts.items()))
    return Table(
        "Start and memory",
        (
            Row("first start, until ready", value=f"{first:.1f} s"),
            Row("second start, until ready", value=f"{second:.1f} s", bar="< 5 s", reached=second < 5.0),
            Row("idle, PSS", value=f"{idle:.0f} MB", bar=f"< {IDLE_MB} MB", reached=idle < IDLE_MB, note=each),
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
