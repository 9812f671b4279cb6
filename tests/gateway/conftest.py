from collections.abc import Iterator

import pytest

from lightkeeper.ports.bus import MemoryBus
from tests.gateway.ledger import Writer, make_database


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The address of a database with ledgers."""
    url, drop = make_database()
    yield url
    drop()


@pytest.fixture
def bus() -> MemoryBus:
    """A bus within this process."""
    return MemoryBus()


@pytest.fixture
def writer(database: str, bus: MemoryBus) -> Iterator[Writer]:
    """Writes ledgers and tells the bus."""
    writer = Writer(database, bus)
    yield writer
    writer.close()
