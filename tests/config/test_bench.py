"""The bench's command line and its report; what it measures is measured by itself."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from benches.__main__ import parse
from benches.figures import Report, Row, Spread, Table, under
from benches.report import machine, show, write


def test_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    options = parse(["--quick", "--json", str(file)])
    assert (options.quick, options.json) == (True, file)
    assert (parse([]).quick, parse([]).json, parse([]).only) == (False, None, ["roundtrip", "inbox", "search"])


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--only", "nonsense"])
    assert "nonsense" in capsys.readouterr().err


def test_percentiles_are_in_milliseconds() -> None:
    spread = Spread.of([n / 1000 for n in range(1, 101)])
    assert spread == Spread(n=100, p50=51.0, p95=96.0, p99=100.0, worst=100.0)


@pytest.mark.parametrize(("most", "reached"), [(101.0, True), (100.0, False)])
def test_a_bar(most: float, reached: bool) -> None:
    assert under(Spread.of([0.1]), "p99", most, "page").reached is reached


def test_the_report_is_shown_and_written(tmp_path: Path) -> None:
    table = Table("Start and memory", (Row("idle", value="320 MB", bar="< 600 MB", reached=True, load=0.5),))
    report = Report(machine(), "./run bench", 12.0, (table,))
    console = Console(record=True, width=160)
    show(report, console)
    write(report, tmp_path / "report.json")
    assert "320 MB" in console.export_text()
    written = json.loads((tmp_path / "report.json").read_text())
    assert list(written) == ["machine", "command", "seconds", "tables"]
    assert written["tables"][0]["rows"][0] == {
        "name": "idle", "spread": None, "rate": None, "value": "320 MB", "bar": "< 600 MB", "reached": True,
        "note": "", "load": 0.5,
    }  # fmt: skip
