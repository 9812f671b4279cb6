"""Lexemes as PostgreSQL reads them: literals of its types `tsvector` and `tsquery`, safe for any text.

They are passed as parameters (`%s::tsvector`), never pasted into a statement. Limits by PostgreSQL's manual, section
12.11: a lexeme under 2 kB, positions up to 16,383, 256 positions a lexeme, a vector under 1 MB.
"""

from collections.abc import Iterable

from lightkeeper.core.segment import Query

MAX_LEXEME_BYTES = 2046
MAX_POSITION = 16_383
MAX_POSITIONS = 255
MAX_VECTOR_BYTES = 900_000


def tsvector_literal(lexemes: Iterable[str]) -> str:
    """Lexemes with their positions. Past the limits, positions are dropped first and late lexemes last."""
    places: dict[str, list[str]] = {}
    size = 0
    for position, lexeme in enumerate(lexemes, start=1):
        word = _storable(lexeme)
        if not word:
            continue
        if word not in places:
            # Its own bytes, its entry (4), the length of its positions (2), and alignment (2).
            size += len(word.encode()) + 8
            if size > MAX_VECTOR_BYTES:
                break
            places[word] = []
        found = places[word]
        if position <= MAX_POSITION and len(found) < MAX_POSITIONS:
            found.append(str(position))
            size += 2
    return " ".join(_quoted(word) + (":" + ",".join(found) if found else "") for word, found in places.items())


def tsquery_literal(query: Query) -> str:
    """All of the query's lexemes, joined by "and". Empty for an empty query, which matches nothing."""
    must = [_quoted(word) for lexeme in query.must if (word := _storable(lexeme))]
    starts = [_quoted(word) + ":*" for lexeme in query.starts if (word := _storable(lexeme))]
    return " & ".join(must + starts)


def _storable(lexeme: str) -> str:
    """Without what PostgreSQL's text cannot hold (NUL, lone surrogates), cut to its longest lexeme."""
    raw = lexeme.replace("\x00", "").encode("utf-8", "ignore")
    return raw[:MAX_LEXEME_BYTES].decode("utf-8", "ignore")


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
