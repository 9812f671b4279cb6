import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lightkeeper.ports import keyring as port
from lightkeeper.ports.keyring import Keyring, MemoryVault, SealBroken, Signature, Vault
from lightkeeper.ports.vault import FolderVault, KeysExposed, KeysUnreadable

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(params=["memory", "folder"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return MemoryVault() if request.param == "memory" else FolderVault(tmp_path / "keys")


@pytest.fixture
def keys(vault: Vault) -> Keyring:
    return Keyring(vault)


def test_a_second_reader_has_the_same_secrets(vault: Vault) -> None:
    one, two = Keyring(vault), Keyring(vault)
    assert one.web_secret == two.web_secret
    assert one.topic_key == two.topic_key
    assert len(one.topic_key) == 32
    assert one.public_keys() == two.public_keys()


def test_a_signature_holds_for_its_bytes_only(keys: Keyring) -> None:
    signature = keys.sign(b"transcript")
    assert keys.verify(b"transcript", signature)
    assert not keys.verify(b"transcripT", signature)
    assert not keys.verify(b"transcript", Signature("0" * 16, signature.value))
    assert not keys.verify(b"transcript", Signature(signature.key_id, b""))


def test_an_outsider_verifies_with_the_published_key(keys: Keyring) -> None:
    published = keys.public_keys()[0]
    public = base64.urlsafe_b64decode(published.text + "=")
    assert port.verify(b"transcript", keys.sign(b"transcript").value, public)
    assert not port.verify(b"transcript", keys.sign(b"transcript").value, b"short")


def test_what_a_retired_key_signed_still_verifies(keys: Keyring) -> None:
    before = keys.sign(b"transcript")
    new = keys.rotate_signing(NOW)
    assert keys.sign(b"transcript").key_id == new.id != before.key_id
    assert keys.verify(b"transcript", before)
    assert [(key.id, key.until) for key in keys.public_keys()] == [(new.id, None), (before.key_id, NOW)]


def test_a_sealed_value_opens_in_its_own_column_only(keys: Keyring) -> None:
    sealed = keys.seal(b"dana@example.com", context="identity.address")
    assert b"dana" not in sealed
    assert keys.open(sealed, context="identity.address") == b"dana@example.com"
    with pytest.raises(SealBroken):
        keys.open(sealed, context="identity.phone")
    assert keys.seal(b"dana@example.com", context="identity.address") != sealed


@pytest.mark.parametrize("at", range(34))
def test_a_changed_byte_breaks_the_seal(keys: Keyring, at: int) -> None:
    sealed = bytearray(keys.seal(b"x", context="c"))
    sealed[at] ^= 1
    with pytest.raises(SealBroken):
        keys.open(bytes(sealed), context="c")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" * 17, b"\x01" * 40])
def test_what_was_never_sealed_does_not_open(keys: Keyring, sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        keys.open(sealed, context="c")


def test_column_keys_rotate_while_others_run(vault: Vault) -> None:
    one, two = Keyring(vault), Keyring(vault)
    old = one.seal(b"x", context="c")
    one.rotate_columns()
    new = one.seal(b"x", context="c")
    assert (one.is_stale(old), one.is_stale(new)) == (True, False)
    assert one.open(old, context="c") == two.open(new, context="c") == b"x"
    one.drop_column_keys()
    assert one.open(new, context="c") == b"x"
    with pytest.raises(SealBroken):
        one.open(old, context="c")


def test_a_blind_index_is_equal_for_equal_values_of_one_column(vault: Vault) -> None:
    one, two = Keyring(vault), Keyring(vault)
    index = one.blind_index("dana@example.com", context="identity.email")
    one.rotate_columns()
    assert index == one.blind_index("dana@example.com", context="identity.email")
    assert index == two.blind_index("dana@example.com", context="identity.email")
    assert len(index) == 32
    assert index != one.blind_index("dana@example.com", context="identity.phone")
    assert index != one.blind_index("charlie@example.com", context="identity.email")
    assert one.blind_index("bc", context="a") != one.blind_index("c", context="ab")


def test_the_files_are_for_the_owner_alone(tmp_path: Path) -> None:
    Keyring(FolderVault(tmp_path / "keys"))
    path = tmp_path / "keys" / "keyring.json"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}
    path.chmod(0o644)
    with pytest.raises(KeysExposed):
        Keyring(FolderVault(tmp_path / "keys"))


@pytest.mark.parametrize("damage", ["", "{}", '{"v": 2}', "[]", "short key"])
def test_a_damaged_file_is_refused_and_kept(tmp_path: Path, damage: str) -> None:
    Keyring(FolderVault(tmp_path / "keys"))
    path = tmp_path / "keys" / "keyring.json"
    if damage == "short key":
        damage = json.dumps({**json.loads(path.read_text()), "index": "AAAA"})
    path.write_text(damage)
    with pytest.raises(KeysUnreadable):
        Keyring(FolderVault(tmp_path / "keys"))
    assert path.read_text() == damage


def test_those_that_start_at_once_agree(tmp_path: Path) -> None:
    # Each vault has a file handle of its own, so threads contend for the lock as processes do.
    with ThreadPoolExecutor(8) as pool:
        secrets = list(pool.map(lambda _: Keyring(FolderVault(tmp_path / "keys")).web_secret, range(8)))
    assert len(set(secrets)) == 1


def test_changes_at_once_are_all_kept(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "keys")
    rings = [Keyring(vault) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda ring: [ring.rotate_columns() for _ in range(10)], rings))
    assert len(vault.load().columns) == 41
