"""Which text keys a source file uses."""

import re

from tests.lints.source import File

LITERAL = re.compile(r"[\"'`]([a-z][a-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+)[\"'`]")
ASKED = {
    ".py": re.compile(r"\btext\(\s*[^\"',()]+(?:\([^()]*\))?,\s*[\"']([a-z][\w.-]*)[\"']"),
    ".ts": re.compile(r"(?<![\w.])t\(\s*['\"`]([a-z][\w.-]*)['\"`]"),
    ".svelte": re.compile(r"(?<![\w.])t\(\s*['\"`]([a-z][\w.-]*)['\"`]"),
    ".html": re.compile(r"\{%\s*(?:text|t)\s+[\"']([a-z][\w.-]*)[\"']"),
}
DECLARED = re.compile(r"\btexts:\s*((?:[a-z][\w.-]*\.\*[,\s]*)+)")


def literals(file: File) -> set[str]:
    """Everything in quotes that looks like a key: what may be used."""
    return set(LITERAL.findall(file.text))


def asked(file: File) -> dict[str, int]:
    """The keys that are asked for by name, with their line: what must be there."""
    pattern = ASKED.get("." + file.path.rsplit(".", 1)[-1])
    if pattern is None:
        return {}
    return {found.group(1): file.text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(file.text)}


def declared(file: File) -> set[str]:
    """The prefixes whose last part comes from data: a comment `texts: evidence.state.*`. With their last dot."""
    return {each[:-1] for found in DECLARED.findall(file.text) for each in re.split(r"[,\s]+", found) if each}
