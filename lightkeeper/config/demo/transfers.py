"""What happened on the demo's chain before anybody wrote in. Keys, nonces and prices are fixed, so every hash is known
beforehand and a chain that was lost is filled again with the very same ones."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lightkeeper.chains.http import NodeClient
from lightkeeper.chains.networks import SANDBOX, EvmChain, Token
from lightkeeper.chains.rpc import Call, JsonRpc
from lightkeeper.config.demo.wallet import SignedTransaction, address, contract_address, sign
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.ports.clock import SystemClock

_GWEI: Final = 10**9
_ETHER: Final = 10**18
_USDT: Final = 10**6

# Which of the phrase's keys is who.
TREASURY, LIN, OMAR, HOT_WALLET, VISITOR, DEPOSIT_LIN, DEPOSIT_OMAR, LIN_OWN, COUNTERFEITER = range(9)

# The issuer pays more, so that in a shared block its coins are there before others spend them.
_ISSUER_PRICE: Final = 30 * _GWEI
_PRICE: Final = 20 * _GWEI
_DEPLOY_GAS: Final = 1_500_000
_TOKEN_GAS: Final = 100_000


class DemoChainRefused(LightkeeperError):
    """The sandbox chain did not take a transaction of the demo; `reason` is the node's word."""

    code = "demo_chain_refused"
    status = 502


@dataclass(frozen=True, slots=True)
class DemoTransfers:
    """Addresses and transaction hashes of the demo.

    `native_deposit` 0.5 ETH and `token_deposit` 250 USDT from Lin to her deposit address; `failed_deposit` reverted;
    `pending_deposit` 0.2 ETH of Omar waits behind a missing nonce; `counterfeit_deposit` 5,000 of a worthless token
    that calls itself USDT to Omar's deposit address; `withdrawal` 40 USDT from the hot wallet to Lin's own address.
    """

    usdt: str
    counterfeit: str
    lin: str
    lin_deposit_address: str
    lin_own_address: str
    omar: str
    omar_deposit_address: str
    hot_wallet: str
    native_deposit: str
    token_deposit: str
    failed_deposit: str
    pending_deposit: str
    counterfeit_deposit: str
    withdrawal: str


def demo_transfers() -> DemoTransfers:
    """The facts of the scenario, without asking any node."""
    return _plan()[0]


def demo_chain() -> EvmChain:
    """The sandbox chain as configured, its USDT listed, the counterfeit not."""
    return SANDBOX.listing(Token(demo_transfers().usdt, "USDT", 6))


def fill(url: str) -> DemoTransfers:
    """Sends what the chain does not know yet; may be called at every start. Raises `ChainError`, DemoChainRefused."""
    facts, transactions = _plan()
    with NodeClient() as client:
        rpc = JsonRpc(client, url, SystemClock().now)
        known = rpc.ask([Call("eth_getTransactionByHash", (each.hash,)) for each in transactions])
        for each, answer in zip(transactions, known, strict=True):
            if answer.result is None:
                send(rpc, each)
    return facts


def deposit(url: str, *, to: str | None = None, ether: str | None = None, usdt: str | None = None) -> str:
    """A fresh deposit by a visitor of the demo, of `ether` or `usdt` (decimals). The transaction's hash."""
    target = to or address(DEPOSIT_LIN)
    with NodeClient() as client:
        rpc = JsonRpc(client, url, SystemClock().now)
        (count,) = rpc.ask([Call("eth_getTransactionCount", (address(VISITOR), "pending"))])
        if not isinstance(count.result, str):
            raise DemoChainRefused(reason="no count")
        nonce = int(count.result, 16)
        if usdt is not None:
            signed = _token(VISITOR, nonce, demo_transfers().usdt, target, _units(usdt, 6))
        else:
            signed = _coins(VISITOR, nonce, target, _units(ether or "0.1", 18))
        send(rpc, signed)
    return signed.hash


def send(rpc: JsonRpc, transaction: SignedTransaction) -> None:
    """Hands a signed transaction to the node. Raises DemoChainRefused."""
    (answer,) = rpc.ask([Call("eth_sendRawTransaction", (transaction.raw,))])
    if answer.error is not None:
        raise DemoChainRefused(reason=answer.error)


@cache
def _plan() -> tuple[DemoTransfers, tuple[SignedTransaction, ...]]:
    usdt = contract_address(address(TREASURY), 0)
    fake = contract_address(address(COUNTERFEITER), 0)
    issue = [
        _deploy(TREASURY, 0, "USDT", 6, 10**9 * _USDT),
        _token(TREASURY, 1, usdt, address(LIN), 1_000 * _USDT, price=_ISSUER_PRICE),
        _token(TREASURY, 2, usdt, address(HOT_WALLET), 50_000 * _USDT, price=_ISSUER_PRICE),
        _token(TREASURY, 3, usdt, address(VISITOR), 50_000 * _USDT, price=_ISSUER_PRICE),
        _deploy(COUNTERFEITER, 0, "USDT", 6, 10**12 * _USDT),
    ]
    native = _coins(LIN, 0, address(DEPOSIT_LIN), _ETHER // 2)
    token = _token(LIN, 1, usdt, address(DEPOSIT_LIN), 250 * _USDT)
    failed = _token(LIN, 2, usdt, address(DEPOSIT_LIN), 2_500 * _USDT)
    # Omar's nonce 0 is never sent: this one waits for it, as after a wallet was restored on another phone.
    pending = _coins(OMAR, 1, address(DEPOSIT_OMAR), _ETHER // 5)
    counterfeit = _token(COUNTERFEITER, 1, fake, address(DEPOSIT_OMAR), 5_000 * _USDT)
    withdrawal = _token(HOT_WALLET, 0, usdt, address(LIN_OWN), 40 * _USDT)
    facts = DemoTransfers(
        usdt=usdt,
        counterfeit=fake,
        lin=address(LIN),
        lin_deposit_address=address(DEPOSIT_LIN),
        lin_own_address=address(LIN_OWN),
        omar=address(OMAR),
        omar_deposit_address=address(DEPOSIT_OMAR),
        hot_wallet=address(HOT_WALLET),
        native_deposit=native.hash,
        token_deposit=token.hash,
        failed_deposit=failed.hash,
        pending_deposit=pending.hash,
        counterfeit_deposit=counterfeit.hash,
        withdrawal=withdrawal.hash,
    )
    return facts, (*issue, native, token, failed, pending, counterfeit, withdrawal)


def _deploy(index: int, nonce: int, symbol: str, decimals: int, supply: int) -> SignedTransaction:
    code = bytes.fromhex("".join((Path(__file__).parent / "token.hex").read_text().split()))
    arguments = _word(96) + _word(decimals) + _word(supply) + _word(len(symbol)) + symbol.encode().ljust(32, b"\0")
    return sign(index, nonce, to=None, value=0, data=code + arguments, gas=_DEPLOY_GAS, price=_ISSUER_PRICE)


def _token(index: int, nonce: int, contract: str, to: str, units: int, *, price: int = _PRICE) -> SignedTransaction:
    data = bytes.fromhex("a9059cbb") + bytes.fromhex(to[2:]).rjust(32, b"\0") + _word(units)
    return sign(index, nonce, to=contract, value=0, data=data, gas=_TOKEN_GAS, price=price)


def _coins(index: int, nonce: int, to: str, wei: int) -> SignedTransaction:
    return sign(index, nonce, to=to, value=wei, data=b"", gas=21_000, price=_PRICE)


def _word(number: int) -> bytes:
    return number.to_bytes(32)


def _units(amount: str, decimals: int) -> int:
    whole, _, part = amount.partition(".")
    return int(whole + part.ljust(decimals, "0")[:decimals])
