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
# A key with a hole declares itself: f"errors.{code}", `console.state.${state}`.
HOLED = re.compile(r"(?:\bf[\"']|`)([a-z][a-z0-9_-]*(?:\.[\w-]+)*\.)\$?\{")
COMMENT = re.compile(r"^\s*(?://|\*|#).*", re.MULTILINE)
DECLARED = re.compile(r"\btexts:\s*((?:[a-z][\w.-]*\.\*[,\s]*)+)")


def literals(file: File) -> set[str]:
    """Everything in quotes that looks like a key: what may be used."""
    return set(LITERAL.findall(file.text))


def asked(file: File) -> dict[str, int]:
    """The keys that are asked for by name, with their line: what must be there."""
    pattern = ASKED.get("." + file.path.rsplit(".", 1)[-1])
    if pattern is None:
        return {}
    text = COMMENT.sub("", file.text)
    return {found.group(1): text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(text)}


def holed(file: File) -> set[str]:
    """The beginnings of keys whose rest is filled in. With their last dot; may be something else than a key."""
    return set(HOLED.findall(file.text))


def declared(file: File) -> set[str]:
    """The prefixes whose last part comes from data: a comment `texts: evidence.state.*`. With their last dot."""
    return {each[:-1] for found in DECLARED.findall(file.text) for each in re.split(r"[,\s]+", found) if each}
