"""How an address was written: what a copy and paste adds to it, taken off and told."""

import unicodedata
from dataclasses import dataclass

from lightkeeper.chains.addresses.verdict import Finding, Problem


@dataclass(frozen=True, slots=True)
class Written:
    """The bare address, what was in it that does not belong, and where each of its characters stood."""

    text: str
    origin: tuple[int, ...]
    findings: tuple[Finding, ...]


def read(written: str) -> Written:
    """Blanks around it are nobody's mistake; blanks, invisible characters and letters of other scripts inside are."""
    start = len(written) - len(written.lstrip())
    characters: list[str] = []
    origin: list[int] = []
    findings: list[Finding] = []
    for at, each in enumerate(written.strip(), start):
        problem = _problem(each)
        if problem is not None:
            findings.append(Finding(problem, at))
        if problem in (Problem.STRAY_BLANK, Problem.INVISIBLE):
            continue
        characters.append(each)
        origin.append(at)
    return Written("".join(characters), tuple(origin), tuple(findings))


def _problem(character: str) -> Problem | None:
    if character.isascii():
        return Problem.STRAY_BLANK if character.isspace() else None
    if character.isspace() or unicodedata.category(character)[0] == "Z":
        return Problem.STRAY_BLANK
    if unicodedata.category(character)[0] == "C":
        return Problem.INVISIBLE
    return Problem.LOOK_ALIKE
