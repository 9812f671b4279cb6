"""A text in the form in which secrets are looked for, with the way back to the text as it was written.

Copies from a PDF, a phone or a screenshot bring full-width letters, decomposed accents, soft hyphens, zero-width
characters and direction marks. They are folded away, character by character, so that each folded character knows
the code point that it came from.
"""

import unicodedata
from dataclasses import dataclass

from lightkeeper.core.secrets.kinds import MARKER_RE

_VOICING = "\u3099\u309a"  # the kana voicing marks tell words apart, accents do not
_DROPPED = frozenset({"Mn", "Me", "Cf"})
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SPACED = str.maketrans(dict.fromkeys(_ZERO_WIDTH, " "))
_REMEMBERED = 16_384


class _Characters(dict[str, str]):
    """Folded form by character, filled on demand and bounded, as a hostile text may use all of Unicode."""

    def __missing__(self, character: str) -> str:
        folded = "".join(
            "i" if part == "ı" else part
            for part in unicodedata.normalize("NFKD", character)
            if part in _VOICING or unicodedata.category(part) not in _DROPPED
        )
        if len(self) < _REMEMBERED:
            self[character] = folded
        return folded


_CHARACTERS = _Characters()


def fold_word(word: str) -> str:
    """`word` without accents, in compatibility form and lower case."""
    return "".join(map(_CHARACTERS.__getitem__, word)).lower()


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain` keeps the case, `lower` does not; both have the same length.

    `origin[i]` is the code point of the given text that folded character `i` came from; None when they are equal.
    """

    plain: str
    lower: str
    origin: list[int] | None
    length: int

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The span of the given text for a span of the folded one, with the dropped characters that trail it."""
        if self.origin is None:
            return start, end
        after = self.origin[end] if end < len(self.origin) else self.length
        return self.origin[start], max(after, self.origin[end - 1] + 1)


def fold(text: str, *, spaced: bool = False) -> Folded:
    """`text` folded. With `spaced`, zero-width characters part words instead of vanishing.

    Markers become blanks: words inside of one ("secret", "key") must not colour what stands beside it.
    """
    if text.isascii():
        return Folded(text, text.lower(), None, len(text))
    if "⟦" in text:
        text = MARKER_RE.sub(lambda found: " " * len(found[0]), text)
    if spaced:
        text = text.translate(_SPACED)
    parts = [_CHARACTERS[character] for character in text]
    plain = "".join(parts)
    origin: list[int] | None = None
    if len(plain) != len(text) or "" in parts:
        origin = [index for index, part in enumerate(parts) for _ in part]
    return Folded(plain, plain.lower(), origin, len(text))


def has_zero_width(text: str) -> bool:
    """Whether `spaced` would make a difference."""
    return not text.isascii() and any(character in text for character in _ZERO_WIDTH)
