"""A report for people and as JSON."""

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table as Grid

from benches.figures import Report, Row, Table


def machine() -> dict[str, str]:
    """What the figures depend on."""
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }


def show(report: Report, console: Console) -> None:
    """Prints the tables."""
    console.print(", ".join(f"{name} {value}" for name, value in report.machine.items()))
    for table in report.tables:
        show_table(table, console)
    console.print(f"{report.seconds:.0f} s")


def show_table(table: Table, console: Console) -> None:
    """Prints one table."""
    grid = Grid(title=table.title, title_justify="left", title_style="bold")
    grid.add_column("")
    for name in ("n", "p50 ms", "p95 ms", "p99 ms", "worst ms", "a second", "value", "bar", "load"):
        grid.add_column(name, justify="right")
    grid.add_column("")
    for row in table.rows:
        grid.add_row(*_cells(row))
    console.print(grid)


def write(report: Report, path: Path) -> None:
    """The same as JSON."""
    path.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _cells(row: Row) -> list[str]:
    spread = row.spread
    times = [f"{each:.1f}" for each in (spread.p50, spread.p95, spread.p99, spread.worst)] if spread else [""] * 4
    reached = {True: "[green]reached[/]", False: "[red]missed[/]", None: ""}[row.reached]
    return [
        row.name,
        str(spread.n) if spread else "",
        *times,
        f"{row.rate:.0f}" if row.rate is not None else "",
        row.value,
        f"{row.bar} {reached}".strip(),
        f"{row.load:.1f}",
        row.note,
    ]
