"""The chains that this installation reads, from its environment.

`LIGHTKEEPER_NODES`: `ethereum=https://node.example/key`, several separated by blanks, tried in this order.
`LIGHTKEEPER_CHAIN_RPC`: the demo's sandbox chain, tried first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from urllib.parse import urlsplit

from lightkeeper.chains.networks import ETHEREUM, EvmChain
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.investigation.card import Source
from lightkeeper.ports.chain import ChainReader

CHAINS: Final[dict[str, EvmChain]] = {ETHEREUM.id: ETHEREUM}


class NodesUnreadable(LightkeeperError):
    """An entry of LIGHTKEEPER_NODES is no known chain's id with an http(s) address. Fields: `entry`, the id alone."""

    code: ClassVar[str] = "nodes_unreadable"
    status: ClassVar[int] = 500


@dataclass(frozen=True)
class Entry:
    """One node of LIGHTKEEPER_NODES. `host` is shown as its label: the path of `url` often holds a key."""

    chain: EvmChain
    url: str
    host: str


def entries(environment: Mapping[str, str]) -> list[Entry]:
    """What LIGHTKEEPER_NODES names, in its order. Raises NodesUnreadable."""
    made = []
    for entry in environment.get("LIGHTKEEPER_NODES", "").split():
        chain_id, _, url = entry.partition("=")
        address = urlsplit(url)
        if chain_id not in CHAINS or address.scheme not in ("http", "https") or not address.hostname:
            raise NodesUnreadable(entry=chain_id)
        made.append(Entry(CHAINS[chain_id], url, address.hostname))
    return made


def readers(environment: Mapping[str, str], now: Callable[[], datetime]) -> dict[str, ChainReader]:
    """The readers by chain id, in the order in which they are tried; they share one client. Raises NodesUnreadable."""
    sandbox = environment.get("LIGHTKEEPER_CHAIN_RPC")
    named = entries(environment)
    if not sandbox and not named:
        return {}
    from lightkeeper.chains.evm import EvmReader
    from lightkeeper.chains.http import NodeClient

    client = NodeClient()
    made: dict[str, ChainReader] = {}
    if sandbox:
        from lightkeeper.config.demo.chain import demo_reader  # the demo's keys and signatures are no one else's need

        reader = demo_reader(sandbox, now, client)
        made[reader.chain.id] = reader
    for each in named:
        source = Source(f"{each.chain.name} node", each.host)
        made[each.chain.id] = EvmReader(each.chain, client, each.url, source, now)
    return made
