"""`lightkeeper transcript export` and `verify` as an operator runs them, in processes of their own."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from lightkeeper.actions.reply import Reply, note
from lightkeeper.core.secrets import guard
from lightkeeper.models import Conversation
from lightkeeper.ports.keyring import Keyring
from lightkeeper.ports.vault import FolderVault
from tests.factories import make_house, start


def lightkeeper(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "lightkeeper.config.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


def environment(data: Path) -> dict[str, str]:
    """Of an installation whose database is the test's."""
    there = connection.settings_dict
    login = f"{there['USER']}:{there['PASSWORD']}" if there["PASSWORD"] else there["USER"]
    return {
        "LIGHTKEEPER_DATA": str(data),
        "DATABASE_URL": f"postgresql://{login}@/{there['NAME']}?host={there['HOST']}",
    }


@pytest.fixture
def conversation(transactional_db: None, now: datetime) -> Conversation:
    house = make_house()
    made = start(house.dana, "我的充值没到账")
    note(house.alice, made.reference, Reply(guard("an internal word"), 0), now=now)
    return made


@pytest.mark.parametrize("audience", ["public", "team"])
def test_what_is_exported_verifies_and_what_is_changed_does_not(
    conversation: Conversation, tmp_path: Path, audience: str
) -> None:
    file, settings = tmp_path / "case.jsonl", environment(tmp_path / "data")
    reference = f"{conversation.reference[:3]}-{conversation.reference[3:6]}-{conversation.reference[6:]}".lower()
    made = lightkeeper("transcript", "export", reference, "--audience", audience, "--to", str(file), **settings)
    assert made.returncode == 0, made.stderr
    data = file.read_bytes()
    assert (b"internal" in data) is (audience == "team")

    public = Keyring(FolderVault(tmp_path / "data" / "keys")).public_keys()[0].text
    offline = {"DATABASE_URL": "", "LIGHTKEEPER_DATA": str(tmp_path / "elsewhere")}
    good = lightkeeper("transcript", "verify", str(file), "--key", public, **offline)
    assert good.returncode == 0, good.stdout + good.stderr

    key = tmp_path / "key.txt"
    key.write_text(public + "\n")
    file.write_bytes(data.replace("充值".encode(), "提现".encode()))
    bad = lightkeeper("transcript", "verify", str(file), "--key", str(key), **offline)
    assert bad.returncode == 1
    line = data[: data.index("充值".encode())].count(b"\n") + 1
    assert str(line) in bad.stdout.decode()


def test_what_cannot_be_done_is_said(conversation: Conversation, tmp_path: Path) -> None:
    unknown = lightkeeper("transcript", "export", "nonsense", **environment(tmp_path))
    assert (unknown.returncode, unknown.stdout) == (1, b"")
    assert unknown.stderr
    missing = lightkeeper("transcript", "verify", str(tmp_path / "none"), "--key", "00" * 32)
    assert missing.returncode == 2
    (tmp_path / "file").write_bytes(b"")
    for key in ("short", "x" * 300, "é" * 32):
        refused = lightkeeper("transcript", "verify", str(tmp_path / "file"), "--key", key)
        assert (refused.returncode, b"Traceback" in refused.stderr) == (2, False)
