"""Says what a built wheel lacks of the checkout's package: sources, texts, templates, articles, the built front end."""

import sys
import zipfile
from pathlib import Path

# Of the front end, which git does not know: a wheel built before it would install and show nothing.
BUILT = (
    "console/index.html",
    "console/manifest.json",
    "widget/loader.js",
    "widget/manifest.json",
    "help/manifest.json",
)


def missing(wheel: Path, package: Path) -> list[str]:
    """Names that should be in the wheel and are not, sorted."""
    wanted = {f"{package.name}/static/{name}" for name in BUILT}
    for path in package.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            wanted.add(str(path.relative_to(package.parent)))
    with zipfile.ZipFile(wheel) as archive:
        return sorted(wanted - set(archive.namelist()))


if __name__ == "__main__":
    absent = missing(Path(sys.argv[1]), Path(__file__).parents[1] / "lightkeeper")
    if absent:
        sys.exit(f"The wheel lacks {len(absent)} files, e.g. {', '.join(absent[:5])}.")
