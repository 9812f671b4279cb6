"""What the house lints read, and how they speak: a lint is a function from a file to complaints."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class File:
    """A file of the repository; `path` is relative to its root."""

    path: str
    text: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    def lines(self) -> Iterator[tuple[int, str]]:
        return enumerate(self.text.splitlines(), start=1)


Lint = Callable[[File], list[str]]


@cache
def files() -> tuple[File, ...]:
    """Every text file that is tracked or will be: ignored files and deleted ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = []
    for path in sorted(listed.stdout.decode().split("\0")):
        try:
            found.append(File(path, (ROOT / path).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):  # pictures; deleted but not yet committed
            continue
    return tuple(found)


def under(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> tuple[File, ...]:
    """The files below some folders, by their ends."""
    return tuple(file for file in files() if file.path.startswith(folders) and file.path.endswith(suffixes))


def complaints(lint: Lint, found: tuple[File, ...]) -> list[str]:
    """What a lint says about some files, as an editor can follow it."""
    return [f"{file.path}: {complaint}" for file in found for complaint in lint(file)]
