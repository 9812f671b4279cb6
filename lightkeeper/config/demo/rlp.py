"""Recursive length prefix, Ethereum's encoding of transactions (Yellow Paper, appendix B)."""

from collections.abc import Sequence


def encode(items: Sequence[bytes]) -> bytes:
    """A flat list of strings."""
    body = b"".join(_string(each) for each in items)
    return _prefix(len(body), 0xC0) + body


def encode_number(number: int) -> bytes:
    """A number without leading zeros; 0 is the empty string."""
    return number.to_bytes((number.bit_length() + 7) // 8)


def decode_list(raw: bytes) -> list[bytes]:
    """A flat list of strings, as a transaction is. Raises ValueError for anything else."""
    start, length = _span(raw, 0, 0xC0)
    if start + length != len(raw):
        raise ValueError("trailing bytes")
    items, at = [], start
    while at < len(raw):
        if raw[at] < 0x80:
            items.append(raw[at : at + 1])
            at += 1
            continue
        begin, size = _span(raw, at, 0x80)
        items.append(raw[begin : begin + size])
        at = begin + size
    if at != len(raw):
        raise ValueError("cut off")
    return items


def _string(item: bytes) -> bytes:
    return item if len(item) == 1 and item[0] < 0x80 else _prefix(len(item), 0x80) + item


def _prefix(length: int, offset: int) -> bytes:
    if length < 56:
        return bytes([offset + length])
    size = encode_number(length)
    return bytes([offset + 55 + len(size)]) + size


def _span(raw: bytes, at: int, offset: int) -> tuple[int, int]:
    """Where the content begins and how long it is."""
    if at >= len(raw) or not offset <= raw[at] < offset + 0x40:
        raise ValueError("another kind of item")
    short = raw[at] - offset
    if short < 56:
        return at + 1, short
    size = short - 55
    return at + 1 + size, int.from_bytes(raw[at + 1 : at + 1 + size])
