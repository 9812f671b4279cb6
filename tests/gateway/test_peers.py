"""Who asks, when proxies may stand between, and which pages are ours."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from lightkeeper.gateway.peers import Peer, peer, same_origin
from lightkeeper.gateway.settings import Settings

TRUSTED = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def seen(client: str, scheme: str = "ws", **headers: str) -> Peer:
    settings = Settings(Path(), Path(), "", "https://desk.example", "127.0.0.1", 8100, TRUSTED)
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"client": (client, 1), "scheme": scheme, "headers": [(b"host", b"inner:8100"), *pairs]}
    return peer(scope, settings)


@pytest.mark.parametrize(
    ("client", "forwarded", "address"),
    [
        ("9.9.9.9", "6.6.6.6", "9.9.9.9"),  # nobody vouches
        ("10.0.0.1", "6.6.6.6", "6.6.6.6"),
        ("10.0.0.1", "6.6.6.6, 9.9.9.9", "9.9.9.9"),  # what the client wrote itself comes first
        ("10.0.0.1", "9.9.9.9, 10.0.0.2", "9.9.9.9"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("::ffff:10.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("fd00::1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address(client: str, forwarded: str, address: str) -> None:
    assert seen(client, x_forwarded_for=forwarded).address == address


def test_the_scheme_and_host_are_the_outer_ones() -> None:
    outer = {"x_forwarded_proto": "https", "x_forwarded_host": "help.harbor.example"}
    assert seen("9.9.9.9", **outer) == Peer("9.9.9.9", "http", "inner:8100", local=False)
    assert seen("10.0.0.1", **outer) == Peer("10.0.0.1", "https", "help.harbor.example", local=False)
    assert seen("10.0.0.1", x_forwarded_proto="gopher").scheme == "http"
    assert seen("127.0.0.1", "wss") == Peer("127.0.0.1", "https", "inner:8100", local=True)


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("", True),  # no browser
        ("https://help.harbor.example", True),
        ("HTTPS://Help.Harbor.Example", True),
        ("https://desk.example", True),
        ("http://help.harbor.example", False),
        ("https://desk.example.evil.example", False),
        ("https://desk.example:8443", False),
        ("null", False),
    ],
)
def test_origins(origin: str, ours: bool) -> None:
    outer = Peer("9.9.9.9", "https", "help.harbor.example", local=False)
    assert same_origin(origin, outer, "https://desk.example") is ours
