"""Prints pip's settings as shell assignments for uv and Node, which do not read them: where packages come from, whom to
trust.

Runs before anything is installed: standard library only. What is already set for uv stays as it is.
"""

import configparser
import os
import shlex
from pathlib import Path

# pip's name -> the variables that say the same elsewhere, and what joins several values.
NAMES = {
    "index-url": (("UV_DEFAULT_INDEX",), " "),
    "extra-index-url": (("UV_INDEX",), " "),
    "find-links": (("UV_FIND_LINKS",), ","),
    "no-index": (("UV_NO_INDEX",), " "),
    "trusted-host": (("UV_INSECURE_HOST",), " "),
    "cert": (("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"), " "),
    "proxy": (("ALL_PROXY",), " "),
}


def files() -> list[Path]:
    """pip's configuration files, weakest first (pip documentation, "Configuration")."""
    home = Path(os.environ.get("HOME", "/"))
    own = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    named = os.environ.get("PIP_CONFIG_FILE", "")
    found = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf"), home / ".pip/pip.conf", own / "pip/pip.conf"]
    return [] if named == os.devnull else [*found, *([Path(named)] if named else [])]


def settings() -> dict[str, str]:
    """pip's settings by name: [global], then [install], then the environment; the later wins."""
    found: dict[str, str] = {}
    for path in files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                found.update({name.replace("_", "-"): value for name, value in parser.items(section)})
    for name in NAMES:
        if value := os.environ.get(f"PIP_{name.upper().replace('-', '_')}"):
            found[name] = value
    return found


def assignments() -> list[str]:
    """`export NAME=value` lines for a shell."""
    lines = []
    for name, value in settings().items():
        variables, joint = NAMES.get(name, ((), ""))
        lines += [
            f"export {variable}={shlex.quote(joint.join(value.split()))}"
            for variable in variables
            if value.strip() and variable not in os.environ
        ]
    # pip takes the best version of all its indexes, uv stops at the first; the files are pinned by hash either way.
    return [*lines, "export UV_INDEX_STRATEGY=${UV_INDEX_STRATEGY:-unsafe-best-match}"]


if __name__ == "__main__":
    print("\n".join(assignments()))  # noqa: T201
