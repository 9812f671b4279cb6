"""The keyring's files: `<data>/keys/keyring.json`, one file so that a change of it is one atomic rename."""

import base64
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.ports.keyring import Material, PublicKey, SigningKey


class KeysExposed(LightkeeperError):
    """The key file may be read by others than its owner: somebody may have copied it. Refused until it is put right."""

    code = "keys_exposed"
    status = 500


class KeysUnreadable(LightkeeperError):
    """The key file is there but damaged. Nothing is made anew: that would orphan every sealed column."""

    code = "keys_unreadable"
    status = 500


class FolderVault:
    """Secrets in a folder, made at first use. Several processes may start at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "keyring.json"

    def load(self) -> Material:
        if not self._path.exists():
            return self.change(lambda material: material)
        return self._read()

    def change(self, change: Callable[[Material], Material]) -> Material:
        with self._locked():
            material = change(self._read() if self._path.exists() else Material.make(datetime.now(UTC)))
            self._write(material)
        return material

    @contextmanager
    def _locked(self) -> Iterator[None]:
        folder = self._path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _read(self) -> Material:
        if self._path.stat().st_mode & 0o077:
            raise KeysExposed(path=str(self._path))
        try:
            return _material(json.loads(self._path.read_text(encoding="ascii")))
        except (ValueError, KeyError, TypeError) as error:
            raise KeysUnreadable(path=str(self._path)) from error

    def _write(self, material: Material) -> None:
        part = self._path.with_suffix(".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(_json(material), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.rename(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str, size: int) -> bytes:
    raw = base64.b64decode(text, validate=True)
    if len(raw) != size:
        raise ValueError("a key of the wrong length")
    return raw


def _json(material: Material) -> dict[str, Any]:
    return {
        "v": 1,
        "signing": {"seed": _text(material.signing.seed), **_public_json(material.signing.public)},
        "retired": [_public_json(key) for key in material.retired],
        "columns": [{"id": key_id.hex(), "key": _text(key)} for key_id, key in material.columns],
        "index": _text(material.index_key),
        "web": material.web_secret,
        "topic": _text(material.topic_key),
    }


def _public_json(key: PublicKey) -> dict[str, Any]:
    until = key.until.isoformat() if key.until else None
    return {"id": key.id, "public": _text(key.public), "since": key.since.isoformat(), "until": until}


def _material(data: dict[str, Any]) -> Material:
    if data["v"] != 1 or not data["columns"] or len(data["web"]) < 50:
        raise ValueError("an unknown form")
    return Material(
        signing=SigningKey(_bytes(data["signing"]["seed"], 32), _public(data["signing"])),
        retired=tuple(_public(each) for each in data["retired"]),
        columns=tuple((bytes.fromhex(each["id"]), _bytes(each["key"], 32)) for each in data["columns"]),
        index_key=_bytes(data["index"], 32),
        web_secret=data["web"],
        topic_key=_bytes(data["topic"], 32),
    )


def _public(data: dict[str, Any]) -> PublicKey:
    until = datetime.fromisoformat(data["until"]) if data["until"] else None
    return PublicKey(data["id"], _bytes(data["public"], 32), datetime.fromisoformat(data["since"]), until)
