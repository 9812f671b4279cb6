"""Tokens in a transaction: logs and calls decoded, and told apart into listed, unknown and counterfeit."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from lightkeeper.chains.evm_parse import Log, Tx, address, decimal_text
from lightkeeper.chains.networks import EvmChain
from lightkeeper.chains.rpc import Answer, Call, JsonRpc
from lightkeeper.chains.tickers import skeleton
from lightkeeper.core.investigation.card import Amount

# keccak256("Transfer(address,address,uint256)"), EIP-20; in EIP-721 the token's number is a fourth topic.
TRANSFER: Final = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
_TRANSFER_CALL: Final = "0xa9059cbb"
_TRANSFER_FROM_CALL: Final = "0x23b872dd"
_SYMBOL_CALL: Final = "0x95d89b41"
_DECIMALS_CALL: Final = "0x313ce567"
_MAX_TRANSFERS: Final = 20
_MAX_UNLISTED: Final = 6
_MAX_DECIMALS: Final = 77
_SYMBOL_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Move:
    """A token moved, or would: `contract`, from, to, base units."""

    contract: str
    sender: str
    recipient: str
    units: int
    single: bool = False


def moves_of_logs(logs: tuple[Log, ...]) -> tuple[Move, ...]:
    """The Transfer logs; others, and ones that do not have the standard's shape, are passed over."""
    found = []
    for log in logs:
        if not log.topics or log.topics[0] != TRANSFER:
            continue
        if len(log.topics) == 3 and len(log.data) == 66:
            found.append(_move(log, int(log.data, 16)))
        elif len(log.topics) == 4:
            found.append(replace(_move(log, 1), single=True))
    return tuple(found)


def moves_of_call(tx: Tx) -> tuple[Move, ...]:
    """What a plain `transfer` or `transferFrom` call asks for; () for any other call."""
    if tx.to is None:
        return ()
    words = [tx.data[start : start + 64] for start in range(10, len(tx.data), 64)]
    if tx.data.startswith(_TRANSFER_CALL) and len(words) == 2 and len(words[1]) == 64:
        return (Move(tx.to, tx.sender, _word_address(words[0]), int(words[1], 16)),)
    if tx.data.startswith(_TRANSFER_FROM_CALL) and len(words) == 3 and len(words[2]) == 64:
        return (Move(tx.to, _word_address(words[0]), _word_address(words[1]), int(words[2], 16)),)
    return ()


def token_amounts(rpc: JsonRpc, chain: EvmChain, moves: tuple[Move, ...]) -> tuple[Amount, ...]:
    """The moves as amounts, listed tokens first, at most twenty. Unlisted contracts are asked for their own names."""
    listed = {token.contract.lower(): token for token in chain.tokens}
    ordered = sorted(moves, key=lambda move: move.contract.lower() not in listed)[:_MAX_TRANSFERS]
    strangers = list(dict.fromkeys(move.contract for move in ordered if move.contract.lower() not in listed))
    known = _ask_strangers(rpc, strangers[:_MAX_UNLISTED])
    amounts = []
    for move in ordered:
        token = listed.get(move.contract.lower())
        symbol, decimals = (token.symbol, token.decimals) if token else known.get(move.contract, (None, None))
        decimals = 0 if move.single else decimals
        amounts.append(
            Amount(
                asset=symbol or f"{move.contract[:8]}…{move.contract[-6:]}",
                amount=None if decimals is None else decimal_text(move.units, decimals),
                units=str(move.units),
                contract=move.contract,
                listed=token is not None,
                sender=move.sender,
                recipient=move.recipient,
                imitates=None if token or symbol is None else _imitated(chain, symbol),
            )
        )
    return tuple(amounts)


def _imitated(chain: EvmChain, symbol: str) -> str | None:
    """The listed asset whose ticker this one looks like to a hurried eye."""
    looks = skeleton(symbol)
    return next((each for each in (chain.asset, *(t.symbol for t in chain.tokens)) if skeleton(each) == looks), None)


def _ask_strangers(rpc: JsonRpc, contracts: list[str]) -> dict[str, tuple[str | None, int | None]]:
    if not contracts:
        return {}
    calls = [
        Call("eth_call", ({"to": contract, "data": selector}, "latest"))
        for contract in contracts
        for selector in (_SYMBOL_CALL, _DECIMALS_CALL)
    ]
    answers = rpc.ask(calls)
    pairs = zip(contracts, answers[::2], answers[1::2], strict=True)
    return {contract: (_symbol(symbol), _decimals(decimals)) for contract, symbol, decimals in pairs}


def _bytes(answer: Answer) -> bytes | None:
    """A contract is a stranger: what it returns is taken when it fits and else unknown, never an error of the node."""
    if not isinstance(answer.result, str) or not answer.result.startswith("0x"):
        return None
    try:
        return bytes.fromhex(answer.result[2:])
    except ValueError:
        return None


def _symbol(answer: Answer) -> str | None:
    """A string by the ABI, or the 32 bytes that early tokens return; without control and invisible characters."""
    found = _bytes(answer)
    if found is None or len(found) < 32:
        return None
    if len(found) >= 64:
        start = int.from_bytes(found[:32])
        length = int.from_bytes(found[start : start + 32]) if start + 32 <= len(found) else 0
        found = found[start + 32 : start + 32 + min(length, 4 * _SYMBOL_LENGTH)]
    text = found.rstrip(b"\0").decode("utf-8", "replace")
    seen = "".join(each for each in text if unicodedata.category(each)[0] not in "CZ")
    return seen[:_SYMBOL_LENGTH] or None


def _decimals(answer: Answer) -> int | None:
    found = _bytes(answer)
    if found is None or len(found) != 32:
        return None
    number = int.from_bytes(found)
    return number if number <= _MAX_DECIMALS else None


def _move(log: Log, units: int) -> Move:
    return Move(log.address, _word_address(log.topics[1][2:]), _word_address(log.topics[2][2:]), units)


def _word_address(word: str) -> str:
    return address("0x" + word[-40:])
