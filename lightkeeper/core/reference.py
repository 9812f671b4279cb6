"""Public case references, the only number of a case that leaves the house: `7KM-2QX-9D4T`.

Nine random characters and a check character. Stored without dashes in upper case (ten characters), shown with them.
26 trillion possible ones: none can be guessed, and none tells how many cases there are.
"""

import re
import unicodedata
from collections.abc import Iterator

# 31 characters: no I, L, O, U, Z, which look or sound like 1, 1, 0, V, 2. A prime number of them makes the check exact.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 10
RANDOM_BYTES = 16

_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_LOOKS_LIKE = str.maketrans("ILOUZ", "110V2")
_BREAKS = re.compile(r"[\s\-_.‐-―−]+")
_CANDIDATE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{3}([-‐-―− ]?)[0-9A-Z]{3}\1[0-9A-Z]{4}(?![0-9A-Z])")


def make(random_bytes: bytes) -> str:
    """A reference from at least 16 random bytes. Stored form."""
    if len(random_bytes) < RANDOM_BYTES:
        raise ValueError(f"a reference needs {RANDOM_BYTES} random bytes")
    number = int.from_bytes(random_bytes, "big")
    chars = []
    for _ in range(LENGTH - 1):
        number, value = divmod(number, len(ALPHABET))
        chars.append(ALPHABET[value])
    body = "".join(chars)
    return body + _check(body)


def _check(body: str) -> str:
    """The character that makes the weighted sum 0 modulo 31.

    Weights differ and 31 is prime, so any one wrong character and any two that changed places are noticed.
    """
    total = sum(weight * _VALUE[char] for weight, char in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def parse(text: str) -> str | None:
    """The stored form of what somebody typed: any case, blanks, dashes, O for 0, I for 1. None when it is none."""
    if len(text) > 60:
        return None
    chars = _BREAKS.sub("", unicodedata.normalize("NFKC", text)).upper().lstrip("#").translate(_LOOKS_LIKE)
    if len(chars) != LENGTH or not all(char in _VALUE for char in chars):
        return None
    return chars if _check(chars[:-1]) == chars[-1] else None


def show(reference: str) -> str:
    """The stored form with dashes, for people."""
    return f"{reference[:3]}-{reference[3:6]}-{reference[6:]}"


def find_in(text: str) -> tuple[str, ...]:
    """The references that a text names, in its order, once each.

    One in 31 look-alikes passes the check, so a hit is a question to the database and no proof. A run without dashes
    counts only with both digits and letters: every tenth English word would be a candidate otherwise.
    """
    return tuple(dict.fromkeys(_candidates(unicodedata.normalize("NFKC", text).upper())))


def _candidates(text: str) -> Iterator[str]:
    for match in _CANDIDATE.finditer(text):
        chars = match.group()
        if match.group(1) in ("", " ") and not (re.search(r"\d", chars) and re.search(r"[A-Z]", chars)):
            continue
        found = parse(chars)
        if found:
            yield found
