"""Text cut into the words that search finds: the same cut for what is stored and for what is asked.

Words are folded (case, width, accents) and lightly stemmed. Scripts without blanks become single characters and pairs
of neighbours, so that 充值 is found inside 我的充值没到账. Hashes, addresses and references stay whole; their first and
last six characters are findable too, because that is what people read out.

PostgreSQL only stores the result: see `core/tsearch.py`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lightkeeper.core import reference

Fold = Callable[[str], str]
"""Maps traditional Chinese characters to simplified ones, one to one: `lightkeeper.ports.fold.simplified`."""

MAX_WORD = 64
MAX_ID = 128

# Scripts that are written without blanks: Thai, Lao, Myanmar, Khmer; Hangul (particles are glued on); kana and Han.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u104f\u1780-\u17d3\u1100-\u11ff\u3005-\u3007\u3041-\u309a\u30a1-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_ELLIPSIS = r"(?:\.{2,}|…+|\*{2,})"
_TOKEN = re.compile(
    rf"""
    (?P<short>(?<![a-z0-9])(?:0x)?[a-z0-9]{{4,}}{_ELLIPSIS}[a-z0-9]{{4,}})
    | (?P<mail>[a-z0-9._+-]{{1,64}}@[a-z0-9.-]{{1,250}}\.[a-z]{{2,20}})
    | (?P<number>(?<![a-z0-9.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![a-z0-9])|(?<![a-z0-9.])\d+\.\d+(?![a-z0-9.]))
    | (?P<run>[{_UNSPACED}]+)
    | (?P<word>(?:(?![{_UNSPACED}])[^\W_])(?:(?![{_UNSPACED}])[\w'’\u0900-\u0dff](?<!_))*)
    """,
    re.VERBOSE,
)
_ID = re.compile(r"(?=.*\d)[a-z0-9]{20,}|[0-9a-f]{20,}")
_RAW_ID = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{20,}(?![0-9A-Za-z])")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0640]")
# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Query:
    """What must be in a text: all lexemes of `must`, and one lexeme starting with each of `starts`.

    `exact`: hashes and addresses as they were written (some tell case), case references in stored form: looked up as
    such before any text is searched.
    """

    must: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not (self.must or self.starts)


def _as_is(text: str) -> str:
    return text


def normalise(text: str, fold: Fold = _as_is) -> str:
    """The text with width, case, accents and Chinese variants folded. Not for showing."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
        text = fold(unicodedata.normalize("NFC", bare).translate(_LETTERS))
    return text


def document(text: str, fold: Fold = _as_is) -> list[str]:
    """The lexemes of a text in its order, repeats included."""
    out = [found.lower() for found in reference.find_in(text)]
    for kind, token in _tokens(normalise(text, fold)):
        if kind == "run":
            out.extend(_characters_and_pairs(token))
        elif kind == "mail":
            out.append(token)
            out.extend(_word(part) for part in re.split(r"[^a-z0-9]+", token) if part)
        elif kind == "short":
            out.extend(_bare(part) for part in _ends(token))
        elif kind == "id":
            out.extend([token[:MAX_ID], token[:6], token[-6:]])
        else:
            out.append(token)
    return out


def query(text: str, fold: Fold = _as_is) -> Query:
    """What somebody asks for. A run of characters asks for its pairs; a shortened hash for its two ends."""
    must: list[str] = []
    starts: list[str] = []
    references = reference.find_in(text)
    named = [each.lower() for each in references]
    for kind, token in _tokens(normalise(text[:500], fold)):
        if kind == "run":
            must.extend(_pairs(token) if len(token) > 1 else [token])
        elif kind == "short":
            head, tail = _ends(token)
            starts.append(_bare(head))
            must.extend([tail[-6:]] if len(tail) >= 6 else [])
        elif kind == "id":
            must.append(token[:MAX_ID])
        elif not any(token in each for each in named):
            must.append(token)
    exact = [*references, *(found for found in _RAW_ID.findall(text[:500]) if _ID.fullmatch(_bare(found.lower())))]
    return Query(tuple(dict.fromkeys([*named, *must])), tuple(dict.fromkeys(starts)), tuple(dict.fromkeys(exact)))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match.group()
        if kind == "number":
            yield kind, token.replace(",", "")
        elif kind == "word":
            bare = _bare(token)
            if _ID.fullmatch(bare):
                yield "id", bare
            else:
                yield kind, _word(token)
        elif kind == "short" and not re.search(r"\d", token):  # "deposited...nothing": a pause, and no shortened hash
            yield from (("word", _word(part)) for part in _ends(token))
        else:
            yield kind, token


def _bare(token: str) -> str:
    """Without 0x: people leave it out, and so do some explorers."""
    return token[2:] if token.startswith("0x") and len(token) > 2 else token


def _ends(token: str) -> tuple[str, str]:
    head, tail = re.split(_ELLIPSIS, token, maxsplit=1)
    return head, tail


def _pairs(run: str) -> Iterator[str]:
    return (run[n : n + 2] for n in range(len(run) - 1))


def _characters_and_pairs(run: str) -> Iterator[str]:
    for n, char in enumerate(run):
        yield char
        if n + 1 < len(run):
            yield run[n : n + 2]


def _word(token: str) -> str:
    return stem(re.sub("['’]s$|['’]", "", token)[:MAX_WORD])


_VOWEL = re.compile("[aeiouy]")


def stem(word: str) -> str:
    """English inflections off, so that deposit, deposits, deposited and depositing meet. Not for showing.

    Only ASCII words of four letters or more change. Over-stemming costs a wrong hit, under-stemming a missed one; the
    rules are few so that both sides of a search stay explainable.
    """
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest) and not word.endswith("eed"):
            if ending == "ed" and rest.endswith("i"):
                return rest[:-1] + "y"
            doubled = rest[-1] == rest[-2] and rest[-1] not in "lsze"
            return rest[:-1] if doubled else rest.removesuffix("e")
    return word[:-1] if word.endswith("e") and len(word) > 4 and word[-2] != "e" else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def pieces(text: str, *, most: int = 4000) -> list[str]:
    """A long text in parts of at most `most` characters, cut after a paragraph, a sentence or a word if it can be."""
    out = []
    while len(text) > most:
        window = text[:most]
        cuts = [
            [match.end() for match in re.finditer(mark, window)] for mark in (r"\n\s*\n", r"[.!?。！？\n]\s*", r"\s+")
        ]
        cut = next((ends[-1] for ends in cuts if ends and ends[-1] > most // 2), most)
        out.append(text[:cut].strip())
        text = text[cut:]
    return [piece for piece in [*out, text.strip()] if piece]
