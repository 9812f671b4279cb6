"""Which chains are read, and through which nodes: the operator's settings document, else the demo's sandbox chain.

The document of kind `chains` (whole installation), in the order in which chains are asked:

    {"chains": [{"id": "ethereum", "node": {"url": "https://..", "name": "Our node", "label": "node.example"},
                 "name"?, "chain_id"?, "asset"?, "confirmations"?, "as_of"?, "block_seconds"?, "decimals"?,
                 "explorer"?, "explorer_address"?, "testnet"?,
                 "tokens"?: [{"contract": "0x..", "symbol": "USDT", "decimals": 6}]}]}

What a known chain leaves out is taken from `chains/networks`; a chain that is not known there needs all without a
default. `block_seconds` is a decimal string or a whole number.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, ClassVar, Final

from lightkeeper.chains.evm import EvmReader
from lightkeeper.chains.http import NodeClient
from lightkeeper.chains.networks import ETHEREUM, EvmChain, Token
from lightkeeper.core.dated import holding
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.investigation.card import Source
from lightkeeper.ports.chain import ChainReader

KIND: Final = "chains"
KNOWN: Final[Mapping[str, EvmChain]] = {ETHEREUM.id: ETHEREUM}


class ChainsMisconfigured(LightkeeperError):
    """The settings document of the chains cannot be used; `chain` and `reason` say where."""

    code: ClassVar[str] = "chains_misconfigured"
    status: ClassVar[int] = 422


class ConfiguredChains(Mapping[str, ChainReader]):
    """Readers by chain id. The document is looked at whenever the chains are listed, so that a new version counts at
    once; readers live until their version is replaced. Without a document, `fallback`."""

    def __init__(self, now: Callable[[], datetime], fallback: Mapping[str, ChainReader]) -> None:
        self._now = now
        self._fallback = fallback
        self._client = NodeClient()
        self._lock = threading.Lock()
        self._version: int | None = None
        self._readers: Mapping[str, ChainReader] = fallback

    def __getitem__(self, name: str) -> ChainReader:
        return self._current()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._current())

    def __len__(self) -> int:
        return len(self._current())

    def _current(self) -> Mapping[str, ChainReader]:
        from lightkeeper.queries.settings_document import versions

        document = holding(versions(KIND, None), self._now())
        with self._lock:
            number = document.number if document else None
            if number != self._version:
                self._readers = readers(document.body, self._client, self._now) if document else self._fallback
                self._version = number
            return self._readers


def readers(body: Any, client: NodeClient, now: Callable[[], datetime]) -> dict[str, ChainReader]:
    """The readers that a document asks for. Raises ChainsMisconfigured."""
    found: dict[str, ChainReader] = {}
    for entry in body.get("chains", ()) if isinstance(body, dict) else ():
        name = str(entry.get("id", "?")) if isinstance(entry, dict) else "?"
        try:
            node = entry["node"]
            source = Source(str(node["name"]), str(node.get("label", node["name"])))
            found[name] = EvmReader(_chain(entry), client, str(node["url"]), source, now)
        except (KeyError, TypeError, ValueError) as error:
            raise ChainsMisconfigured(chain=name, reason=str(error)) from error
    return found


def _chain(entry: dict[str, Any]) -> EvmChain:
    names = {each.name for each in fields(EvmChain)}
    given: dict[str, Any] = {name: value for name, value in entry.items() if name in names}
    if "as_of" in given:
        given["as_of"] = date.fromisoformat(given["as_of"])
    if "block_seconds" in given:
        given["block_seconds"] = float(given["block_seconds"])
    if "tokens" in given:
        given["tokens"] = tuple(
            Token(str(each["contract"]), str(each["symbol"]), int(each["decimals"])) for each in given["tokens"]
        )
    known = KNOWN.get(entry["id"])
    return replace(known, **given) if known else EvmChain(**given)
