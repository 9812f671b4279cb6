"""What looks alike: letters of other scripts, digits for letters, letters that melt into another, small misspellings.

The letters are those of the Unicode table of confusables (UTS 39) that pass in host names and handles.
"""

import unicodedata
from functools import lru_cache

# One letter that is drawn like the Latin one, from Cyrillic, Greek, Armenian and the Latin extensions.
_LETTERS = {
    "a": "аɑαａ",
    "b": "ЬЪв",
    "c": "сϲⅽ",
    "d": "ԁɗⅾ",
    "e": "еҽєε",
    "g": "ɡց",
    "h": "һհ",
    "i": "іıɩιⅰ",
    "j": "јϳ",
    "k": "кκ",
    "l": "ӏⅼǀ",
    "m": "мⅿ",
    "n": "ոпη",
    "o": "оοօσ",
    "p": "рρ",
    "q": "ԛզ",
    "r": "гᴦ",
    "s": "ѕꜱ",
    "t": "тτ",
    "u": "սυᴜ",
    "v": "ѵνⅴ",
    "w": "ԝա",
    "x": "хχⅹ",
    "y": "уүγ",
    "z": "ᴢ",
}
_FOLD = str.maketrans({other: letter for letter, others in _LETTERS.items() for other in others})
_DIGITS = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "i": "l", "|": "l", "$": "s"})
_MELTED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_SPACERS = str.maketrans("", "", "-_ \u00ad\u200b\u200c\u200d\u2060\ufeff")


@lru_cache(maxsize=1024)
def skeleton(text: str) -> str:
    """What the eye keeps of a name: two names with the same skeleton pass for each other. Not for showing."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = bare.casefold().translate(_FOLD).translate(_DIGITS).translate(_SPACERS)
    for pair, letter in _MELTED:
        bare = bare.replace(pair, letter)
    return bare


def strangers(text: str) -> tuple[str, ...]:
    """The letters of another script that stand among Latin ones, each once; none where no letter is Latin."""
    letters = [c for c in text if c.isalpha()]
    if not any(c.isascii() for c in letters):
        return ()
    return tuple(dict.fromkeys(c for c in letters if not unicodedata.name(c, "").startswith("LATIN") or c in "ɑıɩɡ"))


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two names; `most` + 1 as soon as it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, start=1):
        before, last, row = row, before, [n]
        for m, b in enumerate(other, start=1):
            cost = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (a != b))
            if n > 1 and m > 1 and a == other[m - 2] and one[n - 2] == b:
                cost = min(cost, last[m - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
