"""Whether something answers: a port, a socket, a database. Small enough to need no HTTP library."""

import asyncio
import errno
import json
import socket
from pathlib import Path

from lightkeeper.config.supervisor.refusal import (
    DatabaseAddress,
    DatabaseTooOld,
    DatabaseUnreachable,
    KeyringMissing,
    PortBusy,
    PortForbidden,
)

OLDEST_POSTGRESQL = 15
SECONDS = 5.0


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refuse_busy(host: str, port: int) -> None:
    """Raises PortBusy or PortForbidden when we can't listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the servers do: connections of an earlier run that linger in TIME_WAIT are no listener.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise PortForbidden(port=str(port)) from error
            raise PortBusy(port=str(port)) from error


async def status(place: Path | tuple[str, int], path: str) -> int:
    """The HTTP status of a GET on a Unix socket or (host, port); 0 when nobody answers."""
    answer = await _exchange(place, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return int(answer.split()[1]) if answer.startswith("HTTP/1.") else 0


async def chain_answers(place: tuple[str, int]) -> bool:
    """Whether an EVM node answers `eth_chainId`."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []})
    head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return '"result"' in await _exchange(place, f"{head}Connection: close\r\n\r\n{body}")


def check_database(url: str) -> None:
    """Raises DatabaseAddress, DatabaseUnreachable or DatabaseTooOld for an outside PostgreSQL."""
    import psycopg  # 20 MB that a supervisor with an embedded PostgreSQL never needs
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise DatabaseAddress from None  # libpq's words repeat the text, and any password in it
    if not url.startswith(("postgresql://", "postgres://")):
        raise DatabaseAddress
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            found = connection.info.server_version // 10_000
    except (psycopg.Error, UnicodeError) as error:
        # libpq's words name host, port, user and database, never the password.
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DatabaseUnreachable(reason=reason) from error
    if found < OLDEST_POSTGRESQL:
        raise DatabaseTooOld(found=str(found), needed=str(OLDEST_POSTGRESQL))


def refuse_orphaned(url: str, keyring: Path) -> None:
    """Call it before anything makes a keyring. Raises KeyringMissing when there is none and the database is in use."""
    if keyring.exists():
        return
    import psycopg  # as above; without a keyring it is the first start

    with psycopg.connect(url, connect_timeout=10) as connection:
        # the table first: naming a table that is not there is an error
        made = connection.execute("select to_regclass('brand') is not null").fetchone()
        if made == (True,) and connection.execute("select from brand limit 1").rowcount:
            raise KeyringMissing(path=str(keyring))


async def _exchange(place: Path | tuple[str, int], request: str) -> str:
    try:
        async with asyncio.timeout(SECONDS):
            if isinstance(place, Path):
                reader, writer = await asyncio.open_unix_connection(place)
            else:
                reader, writer = await asyncio.open_connection(*place)
            try:
                writer.write(request.encode())
                await writer.drain()
                return (await reader.read(65_536)).decode(errors="replace")
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return ""
