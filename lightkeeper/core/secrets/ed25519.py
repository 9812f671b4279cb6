"""The public key of an Ed25519 seed (RFC 8032), only to tell a Solana key pair from a signature.

Both are 64 bytes. A pair is seed and public key, so the second half follows from the first. Nothing is signed here
and nothing is secret from the clock: the key was sent in by chat.
"""

import hashlib
from functools import cache

_P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_Y = 46316835694926478169428394003475163141307993866256225615783033603165251855960
_Point = tuple[int, int, int, int]
_BASE: _Point = (_X, _Y, 1, _X * _Y % _P)


def _add(one: _Point, two: _Point) -> _Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c = 2 * one[3] * two[3] * _D % _P
    d = 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


@cache
def _powers() -> tuple[_Point, ...]:
    """The base point doubled 0 to 254 times."""
    powers = [_BASE]
    for _ in range(254):
        powers.append(_add(powers[-1], powers[-1]))
    return tuple(powers)


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key of 32 bytes of seed. Half a millisecond."""
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    scalar = scalar & ((1 << 254) - 8) | 1 << 254
    total: _Point = (0, 1, 1, 0)
    for place, power in enumerate(_powers()):
        if scalar >> place & 1:
            total = _add(total, power)
    inverse = pow(total[2], _P - 2, _P)
    x, y = total[0] * inverse % _P, total[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def is_pair(raw: bytes) -> bool:
    """Whether 64 bytes are a seed and its public key."""
    return public_key(raw[:32]) == raw[32:]


def may_be_signature(raw: bytes) -> bool:
    """Whether the second half of 64 bytes is a scalar below the group's order, as in each signature."""
    return int.from_bytes(raw[32:], "little") < ORDER
