"""Chinese characters: traditional to simplified for search, and which of the two a text is written in.

The tables are OpenCC's, as the package `opencc-python-reimplemented` brings them; its converter is not used, because it
looks for phrases and takes a hundred times as long as one pass over a character table.
"""

import functools
from pathlib import Path
from typing import Literal

import opencc

_TABLES = Path(opencc.__file__).parent / "dictionary"


@functools.cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    lines = (_TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line)
    return {key: tuple(values.split(" ")) for key, _, values in pairs if len(key) == 1}


@functools.cache
def _to_simplified() -> dict[int, str]:
    return {ord(key): values[0] for key, values in _table("TSCharacters").items() if key not in values}


@functools.cache
def _only_simplified() -> frozenset[str]:
    return frozenset(key for key, values in _table("STCharacters").items() if key not in values)


@functools.cache
def _only_japanese() -> frozenset[str]:
    """Shinjitai that Chinese does not write."""
    variants = {value for values in _table("JPVariants").values() for value in values}
    chinese = set(_table("TSCharacters")) | set(_table("STCharacters")) | set(_table("JPVariants"))
    chinese |= {value for values in _table("TSCharacters").values() for value in values}
    return frozenset(variants - chinese)


def simplified(text: str) -> str:
    """The text with each traditional character replaced by its usual simplified one; same length."""
    return text.translate(_to_simplified())


def script(text: str) -> Literal["Hans", "Hant", "Jpan"]:
    """Which characters a Han text uses. Simplified when nothing tells, as in 充值: more people write it."""
    if any(char in _only_japanese() for char in text):
        return "Jpan"
    traditional = sum(ord(char) in _to_simplified() for char in text)
    return "Hant" if traditional > sum(char in _only_simplified() for char in text) else "Hans"
