"""Why an EVM transaction failed: from the node's own trace where it gives one, else the call is replayed on the state
before its block, which is nearly the one that it met. A node that forgot that state is asked for today's, and the
reason is then told as today's."""

from dataclasses import dataclass
from typing import Final

from lightkeeper.chains.evm_parse import Receipt, Tx
from lightkeeper.chains.rpc import Answer, Call, JsonRpc
from lightkeeper.core.investigation.reading import Failure

_ERROR: Final = "08c379a0"  # Error(string)
_PANIC: Final = "4e487b71"  # Panic(uint256)
_DETAIL_LENGTH: Final = 200

# Solidity's panic codes (documentation, "Panic via assert and Error via require").
_PANICS: Final = {
    0x01: "assertion failed",
    0x11: "arithmetic overflow or underflow",
    0x12: "division by zero",
    0x21: "value outside its enumeration",
    0x31: "pop on an empty array",
    0x32: "index out of bounds",
    0x41: "too much memory",
    0x51: "call of an uninitialised function",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """The kind of failure and, when it can be known, the contract's own words (text of a stranger, shortened).

    `today` marks a reason that the contract would give now; the one it gave then is not known.
    """

    failure: Failure
    detail: str | None = None
    today: bool = False


def failure_of(rpc: JsonRpc, tx: Tx, receipt: Receipt) -> Cause:
    """Asks the node up to three questions, each only when the one before it did not tell."""
    (trace,) = rpc.ask([Call("debug_traceTransaction", (tx.hash, {"tracer": "callTracer"}))])
    traced = _traced(trace)
    if traced is not None:
        return _judged(traced, tx, receipt)
    call = {"from": tx.sender, "value": hex(tx.value), "data": tx.data, "gas": hex(tx.gas)}
    if tx.to is not None:
        call["to"] = tx.to
    (then,) = rpc.ask([Call("eth_call", (call, hex(max(receipt.block_height - 1, 0))))])
    if then.error is None or then.data or "revert" in then.error.lower():
        return _judged(then, tx, receipt)
    (now,) = rpc.ask([Call("eth_call", (call, "latest"))])
    reason = revert_reason(now)
    if reason is not None:
        return Cause(Failure.REVERTED, reason, today=True)
    return _judged(then, tx, receipt)


def _traced(answer: Answer) -> Answer | None:
    """The trace of the outermost call as if it were a refused call; None where the node traces nothing."""
    found = answer.result
    if not isinstance(found, dict) or not isinstance(found.get("error"), str):
        return None
    output = found.get("output")
    return Answer(error=found["error"], data=output if isinstance(output, str) else None)


def _judged(answer: Answer, tx: Tx, receipt: Receipt) -> Cause:
    reason = revert_reason(answer)
    if reason is not None:
        return Cause(Failure.REVERTED, reason)
    if "out of gas" in (answer.error or "").lower().replace("outofgas", "out of gas") or receipt.gas_used >= tx.gas:
        return Cause(Failure.OUT_OF_GAS)
    return Cause(Failure.REVERTED if "revert" in (answer.error or "").lower() else Failure.OTHER)


def revert_reason(answer: Answer) -> str | None:
    """The reason inside a refused call: the text of a `require`, a panic in words, or a custom error's selector."""
    if answer.error is None:
        return None
    found = (answer.data or "")[2:].lower()
    try:
        body = bytes.fromhex(found[8:])
    except ValueError:
        return None
    if found.startswith(_ERROR):
        length = int.from_bytes(body[32:64])
        return _shown(body[64 : 64 + min(length, 4 * _DETAIL_LENGTH)].decode("utf-8", "replace"))
    if found.startswith(_PANIC):
        return _PANICS.get(int.from_bytes(body[:32]), "panic")
    return f"0x{found[:8]}" if len(found) >= 8 else None


def _shown(text: str) -> str | None:
    return "".join(each if each.isprintable() else " " for each in text).strip()[:_DETAIL_LENGTH] or None
