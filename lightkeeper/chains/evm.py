"""Reading transactions and addresses of one EVM chain by JSON-RPC (execution-apis, eth_ namespace)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from lightkeeper.chains import evm_parse as parse
from lightkeeper.chains.evm_failure import failure_of
from lightkeeper.chains.evm_find import Found, find, recorded, results
from lightkeeper.chains.evm_parse import BlockHead, Receipt, Tx
from lightkeeper.chains.evm_tokens import Move, moves_of_call, moves_of_logs, token_amounts
from lightkeeper.chains.http import NodeClient
from lightkeeper.chains.networks import EvmChain
from lightkeeper.chains.rpc import Call, JsonRpc
from lightkeeper.core.investigation.card import Account, Amount, Block, Chain, Confirmations, Fee, Source, State
from lightkeeper.core.investigation.reading import AddressReading, Head, Stuck, TransferReading

_HASH: Final = re.compile(r"0x[0-9a-f]{64}")
# An account that delegated its code (EIP-7702) is still a person's account.
_DELEGATION: Final = "0xef0100"


class EvmReader:
    """`ChainReader` of one EVM chain through one node. Safe to share between threads."""

    def __init__(
        self, config: EvmChain, client: NodeClient, url: str, source: Source, now: Callable[[], datetime]
    ) -> None:
        self._config = config
        self._source = source
        self._now = now
        self._client = client
        self._rpc = JsonRpc(client, url, now)

    @property
    def chain(self) -> Chain:
        return Chain(self._config.id, self._config.name)

    @property
    def source(self) -> Source:
        return self._source

    def close(self) -> None:
        """Closes the client, which other readers may share."""
        self._client.close()

    def explorer_url(self, tx_hash: str) -> str | None:
        return self._config.explorer and self._config.explorer.replace("{hash}", tx_hash.lower())

    def transaction(self, tx_hash: str, *, earlier: TransferReading | None = None) -> TransferReading:
        """See `ChainReader`. Raises ValueError when the text is not 0x and 64 hex digits: nothing else is ever sent."""
        wanted = tx_hash.lower()
        if not _HASH.fullmatch(wanted):
            raise ValueError("not a transaction hash")
        rpc = self._rpc.fresh()
        with recorded(rpc):
            return replace(self._transaction(rpc, wanted, earlier), raw=rpc.raw)

    def _transaction(self, rpc: JsonRpc, wanted: str, earlier: TransferReading | None) -> TransferReading:
        found = find(rpc, self._config.chain_id, wanted)
        reading = TransferReading(
            chain=self.chain,
            hash=wanted,
            state=State.UNKNOWN,
            source=self._source,
            read_at=self._now(),
            testnet=self._config.testnet,
            block_seconds=self._config.block_seconds,
            explorer_url=self.explorer_url(wanted),
        )
        if found.tx is None:
            return self._vanished(rpc, reading, earlier)
        if found.receipt is None:
            return self._pending(rpc, reading, found.tx, found.latest)
        return self._included(rpc, reading, found.tx, found.receipt, found)

    def address(self, address: str) -> AddressReading:
        """See `ChainReader`. Raises ValueError when the text is not 0x and 40 hex digits."""
        if not re.fullmatch(r"0x[0-9a-fA-F]{40}", address):
            raise ValueError("not an address")
        rpc = self._rpc.fresh()
        with recorded(rpc):
            return self._address(rpc, parse.address(address))

    def _address(self, rpc: JsonRpc, asked: str) -> AddressReading:
        code, balance, count = results(
            rpc,
            Call("eth_getCode", (asked, "latest")),
            Call("eth_getBalance", (asked, "latest")),
            Call("eth_getTransactionCount", (asked, "latest")),
        )
        contract, units = _is_contract(parse.data(code)), parse.quantity(balance)
        return AddressReading(
            chain=self.chain,
            address=asked,
            source=self._source,
            read_at=self._now(),
            account=Account(contract=contract, used=contract or units > 0 or parse.quantity(count) > 0),
            amounts=(self._coins(units),),
            explorer_url=self._config.explorer_address and self._config.explorer_address.replace("{address}", asked),
            raw=rpc.raw,
        )

    def head(self) -> Head:
        rpc = self._rpc.fresh()
        with recorded(rpc):
            (latest,) = results(rpc, Call("eth_getBlockByNumber", ("latest", False)))
            found = parse.block(latest)
        return Head(self.chain, found.height, found.hash, found.at, self._source)

    def _vanished(self, rpc: JsonRpc, reading: TransferReading, earlier: TransferReading | None) -> TransferReading:
        """Unknown to this node; replaced only when its sender's count went past it, which needs an earlier look."""
        if earlier is None or earlier.sender is None or earlier.sequence is None:
            return reading
        (count,) = results(rpc, Call("eth_getTransactionCount", (earlier.sender, "latest")))
        if parse.quantity(count) <= earlier.sequence:
            return reading
        return replace(reading, state=State.REPLACED, sender=earlier.sender, sequence=earlier.sequence)

    def _pending(self, rpc: JsonRpc, reading: TransferReading, tx: Tx, latest: BlockHead) -> TransferReading:
        mined, queued = (
            parse.quantity(each)
            for each in results(
                rpc,
                Call("eth_getTransactionCount", (tx.sender, "latest")),
                Call("eth_getTransactionCount", (tx.sender, "pending")),
            )
        )
        reading = self._described(rpc, reading, tx, moves_of_call(tx))
        fee = Fee(
            asset=self._config.asset,
            rate=None if tx.price is None else parse.gwei(tx.price),
            rate_needed=None if latest.base_fee is None else parse.gwei(latest.base_fee),
            rate_unit="gwei",
        )
        if mined > tx.nonce:
            return replace(reading, state=State.REPLACED, fee=fee)
        cheap = tx.price is not None and latest.base_fee is not None and tx.price < latest.base_fee
        return replace(
            reading,
            state=State.PENDING,
            fee=fee,
            stuck=_stuck(tx.nonce, mined, queued, cheap=cheap),
            waiting_behind=tx.nonce - mined or None,
        )

    def _included(
        self, rpc: JsonRpc, reading: TransferReading, tx: Tx, receipt: Receipt, found: Found
    ) -> TransferReading:
        failed = receipt.status == 0
        moves = moves_of_call(tx) if failed else moves_of_logs(receipt.logs)
        reading = self._described(rpc, reading, tx, moves)
        (block,) = results(rpc, Call("eth_getBlockByNumber", (hex(receipt.block_height), False)))
        header = None if block is None else parse.block(block)
        at = header.at if header is not None and header.hash == receipt.block_hash else None
        confirmations = Confirmations(found.latest.height - receipt.block_height + 1, self._config.confirmations)
        finalised = None if found.finalised_height is None else receipt.block_height <= found.finalised_height
        reading = replace(
            reading,
            state=State.FINAL if finalised or confirmations.n >= confirmations.of else State.INCLUDED,
            fee=self._paid(receipt),
            block=Block(receipt.block_height, receipt.block_hash, at),
            confirmations=confirmations,
            finalised=finalised,
        )
        if not failed:
            return reading
        cause = failure_of(rpc, tx, receipt)
        return replace(
            reading,
            state=State.FAILED,
            failure=cause.failure,
            failure_detail=cause.detail,
            failure_today=cause.today,
        )

    def _described(self, rpc: JsonRpc, reading: TransferReading, tx: Tx, moves: tuple[Move, ...]) -> TransferReading:
        """Who, to whom and how much, the chain's own coin before the tokens."""
        coins = (replace(self._coins(tx.value), sender=tx.sender, recipient=tx.to),) if tx.value else ()
        amounts = coins + token_amounts(rpc, self._config, moves)
        recipients = [each.recipient for each in amounts if each.recipient is not None]
        if not recipients and tx.to is not None:
            recipients = [tx.to]
        contract = False
        if tx.to is not None:
            (code,) = results(rpc, Call("eth_getCode", (tx.to, "latest")))
            contract = _is_contract(parse.data(code))
        return replace(
            reading,
            sender=tx.sender,
            sequence=tx.nonce,
            recipients=tuple(dict.fromkeys(recipients)),
            amounts=amounts,
            contract_call=contract,
            creates_contract=tx.to is None,
        )

    def _coins(self, units: int) -> Amount:
        return Amount(self._config.asset, parse.decimal_text(units, self._config.decimals), str(units))

    def _paid(self, receipt: Receipt) -> Fee | None:
        if receipt.price is None:
            return None
        paid = receipt.gas_used * receipt.price + receipt.l1_fee
        return Fee(
            asset=self._config.asset,
            amount=parse.decimal_text(paid, self._config.decimals),
            rate=parse.gwei(receipt.price),
            rate_unit="gwei",
        )


def _stuck(nonce: int, mined: int, queued: int, *, cheap: bool) -> Stuck | None:
    """Nonces run without gaps: `mined` is the next one to be included, `queued` the first that the node misses."""
    if queued <= nonce and nonce > mined:
        return Stuck.NONCE_GAP
    if nonce > mined:
        return Stuck.EARLIER_PENDING
    return Stuck.LOW_FEE if cheap else None


def _is_contract(code: str) -> bool:
    return code != "0x" and not code.startswith(_DELEGATION)
