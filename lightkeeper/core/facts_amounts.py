"""Numbers beside assets, and the names of assets, networks, memos and orders, in text that `core.facts` has folded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lightkeeper.core import facts_words as words


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """A number with its asset and where it stands in the folded text."""

    value: str
    asset: str
    start: int
    end: int


def _either(names: Iterable[str]) -> str:
    """An alternation, the longest first; Latin names stand alone, others may touch their neighbours."""
    ordered = sorted(set(names), key=len, reverse=True)
    return "|".join(_bounded(name) for name in ordered)


def _bounded(name: str) -> str:
    pattern = re.escape(name).replace(r"\ ", r"[ -]?")
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return before + pattern + after


def _lookup(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {_plain(name): key for key, names in table.items() for name in names}


def _plain(name: str) -> str:
    """As the alternation lets it be written: without blanks and hyphens, small."""
    return re.sub(r"[ -]", "", name.lower())


_ASSET_OF: Final = _lookup(words.ASSETS) | {ticker.lower(): ticker for ticker in words.ASSETS}
_NETWORK_OF: Final = _lookup(words.NETWORKS)
_ANY_ASSET: Final = _either(_name for _key, _names in words.ASSETS.items() for _name in (_key, *_names))
_NUMBER: Final = r"(?<![0-9A-Za-z.,-])(?P<number>\d{1,30}(?:[.,' ]\d{1,18}){0,6})"
_TIMES: Final = "|".join(words.MULTIPLIERS)
_COUNTERS: Final = "|".join(words.COUNTERS)
_UNBOUNDED_ASSET: Final = _ANY_ASSET.replace("(?<![A-Za-z0-9])", "")
_AFTER: Final = re.compile(
    rf"{_NUMBER}[ ]?(?P<times>{_TIMES})?[ ]?(?:{_COUNTERS})?[ ]{{0,2}}(?P<asset>{_UNBOUNDED_ASSET})", re.IGNORECASE
)
_BEFORE: Final = re.compile(rf"(?P<asset>{_ANY_ASSET})[ ]?[:=]?[ ]?{_NUMBER}(?![\w])", re.IGNORECASE)
_NAMES: Final = re.compile(
    rf"(?P<network>{_either(name for names in words.NETWORKS.values() for name in names)})|(?P<asset>{_ANY_ASSET})",
    re.IGNORECASE,
)
# Groups of three, or of two and a last three as in India; one kind of mark.
_GROUPED: Final = re.compile(r"\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?:\.\d{3})+)")
_LINKING: Final = r"(?:[ ]?(?:is|was|为|是|:|=|#|no\.?|number|番号)){0,2}[ ]?[:#]?[ ]?"
_MEMO: Final = re.compile(
    rf"(?:{_either(words.MEMO_WORDS)}){_LINKING}(?P<value>(?=[A-Za-z]{{0,20}}\d)[A-Za-z0-9]{{1,30}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    rf"(?:{_either(words.ORDER_WORDS)}){_LINKING}(?P<value>(?=[A-Za-z-]{{0,12}}\d{{3}})[A-Za-z0-9-]{{5,40}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def amounts(text: str) -> Iterator[FoundAmount]:
    """Numbers with an asset, on either side: "1,000 USDT", "0.5个ETH", "USDT 20", "1.5万U" not: U is no ticker."""
    for match in _AFTER.finditer(text):
        value = _decimal(match["number"], match["times"])
        if value is not None:
            yield FoundAmount(value, _asset(match["asset"]), match.start(), match.end())
    for match in _BEFORE.finditer(text):
        value = _decimal(match["number"], None)
        if value is not None:
            yield FoundAmount(value, _asset(match["asset"]), match.start(), match.end())


def named(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Memos, orders, networks, assets: kind, value, start, end."""
    for kind, pattern in (("memo", _MEMO), ("order", _ORDER)):
        for match in pattern.finditer(text):
            yield kind, match["value"], match.start("value"), match.end("value")
    for match in _NAMES.finditer(text):
        if match["network"] is not None:
            yield "network", _NETWORK_OF[_plain(match["network"])], match.start(), match.end()
        elif _is_ticker(match["asset"]):
            yield "asset", _asset(match["asset"]), match.start(), match.end()


def _asset(written: str) -> str:
    return _ASSET_OF[_plain(written)]


def _is_ticker(written: str) -> bool:
    return written.isupper() or written.upper() not in words.WORDS_TOO


def _decimal(written: str, times: str | None) -> str | None:
    """A plain decimal, or None when the marks make no sense.

    The last mark is the decimal one when both kinds are there or when it stands once and not before three digits;
    "1.000" is one: a dot that groups cannot be told from one that does not.
    """
    number = written.replace("'", "").replace(" ", "")
    commas, dots = number.count(","), number.count(".")
    mark = "."
    if commas and dots:
        mark = max(",.", key=number.rindex)
    elif commas == 1 and (len(number) - number.index(",") != 4 or number.startswith("0")):
        mark = ","
    elif dots > 1:
        mark = ""
    whole, _, part = number.partition(mark) if mark and number.count(mark) == 1 else (number, "", "")
    if not whole.isdigit() and not _GROUPED.fullmatch(whole):
        return None
    number = re.sub(r"[.,]", "", whole) + (f".{part}" if part else "")
    value = Decimal(number) * words.MULTIPLIERS.get((times or "").lower(), 1)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
