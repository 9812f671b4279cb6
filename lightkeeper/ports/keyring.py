"""The installation's secrets: signing, sealed columns, blind indexes, and the two secrets shared by its processes.

They live in the data folder (`keys/`, 0700; files 0600), outside the database: a dump alone opens nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol, Self, TypeVar

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lightkeeper.core.errors import LightkeeperError

T = TypeVar("T")

_VERSION = b"\x01"
_ID, _NONCE, _TAG = 4, 12, 16


class SealBroken(LightkeeperError):
    """A sealed value that no key of ours opens, or that was changed, or moved to another column."""

    code = "seal_broken"
    status = 500


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One entry of the published list: `id` (16 hex digits), 32 raw bytes, signing from `since` until `until`."""

    id: str
    public: bytes
    since: datetime
    until: datetime | None

    @property
    def text(self) -> str:
        """As it is published: unpadded base64url."""
        return base64.urlsafe_b64encode(self.public).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Signature:
    """64 raw bytes, by the key `key_id`."""

    key_id: str
    value: bytes


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key while it signs; the seed is destroyed when it is replaced, its public half stays in the list."""

    seed: bytes
    public: PublicKey

    @classmethod
    def make(cls, now: datetime) -> Self:
        """A new key that signs from now on."""
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        return cls(private.private_bytes_raw(), PublicKey(hashlib.sha256(public).hexdigest()[:16], public, now, None))


@dataclass(frozen=True, slots=True)
class Material:
    """Everything secret. `columns` and `retired`: newest first; the first column key seals, all of them open."""

    signing: SigningKey
    retired: tuple[PublicKey, ...]
    columns: tuple[tuple[bytes, bytes], ...]
    index_key: bytes
    web_secret: str
    topic_key: bytes

    @classmethod
    def make(cls, now: datetime) -> Self:
        """Fresh secrets for a new installation."""
        return cls(
            signing=SigningKey.make(now),
            retired=(),
            columns=(_column_key(),),
            index_key=secrets.token_bytes(32),
            web_secret=secrets.token_urlsafe(48),
            topic_key=secrets.token_bytes(32),
        )

    def with_new_signing_key(self, now: datetime) -> Self:
        """The old key signs no more; what it signed still verifies."""
        old = replace(self.signing.public, until=now)
        return replace(self, signing=SigningKey.make(now), retired=(old, *self.retired))

    def with_new_column_key(self) -> Self:
        """New values are sealed with a new key; old ones still open, and `is_stale` tells them apart."""
        return replace(self, columns=(_column_key(), *self.columns))


def _column_key() -> tuple[bytes, bytes]:
    return secrets.token_bytes(_ID), secrets.token_bytes(32)


class Vault(Protocol):
    """Where the material is kept. `change` is atomic over all processes: it reads, applies and writes under a lock."""

    def load(self) -> Material: ...

    def change(self, change: Callable[[Material], Material]) -> Material: ...


class MemoryVault:
    """Fresh secrets that end with the process: for tests."""

    def __init__(self) -> None:
        self._material = Material.make(datetime.fromtimestamp(0, UTC))

    def load(self) -> Material:
        return self._material

    def change(self, change: Callable[[Material], Material]) -> Material:
        self._material = change(self._material)
        return self._material


class Keyring:
    """What the rest of the house may do with the secrets. Safe to share between threads."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._material = vault.load()

    @property
    def web_secret(self) -> str:
        """Django's SECRET_KEY."""
        return self._material.web_secret

    @property
    def topic_key(self) -> bytes:
        """32 bytes that sign topic tokens and tickets between web and gateway."""
        return self._material.topic_key

    def sign(self, data: bytes) -> Signature:
        """An Ed25519 signature by the current key."""
        key = self._material.signing
        return Signature(key.public.id, Ed25519PrivateKey.from_private_bytes(key.seed).sign(data))

    def public_keys(self) -> tuple[PublicKey, ...]:
        """The list to publish, newest first, retired keys included."""
        return (self._material.signing.public, *self._material.retired)

    def verify(self, data: bytes, signature: Signature) -> bool:
        """Whether one of our keys, past or present, made this signature over these bytes."""
        found = self._find(lambda: next((key for key in self.public_keys() if key.id == signature.key_id), None))
        return found is not None and verify(data, signature.value, found.public)

    def seal(self, plain: bytes, *, context: str) -> bytes:
        """AES-256-GCM; `context` names the column ("identity.address") and, like the bytes, must be the same to open.

        Layout: version 1, key id 4, nonce 12, ciphertext with its tag 16: 33 bytes more than the plain text.
        """
        key_id, key = self._material.columns[0]
        head, nonce = _VERSION + key_id, secrets.token_bytes(_NONCE)
        return head + nonce + AESGCM(key).encrypt(nonce, plain, head + context.encode())

    def open(self, sealed: bytes, *, context: str) -> bytes:
        """The plain bytes. Raises SealBroken."""
        head, nonce, rest = sealed[: 1 + _ID], sealed[1 + _ID : 1 + _ID + _NONCE], sealed[1 + _ID + _NONCE :]
        if head[:1] != _VERSION or len(rest) < _TAG:
            raise SealBroken
        key = self._find(lambda: dict(self._material.columns).get(head[1:]))
        if key is None:
            raise SealBroken
        try:
            return AESGCM(key).decrypt(nonce, rest, head + context.encode())
        except InvalidTag:
            raise SealBroken from None

    def is_stale(self, sealed: bytes) -> bool:
        """Whether the value should be opened and sealed again because its key was replaced."""
        return sealed[1 : 1 + _ID] != self._material.columns[0][0]

    def blind_index(self, value: str, *, context: str) -> str:
        """32 hex digits, equal for equal values of one column: finds a sealed value without opening any.

        The caller normalises (lower-case e-mail, E.164 phone). The key does not rotate: a new one means a new index.
        """
        message = len(context).to_bytes(4, "big") + context.encode() + value.encode()
        return hmac.new(self._material.index_key, message, hashlib.sha256).hexdigest()[:32]

    def rotate_signing(self, now: datetime) -> PublicKey:
        """Replaces the signing key and destroys the old one. The new public key, to be published."""
        self._material = self._vault.change(lambda material: material.with_new_signing_key(now))
        return self._material.signing.public

    def rotate_columns(self) -> None:
        """Adds a column key for all that is sealed from now on; other processes learn it when they first meet it."""
        self._material = self._vault.change(lambda material: material.with_new_column_key())

    def drop_column_keys(self) -> None:
        """Destroys all column keys but the current one. Only when no stale value is left: it could never be opened."""
        self._material = self._vault.change(lambda material: replace(material, columns=material.columns[:1]))

    def _find(self, look: Callable[[], T | None]) -> T | None:
        """Looks again after reading the vault when a key is unknown: another process may have rotated."""
        found = look()
        if found is None:
            self._material = self._vault.load()
            found = look()
        return found


def verify(data: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the Ed25519 key `public` (32 bytes) signed `data`; no keyring needed."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
