"""Addresses in base58 with a checksum (Bitcoin's wiki, "Base58Check encoding"): Bitcoin's old forms, and Tron's."""

import hashlib
from typing import Final

from lightkeeper.chains.addresses.verdict import Finding, Problem, Verdict, verdict
from lightkeeper.chains.addresses.written import Written

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
_SIZE: Final = 25

# Version byte -> network and whether it is a test network's. Tron's 0x41 gives the T at the beginning.
_VERSIONS: Final[dict[int, tuple[str, bool]]] = {
    0x00: ("bitcoin", False),
    0x05: ("bitcoin", False),
    0x6F: ("bitcoin", True),
    0xC4: ("bitcoin", True),
    0x41: ("tron", False),
}
_FIRST: Final = {"1": "bitcoin", "3": "bitcoin", "m": "bitcoin", "n": "bitcoin", "2": "bitcoin", "T": "tron"}


def check(written: Written) -> Verdict | None:
    """The verdict, or None when this was not meant as one of these."""
    text = written.text
    meant = _FIRST.get(text[:1])
    if meant is None or not 25 <= len(text) <= 36:
        return None
    findings = list(written.findings)
    known = {each.at for each in findings}
    wrong = [at for at, each in zip(written.origin, text, strict=True) if each not in _VALUE and at not in known]
    findings += [Finding(Problem.BAD_CHARACTER, at) for at in wrong]
    if any(each not in _VALUE for each in text):
        return verdict((meant,), tuple(findings), None)
    raw = _decoded(text)
    if raw is None or hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] != raw[-4:]:
        return verdict((meant,), (*findings, Finding(Problem.BAD_CHECKSUM)), None)
    network, testnet = _VERSIONS.get(raw[0], ("", False))
    if not network:
        return None
    if testnet:
        findings.append(Finding(Problem.TESTNET))
    return verdict((network,), tuple(findings), text)


def _decoded(text: str) -> bytes | None:
    number = 0
    for each in text:
        number = number * 58 + _VALUE[each]
    zeros = len(text) - len(text.lstrip("1"))
    raw = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
    return raw if len(raw) == _SIZE else None
