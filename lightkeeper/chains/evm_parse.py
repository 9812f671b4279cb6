"""Parsing what EVM nodes answer: every value checked for its type and size, `NodeAnswerUnusable` for anything else."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from typing import Any, Final

from eth_utils.address import to_checksum_address

from lightkeeper.ports.chain import NodeAnswerUnusable

_QUANTITY: Final = re.compile(r"0x[0-9a-fA-F]{1,64}")
_DATA: Final = re.compile(r"0x(?:[0-9a-fA-F]{2})*")


@dataclass(frozen=True, slots=True)
class Log:
    """One log of a receipt."""

    address: str
    topics: tuple[str, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Tx:
    """A transaction's body; prices in wei, `price` is what it offers at most per gas."""

    hash: str
    sender: str
    to: str | None
    value: int
    data: str
    nonce: int
    gas: int
    price: int | None
    block_height: int | None
    block_hash: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of it. `status` is None on chains older than Byzantium's rules; `l1_fee` is a rollup's surcharge."""

    tx_hash: str
    block_height: int
    block_hash: str
    status: int | None
    gas_used: int
    price: int | None
    l1_fee: int
    logs: tuple[Log, ...]


@dataclass(frozen=True, slots=True)
class BlockHead:
    """A block's header, as far as it is needed."""

    height: int
    hash: str
    at: datetime
    base_fee: int | None


def quantity(value: Any) -> int:
    """A JSON-RPC quantity: 0x and up to 64 hex digits."""
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise NodeAnswerUnusable(reason="quantity")
    return int(value, 16)


def data(value: Any, size: int | None = None) -> str:
    """JSON-RPC data: 0x and whole bytes, exactly `size` of them when given; lower case."""
    if not isinstance(value, str) or not _DATA.fullmatch(value) or (size is not None and len(value) != 2 + 2 * size):
        raise NodeAnswerUnusable(reason="data")
    return value.lower()


def address(value: Any) -> str:
    """Twenty bytes with the checksum's capitals (EIP-55)."""
    return str(to_checksum_address(data(value, 20)))


def transaction(value: Any) -> Tx:
    found = _object(value)
    price = found.get("maxFeePerGas") or found.get("gasPrice")
    height = found.get("blockNumber")
    return Tx(
        hash=data(found.get("hash"), 32),
        sender=address(found.get("from")),
        to=None if found.get("to") is None else address(found["to"]),
        value=quantity(found.get("value")),
        data=data(found.get("input", found.get("data"))),
        nonce=quantity(found.get("nonce")),
        gas=quantity(found.get("gas")),
        price=None if price is None else quantity(price),
        block_height=None if height is None else quantity(height),
        block_hash=None if height is None else data(found.get("blockHash"), 32),
    )


def receipt(value: Any) -> Receipt:
    found = _object(value)
    status, price, l1_fee = found.get("status"), found.get("effectiveGasPrice"), found.get("l1Fee")
    logs = found.get("logs")
    if not isinstance(logs, list):
        raise NodeAnswerUnusable(reason="logs")
    return Receipt(
        tx_hash=data(found.get("transactionHash"), 32),
        block_height=quantity(found.get("blockNumber")),
        block_hash=data(found.get("blockHash"), 32),
        status=None if status is None else quantity(status),
        gas_used=quantity(found.get("gasUsed")),
        price=None if price is None else quantity(price),
        l1_fee=0 if l1_fee is None else quantity(l1_fee),
        logs=tuple(_log(each) for each in logs),
    )


def block(value: Any) -> BlockHead:
    found = _object(value)
    base_fee = found.get("baseFeePerGas")
    try:
        at = datetime.fromtimestamp(quantity(found.get("timestamp")), UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise NodeAnswerUnusable(reason="timestamp") from error
    return BlockHead(
        height=quantity(found.get("number")),
        hash=data(found.get("hash"), 32),
        at=at,
        base_fee=None if base_fee is None else quantity(base_fee),
    )


def _log(value: Any) -> Log:
    found = _object(value)
    topics = found.get("topics")
    if not isinstance(topics, list):
        raise NodeAnswerUnusable(reason="topics")
    return Log(address(found.get("address")), tuple(data(each, 32) for each in topics), data(found.get("data")))


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NodeAnswerUnusable(reason="object")
    return value


def decimal_text(units: int, decimals: int) -> str:
    """Base units as a plain decimal without trailing zeros: (1500000, 6) gives "1.5". Exact at any size."""
    with localcontext() as context:
        context.prec = 400
        text = f"{Decimal(units).scaleb(-decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def gwei(price: int) -> str:
    """A gas price in gwei, at most nine decimals."""
    return decimal_text(price, 9)
