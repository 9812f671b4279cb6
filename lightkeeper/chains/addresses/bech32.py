"""Bitcoin's and Litecoin's segregated-witness addresses: bech32 (BIP-173) and bech32m (BIP-350)."""

from typing import Final

from lightkeeper.chains.addresses.verdict import Finding, Problem, Verdict, verdict
from lightkeeper.chains.addresses.written import Written

_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUE: Final = {letter: value for value, letter in enumerate(_ALPHABET)}
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3

# Human-readable part -> network and whether it is a test network's.
_PARTS: Final[dict[str, tuple[str, bool]]] = {
    "bc": ("bitcoin", False),
    "tb": ("bitcoin", True),
    "bcrt": ("bitcoin", True),
    "ltc": ("litecoin", False),
    "tltc": ("litecoin", True),
}


def check(written: Written) -> Verdict | None:
    """The verdict, or None when this was not meant as one of these."""
    text = written.text
    part, separator, body = text.lower().rpartition("1")
    if not separator or part not in _PARTS:
        return None
    network, testnet = _PARTS[part]
    findings = list(written.findings)
    known = {each.at for each in findings}
    start = len(part) + 1
    places = zip(written.origin[start:], body, strict=True)
    findings += [Finding(Problem.BAD_CHARACTER, at) for at, each in places if each not in _VALUE and at not in known]
    if any(each not in _VALUE for each in body):
        return verdict((network,), tuple(findings), None)
    if text not in (text.lower(), text.upper()) or len(text) > 90 or not _right(part, [_VALUE[each] for each in body]):
        findings.append(Finding(Problem.BAD_CHECKSUM))
    if testnet:
        findings.append(Finding(Problem.TESTNET))
    return verdict((network,), tuple(findings), text.lower())


def _right(part: str, values: list[int]) -> bool:
    """Checksum, witness version and length of the program, as both BIPs ask."""
    if len(values) < 7:
        return False
    expanded = [ord(each) >> 5 for each in part] + [0] + [ord(each) & 31 for each in part]
    version, program = values[0], _bytes(values[1:-6])
    constant = _BECH32 if version == 0 else _BECH32M
    if _polymod(expanded + values) != constant or version > 16 or program is None:
        return False
    return len(program) in (20, 32) if version == 0 else 2 <= len(program) <= 40


def _polymod(values: list[int]) -> int:
    check_sum = 1
    for value in values:
        top = check_sum >> 25
        check_sum = (check_sum & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check_sum ^= generator
    return check_sum


def _bytes(values: list[int]) -> bytes | None:
    """Groups of five bits as bytes; the padding must be short and zero."""
    number = 0
    for value in values:
        number = number << 5 | value
    spare = len(values) * 5 % 8
    if spare >= 5 or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(len(values) * 5 // 8)
