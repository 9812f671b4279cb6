"""Finding secrets in a text and putting markers in their place."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from lightkeeper.core.secrets.context import Surroundings
from lightkeeper.core.secrets.disclosures import find_disclosures
from lightkeeper.core.secrets.documents import find_documents
from lightkeeper.core.secrets.fold import Folded, fold, has_zero_width
from lightkeeper.core.secrets.glued import find_glued
from lightkeeper.core.secrets.han import find_han_phrases
from lightkeeper.core.secrets.keys import find_keys
from lightkeeper.core.secrets.kinds import Finding, Guarded, SecretKind, marker
from lightkeeper.core.secrets.phrases import find_phrases

Span = tuple[SecretKind, int, int]
_ROUNDS = 2
_RANK = {kind: place for place, kind in enumerate(SecretKind)}
_ACROSS = frozenset(SecretKind) - {SecretKind.UNCLEAR_HEX, SecretKind.PASSWORD, SecretKind.ONE_TIME_CODE}
"""What may be put together from several pieces: two fields of 32 hex digits each are no secret, nor is a label in one
field and a number in the next."""


def find(text: str, *, expects_hash: bool = False) -> tuple[Finding, ...]:
    """The secrets in `text`, in order, apart from each other; offsets are code points of `text`.

    `expects_hash`: the customer was asked for a transaction hash, so 64 hex digits without a word about keys are one.
    Markers that already stand in the text are neither found again nor in the way.
    """
    found = _found(text, expects_hash)
    if not found:
        return ()
    # What a finding hid may have parted two others, so look again at what would be stored until nothing is left.
    for _ in range(_ROUNDS):
        stored, origin = _replaced(text, found)
        more = _found(stored, expects_hash)
        if not more:
            break
        found = _merged([*found, *(Finding(one.kind, *_back(one, origin)) for one in more)])
    return tuple(found)


def guard(text: str, *, expects_hash: bool = False) -> Guarded:
    """`text` as it may be stored, shown and sent on, with what was taken out of it."""
    found = find(text, expects_hash=expects_hash)
    return Guarded(_replaced(text, found)[0] if found else text, found)


def guard_pieces(pieces: Sequence[str], *, expects_hash: bool = False) -> tuple[Guarded, ...]:
    """Each piece guarded, also against a secret that is whole only when the pieces are read one after the other.

    For the fields of one form, or the last few messages of one customer, oldest first. Findings point into their own
    piece. What an earlier piece gains over its own `guard` must be taken out of what was stored of it.
    """
    single = [list(find(piece, expects_hash=expects_hash)) for piece in pieces]
    if len(pieces) > 1:
        starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))
        for one in find("\n".join(pieces), expects_hash=expects_hash):
            for place, piece in enumerate(pieces):
                start, end = max(one.start - starts[place], 0), min(one.end - starts[place], len(piece))
                if (
                    start < end
                    and one.kind in _ACROSS
                    and (one.start < starts[place] or one.end > starts[place + 1] - 1)
                ):
                    single[place].append(Finding(one.kind, start, end))
    return tuple(
        Guarded(_replaced(piece, merged)[0] if merged else piece, tuple(merged))
        for piece, found in zip(pieces, single, strict=True)
        for merged in (_merged(found),)
    )


def _found(text: str, expects_hash: bool) -> list[Finding]:
    findings = _in_folded(fold(text), expects_hash)
    if has_zero_width(text):
        findings += _in_folded(fold(text, spaced=True), expects_hash)
    return _merged(findings) if findings else findings


def _in_folded(folded: Folded, expects_hash: bool) -> list[Finding]:
    return [
        Finding(kind, *folded.given(start, end)) for kind, start, end in _spans(folded, expects_hash) if start < end
    ]


def _spans(folded: Folded, expects_hash: bool) -> Iterator[Span]:
    plain, lower = folded.plain, folded.lower
    surroundings = Surroundings(lower)
    yield from find_phrases(lower, surroundings)
    yield from find_han_phrases(lower, surroundings)
    yield from find_glued(lower)
    yield from find_keys(plain, lower, surroundings, expects_hash=expects_hash)
    yield from find_documents(lower)
    yield from find_disclosures(plain, lower)


def _merged(findings: Sequence[Finding]) -> list[Finding]:
    """Findings in order; those that overlap become one, named after the longest, then after the order of kinds."""
    merged: list[list[Finding]] = []
    end = -1
    for one in sorted(findings, key=lambda one: one.start):
        if one.start < end:
            merged[-1].append(one)
        else:
            merged.append([one])
        end = max(end, one.end)
    return [
        Finding(
            min(group, key=lambda one: (one.start - one.end, _RANK[one.kind])).kind,
            group[0].start,
            max(one.end for one in group),
        )
        for group in merged
    ]


def _replaced(text: str, findings: Sequence[Finding]) -> tuple[str, list[tuple[int, int, int]]]:
    """The text with markers, and for each of its parts (start in it, start and end in `text`)."""
    parts: list[str] = []
    origin: list[tuple[int, int, int]] = []
    at = size = 0
    for one in findings:
        for part, start, end in ((text[at : one.start], at, one.start), (marker(one.kind), one.start, one.end)):
            parts.append(part)
            origin.append((size, start, end))
            size += len(part)
        at = one.end
    parts.append(text[at:])
    origin.append((size, at, len(text)))
    return "".join(parts), origin


def _back(one: Finding, origin: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The span of the given text for a finding in the replaced one; half a marker stands for all that it replaced."""
    start = max((part for part in origin if part[0] <= one.start), key=lambda part: part[0])
    last = max((part for part in origin if part[0] < one.end), key=lambda part: part[0])
    return min(start[1] + one.start - start[0], start[2]), min(last[1] + one.end - last[0], last[2])
