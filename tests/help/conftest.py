"""A brand with a few articles, and a front end as the build would have left it."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories import House, make_house

MANIFESTS = {
    "widget": {
        "src/main.ts": {"file": "assets/frame-1.js", "isEntry": True, "imports": ["_a.js"], "css": ["assets/f-1.css"]},
        "_a.js": {"file": "assets/a-1.js", "css": ["assets/a-1.css"], "imports": ["_b.js"]},
        "_b.js": {"file": "assets/b-1.js", "imports": ["_a.js"]},
    },
    "help": {
        name: {"file": f"assets/{name}", "isEntry": True} for name in ("help.css", "help.ts", "demo.css", "demo.ts")
    },
}


@pytest.fixture(autouse=True)
def built(settings: Settings, tmp_path: Path) -> Path:
    """The folder of built files."""
    for app, manifest in MANIFESTS.items():
        (tmp_path / "static" / app).mkdir(parents=True)
        (tmp_path / "static" / app / "manifest.json").write_text(json.dumps(manifest))
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path / "static"


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def reader() -> Client:
    """A browser that asks for nothing in particular."""
    return Client()
