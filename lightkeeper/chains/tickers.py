"""Tickers as a hurried eye sees them: look-alike letters folded, signs and invisible characters dropped."""

import unicodedata
from typing import Final

# Letters of other scripts that most faces draw like a Latin capital (a part of Unicode's confusables.txt, UTS 39).
_LOOK_ALIKES: Final = {
    "A": "АΑ",
    "B": "ВΒ₿",
    "C": "СϹ",
    "D": "Ԁ",
    "E": "ЕΕ",
    "H": "НΗ",
    "I": "ІΙӀ",
    "J": "Ј",
    "K": "КΚ",
    "M": "МΜ",
    "N": "Ν",
    "O": "ОΟ0",
    "P": "РΡ",
    "S": "Ѕ",
    "T": "ТΤ₮",
    "U": "Ս",
    "W": "Ԝ",
    "X": "ХΧ",
    "Y": "УΥ",
    "Z": "Ζ",
}
_FOLD: Final = str.maketrans({other: letter for letter, others in _LOOK_ALIKES.items() for other in others})


def skeleton(ticker: str) -> str:
    """What is left of a ticker: `skeleton("USD₮") == skeleton("usdt") == skeleton("$UЅDТ")`."""
    folded = unicodedata.normalize("NFKC", ticker).upper().translate(_FOLD)
    return "".join(each for each in folded if each.isalnum())
