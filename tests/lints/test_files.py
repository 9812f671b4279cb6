"""Lints about files as such."""

import re

import pytest

from tests.lints.source import File, complaints, files, under

MOST_LINES = 300
# Made by a program, or a list of words.
UNCOUNTED = re.compile(r"/migrations/|/wordlists/|/dist/|(^|/)generated/|\.generated\.|(^|/)openapi\.|\.d\.ts$")
GENERATED = re.compile(r"generated (by|from)|do not edit", re.IGNORECASE)


def too_long(file: File) -> list[str]:
    """A file that a person can't read at one sitting hides a second noun: find it and give it a file."""
    head = "\n".join(file.text.splitlines()[:5])
    lines = file.text.count("\n")
    if lines < MOST_LINES or UNCOUNTED.search(file.path) or GENERATED.search(head):
        return []
    return [f"{lines} lines; under {MOST_LINES}"]


def machine_path(file: File) -> list[str]:
    """A path of somebody's machine works nowhere else, and tells strangers how that machine is laid out."""
    pattern = re.compile(
        r"(?<![\w.:/~}<-])/(?:root/[\w.]|tmp/lk|home/[a-z]+/|Users/[a-z]+|work(?:/[\w.]|\b(?=[\"'`])))"
    )
    return [f"line {n}: {found.group()!r}" for n, line in file.lines() for found in pattern.finditer(line)]


def package_index(file: File) -> list[str]:
    """An index's address in a lock file or script makes every install go there, past the operator's own mirror."""
    hosts = r"registry\.npmjs\.org|files\.pythonhosted\.org|pypi\.org/simple"
    options = r"index-url[= ]+https?://(?![\w-]+\.example\b)|\"resolved\": \"http"
    pattern = re.compile(f"{hosts}|{options}")
    return [f"line {n}: {found.group()!r}" for n, line in file.lines() for found in pattern.finditer(line)]


def prints(file: File) -> list[str]:
    """A library that prints writes into a daemon's log without level, time or name; commands use the console."""
    pattern = re.compile(r"^\s*(?:sys\.stdout\.write|print)\(")
    return [f"line {n}: print" for n, line in file.lines() if pattern.match(line)]


def test_files_are_short() -> None:
    code = (".py", ".ts", ".svelte")
    assert complaints(too_long, under("lightkeeper/", "tests/", "benches/", "frontend/", suffixes=code)) == []


def test_no_machine_path() -> None:
    assert complaints(machine_path, tuple(file for file in files() if file.path != "tests/lints/test_files.py")) == []


def test_no_package_index() -> None:
    assert complaints(package_index, tuple(file for file in files() if file.path != "tests/lints/test_files.py")) == []


def test_no_print_in_the_library() -> None:
    library = tuple(file for file in under("lightkeeper/") if not file.path.startswith("lightkeeper/config/"))
    assert complaints(prints, library) == []


@pytest.mark.parametrize(
    ("file", "bad"),
    [
        (File("a.py", "x\n" * 299), False),
        (File("a.py", "x\n" * 300), True),
        (File("lightkeeper/models/migrations/0001_initial.py", "x\n" * 900), False),
        (File("frontend/client/src/api.ts", "// Generated from openapi.json\n" + "x\n" * 900), False),
    ],
)
def test_too_long(file: File, bad: bool) -> None:
    assert bool(too_long(file)) is bad


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("see /home/ada/lightkeeper/run", True),
        ('"/root/x"', True),
        ("cd /home/dana/lightkeeper", True),
        ("open /Users/dana", True),
        ("/usr/bin/chromium", False),
        ("https://example.com/work/here", False),
        ("the api/root/ path", False),
        ("as root, below `/root`", False),
        ("text/work", False),
    ],
)
def test_machine_path(line: str, bad: bool) -> None:
    assert bool(machine_path(File("a.md", line))) is bad


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ('"resolved": "https://registry.example/x"', True),
        ("pip install --index-url https://mirror.lan/simple x", True),
        ("pip install --index-url https://one.example/simple x", False),
        ("#    uv pip compile --no-emit-index-url -o requirements/base.txt", False),
        ("https://pypi.org/project/lightkeeper/", False),
    ],
)
def test_package_index(line: str, bad: bool) -> None:
    assert bool(package_index(File("a.txt", line))) is bad


@pytest.mark.parametrize(("line", "bad"), [("    print(x)", True), ("console.print(x)", False), ("# print(x)", False)])
def test_prints(line: str, bad: bool) -> None:
    assert bool(prints(File("a.py", line))) is bad
