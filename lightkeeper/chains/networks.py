"""The EVM chains as configuration. Figures here are defaults with a date; the operator's settings replace them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Token:
    """A token that the operator lists. `contract` is what counts; a symbol is only what a contract says of itself."""

    contract: str
    symbol: str
    decimals: int


@dataclass(frozen=True, slots=True)
class EvmChain:
    """One EVM chain. `confirmations` is what the operator waits for, as of `as_of`; `block_seconds` the usual pace.

    `explorer` holds `{hash}`, `explorer_address` `{address}`; None gives cards without a link.
    """

    id: str
    name: str
    chain_id: int
    asset: str
    confirmations: int
    as_of: date
    block_seconds: float
    tokens: tuple[Token, ...] = ()
    explorer: str | None = None
    explorer_address: str | None = None
    testnet: bool = False
    decimals: int = 18

    def listing(self, *tokens: Token) -> "EvmChain":
        """The same chain with these tokens listed."""
        return replace(self, tokens=tokens)


# 20 for Ethereum is Kraken's older table (its ERC-20 tokens: about 30); an operator sets their own.
ETHEREUM: Final = EvmChain(
    id="ethereum",
    name="Ethereum",
    chain_id=1,
    asset="ETH",
    confirmations=20,
    as_of=date(2026, 1, 1),
    block_seconds=12,
    tokens=(
        Token("0xdAC17F958D2ee523a2206206994597C13D831ec7", "USDT", 6),
        Token("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "USDC", 6),
    ),
    explorer="https://etherscan.io/tx/{hash}",
    explorer_address="https://etherscan.io/address/{address}",
)

# The demo's own chain. Its coins are worth nothing, which every page of the demo says; cards need not repeat it.
SANDBOX: Final = EvmChain(
    id="sandbox",
    name="Harbor Sandbox (Ethereum)",
    chain_id=31337,
    asset="ETH",
    confirmations=12,
    as_of=date(2026, 1, 1),
    block_seconds=4,
)
