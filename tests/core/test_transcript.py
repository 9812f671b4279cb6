"""A transcript: every changed, removed or added byte is found, and its line is named."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import ledger, transcript
from lightkeeper.core.audience import Audience
from lightkeeper.core.transcript import Problem
from tests.core.test_ledger import AT, REF, chain

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


def check(signed: bytes, signature: bytes) -> bool:
    try:
        KEY.public_key().verify(signature, signed)
    except InvalidSignature:
        return False
    return True


@cache
def export(audience: Audience = Audience.PUBLIC, redacted: tuple[int, ...] = ()) -> bytes:
    entries = [replace(each, payload=None, salt=None) if each.seq in redacted else each for each in chain()]
    return transcript.export(
        reference=REF, brand="harbor", entries=entries, audience=audience, at=AT, key="key-1", sign=KEY.sign
    )


FILE = export()
LINES = FILE.splitlines(keepends=True)


def line_of(position: int) -> int:
    return FILE[:position].count(b"\n") + 1


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("redacted", [(), (2,), (1, 2, 3, 4, 5)])
def test_what_was_exported_verifies(audience: Audience, redacted: tuple[int, ...]) -> None:
    assert transcript.verify(export(audience, redacted), check) == ()


def test_what_the_reader_must_not_see_is_its_commitment_alone() -> None:
    rows = [json.loads(line) for line in LINES]
    hidden = {"seq", "commitment", "chain_hash"}
    assert [set(row) == hidden for row in rows[1:-1]] == [True, False, True, False, True]
    assert b"tag-" not in FILE
    assert b"tag-" in export(Audience.TEAM)
    assert {set(json.loads(line)) == hidden for line in export(Audience.TEAM, (2,)).splitlines()[2:3]} == {True}


def test_a_changed_byte_is_found_and_its_line_named_wherever_it_is() -> None:
    for position, byte in enumerate(FILE):
        for flip in (1, 0x20):
            changed = FILE[:position] + bytes([byte ^ flip]) + FILE[position + 1 :]
            problems = transcript.verify(changed, check)
            assert line_of(position) in {problem.line for problem in problems}, (position, problems)


def test_a_removed_or_an_added_byte_is_found_and_its_line_named_wherever_it_is() -> None:
    for position in range(len(FILE)):
        removed = transcript.verify(FILE[:position] + FILE[position + 1 :], check)
        assert line_of(position) in {problem.line for problem in removed}, position
        added = transcript.verify(FILE[:position] + b" " + FILE[position:], check)
        assert line_of(position) in {problem.line for problem in added}, position
    assert transcript.verify(FILE + b" ", check) == (Problem(len(LINES) + 1, None, "signature"),)
    assert transcript.verify(FILE + b"\n", check) == (Problem(len(LINES) + 1, None, "signature"),)


@pytest.mark.parametrize("place", range(len(LINES) - 1))
def test_a_missing_doubled_or_foreign_line_is_named(place: int) -> None:
    seq = place or None
    missing = b"".join(LINES[:place] + LINES[place + 1 :])
    assert transcript.verify(missing, check) == (Problem(place + 1, seq, "removed"),)
    foreign = b"".join([*LINES[: place + 1], b'{"seq":99}\n', *LINES[place + 1 :]])
    assert transcript.verify(foreign, check) == (Problem(place + 2, 99, "added"),)
    doubled = b"".join([*LINES[: place + 1], *LINES[place:]])
    (problem,) = transcript.verify(doubled, check)
    assert problem.code == "added"
    assert problem.line in {place + 1, place + 2}


@pytest.mark.parametrize("place", range(len(LINES) - 2))
def test_swapped_lines_are_named(place: int) -> None:
    swapped = [*LINES[:place], LINES[place + 1], LINES[place], *LINES[place + 2 :]]
    named = {problem.line for problem in transcript.verify(b"".join(swapped), check)}
    assert named & {place + 1, place + 2}


def test_the_seq_is_the_signed_one_though_earlier_lines_are_missing() -> None:
    broken = b"".join([LINES[0], *LINES[2:4], LINES[4].replace(b"a_1", b"a_9"), *LINES[5:]])
    assert transcript.verify(broken, check) == (Problem(2, 1, "removed"), Problem(4, 4, "changed"))


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), {len(LINES)}),
        (lambda data: b"\xef\xbb\xbf" + data, {1}),
        (lambda data: data[:-1], {len(LINES)}),
        (lambda data: b"", {1}),
        (lambda data: b"\n" * 3, {3}),
        (lambda data: b"[" * 100_000 + b"\n", {1}),
        (lambda data: data.replace(b"key-1", b"key-2"), {len(LINES)}),
    ],
)
def test_damage_to_the_whole_file_is_found(edit: Callable[[bytes], bytes], lines: set[int]) -> None:
    assert {problem.line for problem in transcript.verify(edit(FILE), check)} == lines


def test_another_key_did_not_sign_it() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    forged = transcript.export(
        reference=REF, brand="harbor", entries=chain(), audience=Audience.PUBLIC, at=AT, key="key-1", sign=other.sign
    )
    assert transcript.verify(forged, check) == (Problem(len(LINES), None, "signature"),)


def test_a_line_whose_hash_was_changed_with_it_still_betrays_the_forger() -> None:
    changed = LINES[2].replace(b"a_1", b"a_9")
    old, new = (sha256(line.rstrip(b"\n")).hexdigest().encode() for line in (LINES[2], changed))
    forged = FILE.replace(LINES[2], changed).replace(old, new)
    assert transcript.verify(forged, check) == (Problem(len(LINES), None, "signature"),)


@pytest.mark.parametrize(
    ("seq", "change", "code"),
    [
        (2, {"payload": {"body": "other"}}, "commitment"),
        (4, {"chain_hash": b"x" * 32}, "link"),
        (3, {"seq": 9}, "gap"),
    ],
)
def test_nonsense_that_the_installation_signed_is_found_too(seq: int, change: dict[str, object], code: str) -> None:
    entries: list[ledger.Entry] = chain()
    entries[seq - 1] = replace(entries[seq - 1], **change)  # type: ignore[arg-type]
    data = transcript.export(
        reference=REF, brand="harbor", entries=entries, audience=Audience.TEAM, at=AT, key="key-1", sign=KEY.sign
    )
    assert (seq + 1, code) in {(problem.line, problem.code) for problem in transcript.verify(data, check)}


@given(st.integers(0, len(FILE)), st.integers(0, 40), st.binary(max_size=40))
def test_no_edit_goes_unnoticed(start: int, length: int, replacement: bytes) -> None:
    edited = FILE[:start] + replacement + FILE[start + length :]
    assert (transcript.verify(edited, check) == ()) is (edited == FILE)
