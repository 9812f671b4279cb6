"""What every test shares: a server and a database for each worker, ports in memory, the clock in the test's hand."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
import pytest

from tests.database import server_url

if "LIGHTKEEPER_DATA" not in os.environ:  # the controller makes it, its workers inherit it
    os.environ["LIGHTKEEPER_DATA"] = tempfile.mkdtemp(prefix="lightkeeper-tests-data-")
    atexit.register(shutil.rmtree, os.environ["LIGHTKEEPER_DATA"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "lightkeeper.config.settings"
os.environ["DATABASE_URL"] = server_url()
os.environ["LIGHTKEEPER_URL"] = "http://testserver"

django.setup()  # before any model is imported, and after the environment stands
# Inherited by an xdist worker, it would load the settings there before this file names the worker's own server.
del os.environ["DJANGO_SETTINGS_MODULE"]

from lightkeeper.ports.bus import MemoryBus
from lightkeeper.ports.catalogue import Catalogue
from lightkeeper.ports.clock import ManualClock
from lightkeeper.ports.embedding import MemoryEmbedder
from lightkeeper.ports.incoming import Incoming
from lightkeeper.ports.keyring import Keyring, MemoryVault
from lightkeeper.ports.limiter import MemoryLimiter
from lightkeeper.ports.mailer import MemoryMailer
from lightkeeper.ports.pager import LogPager
from lightkeeper.ports.store import MemoryStore
from lightkeeper.ports.wired import Ports, use

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def ports(tmp_path: Path) -> Iterator[Ports]:
    """In-memory ports, fresh for each test."""
    made = Ports(
        clock=ManualClock(NOW),
        keyring=Keyring(MemoryVault()),
        bus=MemoryBus(),
        store=MemoryStore(),
        incoming=Incoming(tmp_path / "incoming"),
        mailer=MemoryMailer(),
        limiter=MemoryLimiter(),
        pager=LogPager(),
        catalogue=Catalogue(strict=True),
        embedder=MemoryEmbedder(),
        chains={},
    )
    use(made)
    yield made
    made.bus.close()
