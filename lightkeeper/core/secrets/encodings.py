"""The checksums that tell a real key from a text of the same shape."""

import hashlib
from collections.abc import Sequence

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_DIGITS = {alphabet: {character: value for value, character in enumerate(alphabet)} for alphabet in (BITCOIN, RIPPLE)}
_BASE32 = {character: value for value, character in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}
_RS1024 = (
    *(0xE0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009),
    *(0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120),
)


def base58(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """The bytes of a base58 text, None when a character is not of the alphabet. At most 200 characters are read."""
    digits = _DIGITS[alphabet]
    value = 0
    for character in text[:200]:
        digit = digits.get(character)
        if digit is None:
            return None
        value = value * 58 + digit
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")


def base58check(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """The payload of a base58check text (version included), None when the double sha256 does not fit."""
    raw = base58(text, alphabet)
    if raw is None or len(raw) < 5:
        return None
    payload, check = raw[:-4], raw[-4:]
    return payload if hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] == check else None


def strkey(text: str) -> bytes | None:
    """The 35 bytes of a Stellar StrKey of 56 characters (SEP-23), None when its CRC16 does not fit."""
    value = 0
    for character in text:
        digit = _BASE32.get(character)
        if digit is None:
            return None
        value = value << 5 | digit
    raw = value.to_bytes(35, "big")
    crc = 0
    for byte in raw[:-2]:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return raw if crc == int.from_bytes(raw[-2:], "little") else None


def bip39_valid(indexes: Sequence[int]) -> bool:
    """Whether 12, 15, 18, 21 or 24 word numbers carry the right checksum (BIP-39)."""
    value = 0
    for index in indexes:
        value = value << 11 | index
    check_bits = len(indexes) // 3
    entropy = (value >> check_bits).to_bytes(len(indexes) * 4 // 3, "big")
    return hashlib.sha256(entropy).digest()[0] >> (8 - check_bits) == value & ((1 << check_bits) - 1)


def slip39_valid(indexes: Sequence[int]) -> bool:
    """Whether the word numbers of a SLIP-39 share carry the right RS1024 checksum, of either customisation."""
    return any(_rs1024([*name, *indexes]) == 1 for name in (b"shamir", b"shamir_extendable"))


def _rs1024(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 20
        check = (check & 0xFFFFF) << 10 ^ value
        for bit, generator in enumerate(_RS1024):
            if top >> bit & 1:
                check ^= generator
    return check
