"""What the gateway is told by its environment, and its limits."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

STATIC = Path(__file__).parent.parent / "static"

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers that keep one client from being felt by the others. Seconds and bytes."""

    hello_seconds: float = 10.0
    expiring_seconds: float = 60.0
    stall_seconds: float = 10.0  # a socket that takes nothing for this long is closed with 4409
    buffer_bytes: int = 1_048_576  # what may wait for one socket
    frames_per_second: float = 10.0
    frames_burst: float = 60.0
    topics_per_socket: int = 200
    sockets_per_person: int = 30
    sockets_per_address: int = 500  # not counted for this machine's own: there a proxy may sit
    body_bytes: int = 1_048_576
    body_seconds: float = 15.0
    body_grace_seconds: float = 5.0
    body_bytes_per_second: float = 1_024.0
    upload_seconds: float = 900.0
    upload_bytes_per_second: float = 2_048.0
    head_seconds: float = 10.0
    answer_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """`trusted`: the networks whose X-Forwarded headers are believed."""

    data: Path
    run: Path
    database_url: str
    url: str
    host: str
    port: int
    trusted: tuple[Network, ...] = ()
    static: Path = STATIC
    limits: Limits = Limits()

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """From LIGHTKEEPER_DATA, _RUN, _URL, _HOST, _PORT, _TRUSTED_PROXIES and DATABASE_URL. Raises KeyError."""
        url = environ["LIGHTKEEPER_URL"]
        place = urlsplit(url)
        trusted = environ.get("LIGHTKEEPER_TRUSTED_PROXIES", "").replace(",", " ").split()
        return cls(
            data=Path(environ["LIGHTKEEPER_DATA"]),
            run=Path(environ["LIGHTKEEPER_RUN"]),
            database_url=environ["DATABASE_URL"],
            url=url,
            host=environ.get("LIGHTKEEPER_HOST") or place.hostname or "127.0.0.1",
            port=int(environ.get("LIGHTKEEPER_PORT") or place.port or 8100),
            trusted=tuple(ip_network(each, strict=False) for each in trusted),
        )

    @property
    def web(self) -> Path:
        """Django's socket."""
        return self.run / "web.sock"
