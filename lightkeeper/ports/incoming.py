"""Where uploads land until Django has looked at them: raw bytes of strangers, never served from here."""

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.ports.store import FileMissing, FileTooLarge, StoreUnavailable

KEY = re.compile(r"[0-9A-Za-z_-]{16,64}")


class AlreadyUploaded(LightkeeperError):
    """There is a file under this key already: a ticket is good for one."""

    code = "conflict"
    status = 409


class Incoming:
    """A folder beside the store, one file a key. All calls block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def writer(self, key: str, *, limit: int) -> "IncomingWriter":
        """Begins a file of at most `limit` bytes. Raises AlreadyUploaded, FileMissing for no key, StoreUnavailable."""
        path = self.path(key)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if path.exists():
                raise AlreadyUploaded
            return IncomingWriter(path, limit)
        except OSError as error:
            raise StoreUnavailable from error

    def open(self, key: str) -> BinaryIO:
        """The bytes that came. Raises FileMissing."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise FileMissing from None

    def size(self, key: str) -> int:
        """In bytes. Raises FileMissing."""
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError:
            raise FileMissing from None

    def delete(self, key: str) -> None:
        """Idempotent."""
        self.path(key).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where the file of a key is, or would be. Raises FileMissing for what is no key."""
        if KEY.fullmatch(key) is None:
            raise FileMissing
        return self._folder / key

    def sweep(self, *, older_than_s: float = 86_400) -> int:
        """Removes what nobody completed and what killed writers left behind. How many files; run it daily."""
        gone = 0
        for path in self._folder.glob("*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > older_than_s:
                    path.unlink()
                    gone += 1
        return gone


class IncomingWriter:
    """Leaving the `with` block without `commit` leaves nothing behind."""

    def __init__(self, path: Path, limit: int) -> None:
        self._final = path
        self._limit = limit
        self._size = 0
        self._part = path.with_name(f".{secrets.token_hex(16)}.part")
        self._file = os.fdopen(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, chunk: bytes) -> None:
        """Raises FileTooLarge, StoreUnavailable."""
        self._size += len(chunk)
        if self._size > self._limit:
            raise FileTooLarge(limit=self._limit)
        try:
            self._file.write(chunk)
        except OSError as error:
            raise StoreUnavailable from error

    def commit(self) -> int:
        """The file is there, whole; its size in bytes. Raises AlreadyUploaded when another was quicker."""
        try:
            self._file.close()
            self._final.hardlink_to(self._part)  # unlike a rename, this never replaces
        except FileExistsError:
            raise AlreadyUploaded from None
        except OSError as error:
            raise StoreUnavailable from error
        return self._size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # a full disk refuses the last flush too
            self._file.close()
        self._part.unlink(missing_ok=True)
