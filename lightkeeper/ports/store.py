"""Files: attachments, exports, imports. Streamed in and out, found by a random key and nothing else."""

import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from lightkeeper.core.errors import LightkeeperError

KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file: its key (32 hex digits, never guessable), size in bytes and SHA-256 in hex."""

    key: str
    size: int
    sha256: str


class FileMissing(LightkeeperError):
    """No file under this key, or no key at all: both look the same."""

    code = "file_missing"
    status = 404


class FileTooLarge(LightkeeperError):
    """More bytes came than the writer was opened for; nothing is kept."""

    code = "file_too_large"
    status = 413


class StoreUnavailable(LightkeeperError):
    """The store cannot be written or read just now: full, read-only, gone."""

    code = "store_unavailable"
    status = 503


class Writer(Protocol):
    """A file that is being written. Leaving the `with` block without `commit` leaves nothing behind."""

    def write(self, chunk: bytes) -> None: ...

    def commit(self) -> Stored: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


class Store(Protocol):
    """After `commit` returns, the file survives a power cut. All calls block: the gateway makes them in a thread."""

    def writer(self, *, limit: int) -> Writer: ...

    def open(self, key: str) -> BinaryIO: ...

    def size(self, key: str) -> int: ...

    def delete(self, key: str) -> None: ...

    def sweep(self) -> int: ...


def put(store: Store, source: bytes | Iterable[bytes], *, limit: int) -> Stored:
    """Stores bytes, or chunks as they come; at most `limit` bytes. Raises FileTooLarge, StoreUnavailable."""
    with store.writer(limit=limit) as writer:
        for chunk in [source] if isinstance(source, bytes) else source:
            writer.write(chunk)
        return writer.commit()


class _Meter:
    """Counts and hashes what goes by."""

    def __init__(self, limit: int) -> None:
        self.key = secrets.token_hex(16)
        self._limit = limit
        self._size = 0
        self._hash = hashlib.sha256()

    def pass_by(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._limit:
            raise FileTooLarge(limit=self._limit)
        self._hash.update(chunk)

    def stored(self) -> Stored:
        return Stored(self.key, self._size, self._hash.hexdigest())


class FolderStore:
    """Files on a disk, spread over 256 folders, readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = folder / ".part"

    def writer(self, *, limit: int) -> "FolderWriter":
        try:
            self._parts.mkdir(mode=0o700, parents=True, exist_ok=True)
            return FolderWriter(self._parts, self.path, limit)
        except OSError as error:
            raise StoreUnavailable from error

    def path(self, key: str) -> Path:
        """Where the file of a key is, or would be. Raises FileMissing for what is no key, such as `../keys`."""
        if KEY.fullmatch(key) is None:
            raise FileMissing
        return self._folder / key[:2] / key[2:]

    def open(self, key: str) -> BinaryIO:
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise FileMissing from None
        except OSError as error:
            raise StoreUnavailable from error

    def size(self, key: str) -> int:
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError:
            raise FileMissing from None
        except OSError as error:
            raise StoreUnavailable from error

    def delete(self, key: str) -> None:
        """Idempotent: a deletion that is repeated after a crash succeeds."""
        with suppress(FileNotFoundError):
            path = self.path(key)
            path.unlink()
            _sync_folder(path.parent)

    def sweep(self, *, older_than_s: float = 86_400) -> int:
        """Removes what interrupted writers left behind. How many files; run it daily."""
        gone = 0
        for path in self._parts.glob("*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > older_than_s:
                    path.unlink()
                    gone += 1
        return gone


class FolderWriter:
    """Writes beside the store, then renames: no reader ever sees half a file."""

    def __init__(self, parts: Path, place: "PathOf", limit: int) -> None:
        self._meter = _Meter(limit)
        self._place = place
        self._path = parts / self._meter.key
        self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, chunk: bytes) -> None:
        self._meter.pass_by(chunk)
        try:
            self._file.write(chunk)
        except OSError as error:
            raise StoreUnavailable from error

    def commit(self) -> Stored:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            target = self._place(self._meter.key)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            self._path.rename(target)
            # Without these the rename, and the folder itself, may not survive a power cut.
            _sync_folder(target.parent)
            _sync_folder(target.parent.parent)
        except OSError as error:
            raise StoreUnavailable from error
        return self._meter.stored()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(OSError):  # a full disk refuses the last flush too
            self._file.close()
        self._path.unlink(missing_ok=True)


class PathOf(Protocol):
    """Where the file of a key goes."""

    def __call__(self, key: str, /) -> Path: ...


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class MemoryStore:
    """Files in memory, for tests; `full` makes every write fail."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.full = False

    def writer(self, *, limit: int) -> "MemoryWriter":
        return MemoryWriter(self, limit)

    def open(self, key: str) -> BinaryIO:
        return io.BytesIO(self._bytes(key))

    def size(self, key: str) -> int:
        return len(self._bytes(key))

    def delete(self, key: str) -> None:
        if KEY.fullmatch(key) is None:
            raise FileMissing
        self.files.pop(key, None)

    def sweep(self) -> int:
        """An interrupted writer leaves nothing here."""
        return 0

    def _bytes(self, key: str) -> bytes:
        try:
            return self.files[key]
        except KeyError:
            raise FileMissing from None


class MemoryWriter:
    """Collects chunks."""

    def __init__(self, store: MemoryStore, limit: int) -> None:
        self._store = store
        self._meter = _Meter(limit)
        self._chunks: list[bytes] = []

    def write(self, chunk: bytes) -> None:
        self._meter.pass_by(chunk)
        if self._store.full:
            raise StoreUnavailable
        self._chunks.append(chunk)

    def commit(self) -> Stored:
        if self._store.full:
            raise StoreUnavailable
        self._store.files[self._meter.key] = b"".join(self._chunks)
        return self._meter.stored()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._chunks.clear()
