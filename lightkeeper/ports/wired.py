"""Which implementation each port has in this process.

`config/wiring.py` sets the real ones at start; tests set the in-memory ones. Everything else asks `wired()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lightkeeper.ports.bus import Bus
from lightkeeper.ports.catalogue import Catalogue
from lightkeeper.ports.chain import ChainReader
from lightkeeper.ports.clock import Clock
from lightkeeper.ports.embedding import Embedder
from lightkeeper.ports.incoming import Incoming
from lightkeeper.ports.keyring import Keyring
from lightkeeper.ports.limiter import Limiter
from lightkeeper.ports.mailer import Mailer
from lightkeeper.ports.pager import Pager
from lightkeeper.ports.store import Store


@dataclass(frozen=True)
class Ports:
    """One implementation of each port. `chains` is by chain id, in the order in which they are tried."""

    clock: Clock
    keyring: Keyring
    bus: Bus
    store: Store
    incoming: Incoming
    mailer: Mailer
    limiter: Limiter
    pager: Pager
    catalogue: Catalogue
    embedder: Embedder
    chains: Mapping[str, ChainReader]


_current: list[Ports] = []


def use(ports: Ports) -> None:
    """Makes `ports` the ones that this process uses."""
    _current[:] = [ports]


def wired() -> Ports:
    """The ports in use. Raises RuntimeError before `use`."""
    if not _current:
        raise RuntimeError("no ports in use; call config.wiring.wire() first")
    return _current[0]
