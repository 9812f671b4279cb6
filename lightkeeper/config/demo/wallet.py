"""The demo's keys and signatures. They come from the phrase that every development node publishes: whoever reads this
knows them, which is right on a chain whose coins are worth nothing and would be a theft anywhere else."""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from typing import Final

from coincurve import PrivateKey, PublicKey
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from lightkeeper.config.demo import rlp

PHRASE: Final = "test test test test test test test test test test test junk"
CHAIN_ID: Final = 31337
_HARDENED: Final = 0x80000000
_PATH: Final = (44 + _HARDENED, 60 + _HARDENED, _HARDENED, 0)


@dataclass(frozen=True, slots=True)
class SignedTransaction:
    """Ready to be sent: its hash and raw form (0x hex), who pays, and the contract that it creates, if it does."""

    hash: str
    raw: str
    sender: str
    nonce: int
    creates: str | None = None


@dataclass(frozen=True, slots=True)
class DecodedTransaction:
    """A raw legacy transaction with the sender that its signature tells."""

    hash: str
    sender: str
    nonce: int
    price: int
    gas: int
    to: str | None
    value: int
    data: bytes


@cache
def key(index: int) -> PrivateKey:
    """The key m/44'/60'/0'/0/index of the phrase (BIP-39, BIP-32, BIP-44)."""
    seed = hashlib.pbkdf2_hmac("sha512", PHRASE.encode(), b"mnemonic", 2048)
    node = hmac.digest(b"Bitcoin seed", seed, "sha512")
    for step in (*_PATH, index):
        secret = PrivateKey(node[:32])
        head = b"\0" + node[:32] if step >= _HARDENED else secret.public_key.format()
        derived = hmac.digest(node[32:], head + step.to_bytes(4), "sha512")
        node = secret.add(derived[:32]).secret + derived[32:]
    return PrivateKey(node[:32])


@cache
def address(index: int) -> str:
    """The address of that key."""
    return _address(key(index).public_key)


def contract_address(sender: str, nonce: int) -> str:
    """Where a contract lands that `sender` creates with `nonce`."""
    digest: bytes = keccak(rlp.encode((bytes.fromhex(sender[2:]), rlp.encode_number(nonce))))
    return str(to_checksum_address(digest[-20:]))


def sign(index: int, nonce: int, *, to: str | None, value: int, data: bytes, gas: int, price: int) -> SignedTransaction:
    """A legacy transaction for the sandbox chain (EIP-155). The same input gives the same hash (RFC 6979)."""
    fields = [
        rlp.encode_number(nonce),
        rlp.encode_number(price),
        rlp.encode_number(gas),
        bytes.fromhex(to[2:]) if to else b"",
        rlp.encode_number(value),
        data,
    ]
    digest: bytes = keccak(rlp.encode((*fields, rlp.encode_number(CHAIN_ID), b"", b"")))
    signature = key(index).sign_recoverable(digest, hasher=None)
    v = CHAIN_ID * 2 + 35 + signature[64]
    r, s = (signature[start : start + 32].lstrip(b"\0") for start in (0, 32))
    raw = rlp.encode((*fields, rlp.encode_number(v), r, s))
    sender = address(index)
    creates = None if to else contract_address(sender, nonce)
    return SignedTransaction("0x" + keccak(raw).hex(), "0x" + raw.hex(), sender, nonce, creates)


def decode(raw: bytes) -> DecodedTransaction:
    """A raw legacy transaction of the sandbox chain. Raises ValueError for any other."""
    items = rlp.decode_list(raw)
    if len(items) != 9 or len(items[3]) not in (0, 20):
        raise ValueError("not a legacy transaction")
    odd = int.from_bytes(items[6]) - CHAIN_ID * 2 - 35
    if odd not in (0, 1):
        raise ValueError("signed for another chain")
    digest: bytes = keccak(rlp.encode((*items[:6], rlp.encode_number(CHAIN_ID), b"", b"")))
    signature = items[7].rjust(32, b"\0") + items[8].rjust(32, b"\0") + bytes([odd])
    sender = PublicKey.from_signature_and_message(signature, digest, hasher=None)
    nonce, price, gas = (int.from_bytes(item) for item in items[:3])
    return DecodedTransaction(
        hash="0x" + keccak(raw).hex(),
        sender=_address(sender),
        nonce=nonce,
        price=price,
        gas=gas,
        to=str(to_checksum_address(items[3])) if items[3] else None,
        value=int.from_bytes(items[4]),
        data=items[5],
    )


def _address(public: PublicKey) -> str:
    digest: bytes = keccak(public.format(compressed=False)[1:])
    return str(to_checksum_address(digest[-20:]))
