import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from lightkeeper.ports import store as port
from lightkeeper.ports.store import FileMissing, FileTooLarge, FolderStore, MemoryStore, Store, StoreUnavailable


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else FolderStore(tmp_path / "files")


def test_what_goes_in_comes_out(store: Store) -> None:
    stored = port.put(store, (chunk for chunk in [b"light", b"", b"house"]), limit=10)
    assert (stored.size, stored.sha256) == (10, hashlib.sha256(b"lighthouse").hexdigest())
    assert store.size(stored.key) == 10
    with store.open(stored.key) as file:
        assert file.read(5) == b"light"
        assert file.read() == b"house"


def test_each_file_has_a_key_of_its_own(store: Store) -> None:
    assert port.put(store, b"same", limit=4).key != port.put(store, b"same", limit=4).key


def test_one_byte_too_many_keeps_nothing(store: Store) -> None:
    with store.writer(limit=3) as writer:
        writer.write(b"123")
        with pytest.raises(FileTooLarge):
            writer.write(b"4")


def test_a_deleted_file_is_gone_and_may_be_deleted_again(store: Store) -> None:
    stored = port.put(store, b"x", limit=1)
    store.delete(stored.key)
    store.delete(stored.key)
    with pytest.raises(FileMissing):
        store.open(stored.key)
    with pytest.raises(FileMissing):
        store.size(stored.key)


@pytest.mark.parametrize("key", ["", "../keys/keyring.json", "0" * 31, "0" * 33, "0" * 31 + "/", "A" * 32, "0" * 32])
def test_what_is_no_key_is_missing_like_the_rest(store: Store, key: str) -> None:
    with pytest.raises(FileMissing):
        store.open(key)
    with pytest.raises(FileMissing):
        store.size(key)


def test_a_key_leads_nowhere_else(tmp_path: Path) -> None:
    outside = tmp_path / "keyring.json"
    outside.write_text("secret")
    folder = FolderStore(tmp_path / "files")
    for key in (f"..{outside}", "../keyring.json", f"00/../../{outside.name}"):
        with pytest.raises(FileMissing):
            folder.open(key)
        with pytest.raises(FileMissing):
            folder.size(key)
        with pytest.raises(FileMissing):
            folder.delete(key)
    assert outside.exists()


def test_an_interrupted_writer_leaves_nothing(store: Store, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        port.put(store, broken(), limit=100)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    if isinstance(store, MemoryStore):
        assert store.files == {}


def test_a_store_that_cannot_be_written_says_so(store: Store, tmp_path: Path) -> None:
    if isinstance(store, MemoryStore):
        store.full = True
    else:
        (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable):
        port.put(store, b"x", limit=1)


def test_only_the_owner_reads_the_folder(tmp_path: Path) -> None:
    folder = FolderStore(tmp_path / "files")
    path = folder.path(port.put(folder, b"x", limit=1).key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_sweep_removes_what_a_killed_writer_left(tmp_path: Path) -> None:
    folder = FolderStore(tmp_path / "files")
    kept = port.put(folder, b"x", limit=1)
    for name, age in [("old", 100_000), ("new", 10)]:
        part = tmp_path / "files" / ".part" / name
        part.write_bytes(b"half")
        os.utime(part, (part.stat().st_mtime - age,) * 2)
    assert folder.sweep() == 1
    assert (tmp_path / "files" / ".part" / "new").exists()
    assert folder.size(kept.key) == 1
