"""The first questions about a transaction, and whether the answers agree with each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lightkeeper.chains import evm_parse as parse
from lightkeeper.chains.evm_parse import BlockHead, Receipt, Tx
from lightkeeper.chains.rpc import Call, JsonRpc
from lightkeeper.ports.chain import ChainError, NodeAnswerUnusable, NodeInconsistent


@dataclass(frozen=True, slots=True)
class Found:
    """What the first questions gave, all of one moment."""

    tx: Tx | None
    receipt: Receipt | None
    latest: BlockHead
    finalised_height: int | None


def find(rpc: JsonRpc, chain_id: int, wanted: str) -> Found:
    """The first questions about a hash, asked once more when a block arrived between two of the answers.

    Raises NodeInconsistent when the answers still contradict each other, or when the node is of another chain.
    """
    try:
        return _ask_about(rpc, chain_id, wanted)
    except NodeInconsistent:
        return _ask_about(rpc, chain_id, wanted)


def _ask_about(rpc: JsonRpc, chain_id: int, wanted: str) -> Found:
    chain, body, outcome, latest, finalised = rpc.ask(
        [
            Call("eth_chainId"),
            Call("eth_getTransactionByHash", (wanted,)),
            Call("eth_getTransactionReceipt", (wanted,)),
            Call("eth_getBlockByNumber", ("latest", False)),
            Call("eth_getBlockByNumber", ("finalized", False)),
        ]
    )
    if any(each.error is not None for each in (chain, body, outcome, latest)):
        raise NodeAnswerUnusable(reason="refused")
    if parse.quantity(chain.result) != chain_id:
        raise NodeInconsistent(reason="other_chain")
    found = Found(
        tx=None if body.result is None else parse.transaction(body.result),
        receipt=None if outcome.result is None else parse.receipt(outcome.result),
        latest=parse.block(latest.result),
        finalised_height=parse.block(finalised.result).height if finalised.result is not None else None,
    )
    problem = _contradiction(found, wanted)
    if problem is not None:
        raise NodeInconsistent(reason=problem)
    return found


@contextmanager
def recorded(rpc: JsonRpc) -> Iterator[None]:
    """What was answered before it went wrong stays with the error: it is evidence too."""
    try:
        yield
    except ChainError as error:
        error.raw = rpc.raw
        raise


def results(rpc: JsonRpc, *calls: Call) -> list[object]:
    """The results; a refusal of any of these questions is an answer that cannot be used."""
    answers = rpc.ask(calls)
    if any(each.error is not None for each in answers):
        raise NodeAnswerUnusable(reason="refused")
    return [each.result for each in answers]


def _contradiction(found: Found, wanted: str) -> str | None:
    """What the answers say against the question, each other or the node's own head."""
    tx, receipt = found.tx, found.receipt
    if (tx is not None and tx.hash != wanted) or (receipt is not None and receipt.tx_hash != wanted):
        return "other_hash"
    if receipt is None:
        return "receipt_missing" if tx is not None and tx.block_height is not None else None
    if tx is None or tx.block_hash != receipt.block_hash or tx.block_height != receipt.block_height:
        return "receipt_differs"
    return "above_head" if receipt.block_height > found.latest.height else None
