"""Which implementation each port gets in a running installation; all from the environment."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from psycopg_pool import ConnectionPool

from lightkeeper.config import nodes
from lightkeeper.config.later import Later
from lightkeeper.ports.catalogue import Catalogue
from lightkeeper.ports.chain import ChainReader
from lightkeeper.ports.clock import SystemClock
from lightkeeper.ports.embedding import SentenceEncoder
from lightkeeper.ports.incoming import Incoming
from lightkeeper.ports.keyring import Keyring
from lightkeeper.ports.limiter import PostgresLimiter
from lightkeeper.ports.mailer import FolderMailer, Mailer, SmtpMailer
from lightkeeper.ports.pager import LogPager, Pager
from lightkeeper.ports.postgres_bus import PostgresBus
from lightkeeper.ports.store import FolderStore
from lightkeeper.ports.vault import FolderVault
from lightkeeper.ports.wired import Ports, use


def wire(environment: Mapping[str, str] = os.environ) -> Ports:
    """Makes and installs the ports of this process."""
    data = Path(environment["LIGHTKEEPER_DATA"])
    url = environment["DATABASE_URL"]
    clock = SystemClock()
    ports = Ports(
        clock=clock,
        keyring=Keyring(FolderVault(data / "keys")),
        bus=PostgresBus(url),
        store=FolderStore(data / "files"),
        incoming=Incoming(data / "files" / "incoming"),
        mailer=_mailer(environment, data),
        limiter=PostgresLimiter(_pool(url).connection),
        pager=_pager(environment),
        catalogue=Catalogue(),
        embedder=SentenceEncoder(),
        chains=_chains(environment, clock.now),
    )
    use(ports)
    return ports


def _chains(environment: Mapping[str, str], now: Callable[[], datetime]) -> Mapping[str, ChainReader]:
    nodes.entries(environment)  # a wrong entry stops the start, though the readers come later

    def made() -> Mapping[str, ChainReader]:
        from lightkeeper.config.chains import ConfiguredChains

        return ConfiguredChains(now, nodes.readers(environment, now))

    return Later(made)


def _pool(url: str) -> ConnectionPool:
    """Limits are counted outside the request's transaction: a refusal must be remembered though all else is undone."""
    return ConnectionPool(url, min_size=0, max_size=4, kwargs={"autocommit": True}, open=True)


def _mailer(environment: Mapping[str, str], data: Path) -> Mailer:
    host = environment.get("LIGHTKEEPER_SMTP_HOST")
    if not host:
        return FolderMailer(data / "outbox")  # shown at /demo/outbox in the demo; an operator sets SMTP
    return SmtpMailer(
        host,
        int(environment.get("LIGHTKEEPER_SMTP_PORT", "587")),
        security=environment.get("LIGHTKEEPER_SMTP_SECURITY", "starttls"),
        user=environment.get("LIGHTKEEPER_SMTP_USER", ""),
        password=environment.get("LIGHTKEEPER_SMTP_PASSWORD", ""),
    )


def _pager(environment: Mapping[str, str]) -> Pager:
    url = environment.get("LIGHTKEEPER_PAGER_URL")
    if not url:
        return LogPager()
    from lightkeeper.ports.webhook_pager import WebhookPager  # httpx, a fifth of a second

    return WebhookPager(url, token=environment.get("LIGHTKEEPER_PAGER_TOKEN", ""))
