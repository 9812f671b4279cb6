"""Who is on the other side of a connection, when proxies may stand between."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from lightkeeper.gateway.settings import Network, Settings

Headers = Iterable[tuple[bytes, bytes]]
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Peer:
    """The client as the outermost trusted proxy saw it: `address` without port, `scheme` http or https, `host`."""

    address: str
    scheme: str
    host: str
    local: bool


def peer(scope: dict[str, Any], settings: Settings) -> Peer:
    """Who asks. X-Forwarded headers count only from trusted proxies, and only as far as those vouch for each other."""
    address = scope["client"][0] if scope.get("client") else ""
    scheme = {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"])
    host = header(scope["headers"], b"host")
    if _trusted(address, settings.trusted):
        address = _outermost(address, header(scope["headers"], b"x-forwarded-for"), settings.trusted)
        forwarded = header(scope["headers"], b"x-forwarded-proto")
        scheme = forwarded if forwarded in ("http", "https") else scheme
        host = header(scope["headers"], b"x-forwarded-host") or host
    parsed = _parse(address)
    return Peer(address, scheme, host, parsed is None or parsed.is_loopback)


def same_origin(origin: str, seen: Peer, url: str) -> bool:
    """Whether a browser's page at `origin` is ours: the address it asked, or the installation's public one.

    Programs that are no browsers send no Origin; what protects a socket is its token, which no other page has.
    """
    if not origin:
        return True
    public = urlsplit(url)
    return origin.lower() in (f"{seen.scheme}://{seen.host}".lower(), f"{public.scheme}://{public.netloc}".lower())


def header(headers: Headers, name: bytes) -> str:
    """The first header `name` (lower case), or an empty string."""
    return next((value.decode("latin-1").strip() for key, value in headers if key == name), "")


def _outermost(address: str, forwarded: str, trusted: tuple[Network, ...]) -> str:
    for hop in reversed([each.strip() for each in forwarded.split(",") if each.strip()]):
        if _parse(hop) is None:
            break
        address = hop
        if not _trusted(hop, trusted):
            break
    return address


def _trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    parsed = _parse(address)
    return parsed is not None and any(parsed in network for network in trusted)


def _parse(address: str) -> Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed
