"""Addresses of EVM chains: 0x and 40 hex digits, capitals as a checksum (EIP-55). The same on every EVM chain."""

import re
from typing import Final

from eth_utils.address import to_checksum_address

from lightkeeper.chains.addresses.verdict import Finding, Problem, Verdict, verdict
from lightkeeper.chains.addresses.written import Written

NETWORKS: Final = ("ethereum", "bnb", "polygon", "arbitrum", "optimism", "base", "avalanche", "sandbox")

_LENGTH: Final = 40
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_MEANT: Final = re.compile(r"0[xX].*", re.DOTALL)
_BARE: Final = re.compile(r"[0-9a-fA-F]{40}")


def check(written: Written) -> Verdict | None:
    """The verdict, or None when this was not meant as an EVM address. Which digit a wrong checksum comes from cannot
    be known: it spoils capitals all over."""
    findings = list(written.findings)
    if _BARE.fullmatch(written.text):
        body, offset = written.text, 0
        findings.append(Finding(Problem.MISSING_PREFIX, 0))
    elif _MEANT.fullmatch(written.text):
        body, offset = written.text[2:], 2
    else:
        return None
    known = {each.at for each in findings}
    places = ((written.origin[at + offset], each) for at, each in enumerate(body))
    findings += [Finding(Problem.BAD_CHARACTER, at) for at, each in places if each not in _HEX and at not in known]
    if len(body) != _LENGTH:
        problem = Problem.TOO_SHORT if len(body) < _LENGTH else Problem.TOO_LONG
        findings.append(Finding(problem, length=len(body)))
    if len(body) != _LENGTH or not _HEX.issuperset(body):
        return verdict(NETWORKS, tuple(findings), None)
    normalised = str(to_checksum_address("0x" + body))
    findings += _capitals(body, normalised[2:])
    if int(body, 16) == 0:
        findings.append(Finding(Problem.ZERO))
    return verdict(NETWORKS, tuple(findings), normalised)


def _capitals(body: str, right: str) -> list[Finding]:
    letters = [each for each in body if each.isalpha()]
    if not letters:
        return []
    if all(each.islower() for each in letters) or all(each.isupper() for each in letters):
        return [Finding(Problem.UNCHECKED)]
    return [] if body == right else [Finding(Problem.BAD_CHECKSUM)]
