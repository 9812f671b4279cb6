import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Python of the house, with two small channels, in a folder of its own."""
    ignore = shutil.ignore_patterns("__pycache__", "*.json", "*.md", "static", "wordlists")
    shutil.copytree(ROOT / "lightkeeper", tmp_path / "lightkeeper", ignore=ignore)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    plant(tmp_path, "tests/__init__.py", "")
    plant(tmp_path, "tests/lints/__init__.py", "")
    shutil.copy(ROOT / "tests" / "lints" / "contracts.py", tmp_path / "tests" / "lints")
    for name in ("semaphore", "pigeon"):
        plant(tmp_path, f"lightkeeper/channels/{name}/__init__.py", "import lightkeeper.channels.sdk\n")
    plant(tmp_path, "lightkeeper/channels/sdk.py", "")
    return tmp_path


def plant(root: Path, path: str, line: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a", encoding="utf-8") as file:
        file.write("\n" + line)


def broken(root: Path) -> list[str]:
    """The names of the broken contracts."""
    command = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
    )
    assert "Contracts:" in run.stdout, run.stdout + run.stderr
    found = [line.rsplit(" ", 1)[0] for line in run.stdout.splitlines() if line.endswith(" BROKEN")]
    assert bool(found) == bool(run.returncode), run.stdout
    return found


def test_the_house_keeps_its_contracts() -> None:
    assert broken(ROOT) == []


DOWN = "An import only points down"
CORE = "The core imports the standard library only"
DJANGO = "Ports, chains, platforms and the gateway know no Django"
CHANNELS = "A channel sees the sdk, the core and the ports, and no other channel"


@pytest.mark.parametrize(
    ("path", "line", "contracts"),
    [
        ("lightkeeper/queries/planted.py", "import lightkeeper.actions", [DOWN]),
        ("lightkeeper/api/planted.py", "import lightkeeper.help", [DOWN]),
        ("lightkeeper/cellar/__init__.py", "", [DOWN]),  # a package that has no place
        ("lightkeeper/core/planted.py", "def late() -> None:\n    import httpx", [CORE]),
        ("lightkeeper/core/planted.py", "import lightkeeper.ports", [DOWN, CORE]),
        ("lightkeeper/ports/planted.py", "from django.db import connection", [DJANGO]),
        ("lightkeeper/chains/planted.py", "import ninja", [DJANGO]),
        ("lightkeeper/platforms/planted.py", "import django", [DJANGO]),
        ("lightkeeper/gateway/planted.py", "import lightkeeper.models", [DJANGO]),
        ("lightkeeper/channels/pigeon/planted.py", "import lightkeeper.channels.semaphore", [CHANNELS]),
        ("lightkeeper/channels/pigeon/planted.py", "import lightkeeper.actions", [CHANNELS]),
        ("lightkeeper/channels/sdk.py", "import lightkeeper.channels.pigeon", [CHANNELS]),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, path: str, line: str, contracts: list[str]) -> None:
    plant(copy, path, line)
    assert broken(copy) == contracts


def test_a_channel_may_import_the_core_the_ports_and_the_registry_may_import_channels(copy: Path) -> None:
    plant(
        copy,
        "lightkeeper/channels/pigeon/planted.py",
        "import lightkeeper.core\nimport lightkeeper.ports\nimport httpx",
    )
    plant(copy, "lightkeeper/channels/registry.py", "import lightkeeper.channels.pigeon")
    assert broken(copy) == []
