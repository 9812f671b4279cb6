"""What the front-end build made, by the hashed names in Vite's manifests: `<STATIC_ROOT>/<app>/manifest.json`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings

from lightkeeper.core.errors import LightkeeperError


class NotBuilt(LightkeeperError):
    """The front end of `app` was not built; `./run up` builds it, and a wheel carries it."""

    code: ClassVar[str] = "not_built"
    status: ClassVar[int] = 503


@dataclass(frozen=True, slots=True)
class Entry:
    """Addresses of one entry: itself, the scripts that it imports at once, the style sheets of both."""

    file: str
    imports: tuple[str, ...]
    styles: tuple[str, ...]


def entry(app: str, source: str) -> Entry:
    """The entry `source` (its path below the app's folder) of the build `app`. Raises NotBuilt."""
    path = Path(settings.STATIC_ROOT) / app / "manifest.json"
    try:
        return _entries(path, path.stat().st_mtime_ns)[source]
    except (OSError, KeyError) as error:
        raise NotBuilt(app=app) from error


@lru_cache(maxsize=8)
def _entries(path: Path, _modified: int) -> dict[str, Entry]:
    """All entries; read again when the file changes, so that a build needs no restart."""
    manifest: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    base = f"{settings.STATIC_URL}{path.parent.name}/"
    found: dict[str, Entry] = {}
    for source, chunk in manifest.items():
        if chunk.get("isEntry"):
            chunks = _reached(manifest, source)
            imports = [f"{base}{each['file']}" for each in chunks[1:]]
            styles = [f"{base}{style}" for each in chunks for style in each.get("css", ())]
            found[source] = Entry(f"{base}{chunk['file']}", tuple(imports), tuple(dict.fromkeys(styles)))
    return found


def _reached(manifest: dict[str, dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """The chunk and all that it imports, each once, the chunk first."""
    names = [source]
    for name in names:
        names.extend(each for each in manifest[name].get("imports", ()) if each not in names)
    return [manifest[name] for name in names]
