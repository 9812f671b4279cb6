"""Nodes that are slow, broken or lying: a clear state each time, never a wrong certainty, never another exception."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from lightkeeper.chains.evm import EvmReader
from lightkeeper.chains.look_up import look_up_address, look_up_transaction
from lightkeeper.core.investigation.card import State
from lightkeeper.core.investigation.evidence import Evidence
from lightkeeper.ports.chain import NodeUnreachable
from tests.chains.conftest import NOW, Liar, free_port

HASH = "0x" + "ab" * 32
SENDER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
Read = Callable[[str], EvmReader]

# In the shapes of the execution API's specification (github.com/ethereum/execution-apis, src/eth).
PENDING: dict[str, Any] = {
    "hash": HASH,
    "from": SENDER.lower(),
    "to": "0x" + "12" * 20,
    "value": "0xde0b6b3a7640000",
    "input": "0x",
    "nonce": "0x5",
    "gas": "0x5208",
    "gasPrice": "0xb2d05e00",
    "blockNumber": None,
    "blockHash": None,
}
INCLUDED = PENDING | {"blockNumber": "0x64", "blockHash": "0x" + "cd" * 32}
RECEIPT: dict[str, Any] = {
    "transactionHash": HASH,
    "blockNumber": "0x64",
    "blockHash": "0x" + "cd" * 32,
    "status": "0x1",
    "gasUsed": "0x5208",
    "effectiveGasPrice": "0xb2d05e00",
    "logs": [],
}


def block(height: int, block_hash: str = "0x" + "cd" * 32) -> dict[str, Any]:
    base_fee = hex(50 * 10**9)
    return {"number": hex(height), "hash": block_hash, "timestamp": "0x65b9d0c0", "baseFeePerGas": base_fee}


def node(**changes: Any) -> Callable[[Any], Any]:
    """A node's answers by method; `changes` replace some of them."""
    answers: dict[str, Any] = {
        "eth_chainId": "0x7a69",
        "eth_getTransactionByHash": PENDING,
        "eth_getTransactionReceipt": None,
        "eth_getBlockByNumber": block(120),
        "eth_getTransactionCount": "0x5",
        "eth_getCode": "0x",
        "eth_getBalance": "0x0",
    } | changes

    def answer(asked: Any) -> Any:
        if isinstance(asked, list):
            return [answer(each) for each in asked]
        if asked["method"] == "eth_getBlockByNumber" and asked["params"][0] == "finalized":
            return {"jsonrpc": "2.0", "id": asked["id"], "result": block(50)}
        return {"jsonrpc": "2.0", "id": asked["id"], "result": answers[asked["method"]]}

    return answer


def look(liar: Liar, read: Read) -> Evidence:
    return look_up_transaction(read(liar.url), HASH, now=NOW)


def happened(evidence: Evidence) -> str:
    assert evidence.card.state is State.UNREADABLE
    assert evidence.card.amounts == ()
    return evidence.explanation[1].key


def test_fee_below_what_the_next_block_asks(liar: Liar, read: Read) -> None:
    liar.body = node()
    evidence = look(liar, read)
    keys = [each.key for each in evidence.explanation]
    assert keys == ["evidence.money.pending", "evidence.happened.low_fee", "evidence.next.low_fee"]
    assert evidence.explanation[1].params == {"rate": "3", "needed": "50", "unit": "gwei"}


def test_included_by_an_honest_node(liar: Liar, read: Read) -> None:
    liar.body = node(eth_getTransactionByHash=INCLUDED, eth_getTransactionReceipt=RECEIPT)
    card = look(liar, read).card
    assert card.state is State.FINAL
    assert card.confirmations is not None
    assert card.confirmations.n == 21


def test_nobody_there(read: Read) -> None:
    evidence = look_up_transaction(read(f"http://127.0.0.1:{free_port()}"), HASH, now=NOW)
    assert happened(evidence) == "evidence.happened.unreachable"


def test_slow(liar: Liar, read: Read) -> None:
    liar.pause = threading.Event()
    liar.body = node()
    assert happened(look(liar, read)) == "evidence.happened.timed_out"


@pytest.mark.parametrize("status", [301, 400, 401, 404, 429, 500, 503])
def test_refusing_statuses(liar: Liar, read: Read, status: int) -> None:
    liar.status = status
    liar.headers = {"location": "http://127.0.0.1:1/"}
    assert happened(look(liar, read)) == "evidence.happened.unreachable"


def test_redirect_to_a_private_address_is_not_followed(liar: Liar, read: Read) -> None:
    liar.status = 307
    liar.headers = {"location": liar.url + "/inside"}
    assert happened(look(liar, read)) == "evidence.happened.unreachable"
    assert len(liar.asked) == 1


UNUSABLE: dict[str, bytes] = {
    "empty": b"",
    "HTML": b"<!doctype html><title>Rate limited</title>",
    "half of a JSON": b'[{"jsonrpc":"2.0","id":1,"resu',
    "not UTF-8": b"\xff\xfe[]",
    "too long": b"[" + b" " * 200_000 + b"]",
    "a number": b"7",
    "null": b"null",
    "an empty list": b"[]",
    "deep": b"[" * 90_000,
    "other ids": json.dumps([{"jsonrpc": "2.0", "id": n + 9, "result": "0x1"} for n in range(5)]).encode(),
    "one id five times": json.dumps([{"jsonrpc": "2.0", "id": 1, "result": "0x1"}] * 5).encode(),
    "no results": json.dumps([{"jsonrpc": "2.0", "id": n} for n in range(1, 6)]).encode(),
}


@pytest.mark.parametrize("body", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_unusable_answers(liar: Liar, read: Read, body: bytes) -> None:
    liar.body = body
    assert happened(look(liar, read)) == "evidence.happened.unusable"


def test_an_answer_that_is_right_but_too_long(liar: Liar, read: Read) -> None:
    liar.body = node(eth_getTransactionByHash=PENDING | {"padding": "x" * 200_000})
    assert happened(look(liar, read)) == "evidence.happened.unusable"


def test_cut_off(liar: Liar, read: Read) -> None:
    liar.body, liar.cut = json.dumps([]).encode(), True
    assert happened(look(liar, read)) == "evidence.happened.unusable"


WRONG: dict[str, dict[str, Any]] = {
    "transaction is a list": {"eth_getTransactionByHash": []},
    "value is negative": {"eth_getTransactionByHash": PENDING | {"value": "-0x1"}},
    "value is a number": {"eth_getTransactionByHash": PENDING | {"value": 5}},
    "sender is short": {"eth_getTransactionByHash": PENDING | {"from": "0x12"}},
    "logs are missing": {"eth_getTransactionByHash": INCLUDED, "eth_getTransactionReceipt": RECEIPT | {"logs": None}},
    "time is absurd": {"eth_getBlockByNumber": block(120) | {"timestamp": "0x" + "f" * 60}},
    "head is null": {"eth_getBlockByNumber": None},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
def test_wrong_shapes(liar: Liar, read: Read, changes: dict[str, Any]) -> None:
    liar.body = node(**changes)
    assert happened(look(liar, read)) == "evidence.happened.unusable"


LIES: dict[str, dict[str, Any]] = {
    "another chain": {"eth_chainId": "0x1"},
    "another transaction": {"eth_getTransactionByHash": PENDING | {"hash": "0x" + "ef" * 32}},
    "a receipt without a transaction": {"eth_getTransactionByHash": None, "eth_getTransactionReceipt": RECEIPT},
    "a block above its own head": {
        "eth_getTransactionByHash": INCLUDED,
        "eth_getTransactionReceipt": RECEIPT,
        "eth_getBlockByNumber": block(99),
    },
    "two blocks": {
        "eth_getTransactionByHash": INCLUDED,
        "eth_getTransactionReceipt": RECEIPT | {"blockHash": "0x" + "ee" * 32},
    },
    "in a block without a receipt": {"eth_getTransactionByHash": INCLUDED},
}


@pytest.mark.parametrize("changes", LIES.values(), ids=LIES.keys())
def test_lies(liar: Liar, read: Read, changes: dict[str, Any]) -> None:
    liar.body = node(**changes)
    assert happened(look(liar, read)) == "evidence.happened.inconsistent"


def test_a_block_that_arrives_between_two_answers_is_asked_again(liar: Liar, read: Read) -> None:
    stories = [
        node(eth_getTransactionByHash=PENDING, eth_getTransactionReceipt=RECEIPT),
        *[node(eth_getTransactionByHash=INCLUDED, eth_getTransactionReceipt=RECEIPT)] * 9,
    ]

    def next_story(asked: Any) -> Any:
        return stories.pop(0)(asked)

    liar.body = next_story
    assert look(liar, read).card.state is State.FINAL


def test_a_node_without_batches_is_asked_one_by_one(liar: Liar, read: Read) -> None:
    honest = node()
    refusal = {"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "batch not supported"}}
    liar.body = lambda asked: refusal if isinstance(asked, list) else honest(asked)
    assert look(liar, read).card.state is State.PENDING


def test_a_refused_question_is_unusable(liar: Liar, read: Read) -> None:
    def refuse(asked: Any) -> Any:
        error = {"code": -32005, "message": "limit exceeded"}
        return [{"jsonrpc": "2.0", "id": each["id"], "error": error} for each in asked]

    liar.body = refuse
    evidence = look(liar, read)
    assert happened(evidence) == "evidence.happened.unusable"
    assert "limit exceeded" in evidence.raw[0].answer


def test_tokens_that_answer_nonsense_leave_amounts_unsaid(liar: Liar, read: Read) -> None:
    topics = ["0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef", "0x" + "0" * 64, "0x" + "0" * 64]
    log = {"address": "0x" + "34" * 20, "topics": topics, "data": "0x" + "0" * 63 + "7"}
    for said in ("0x", None, "junk", "0x" + "ff" * 32, "0x" + "00" * 31 + "20" + "ff" * 32):
        liar.body = node(
            eth_getTransactionByHash=INCLUDED | {"value": "0x0"},
            eth_getTransactionReceipt=RECEIPT | {"logs": [log]},
            eth_call=said,
        )
        (amount,) = look(liar, read).card.amounts
        assert (amount.amount, amount.units, amount.listed) == (None, "7", False)


def test_an_address_of_a_silent_node(read: Read) -> None:
    evidence = look_up_address(read(f"http://127.0.0.1:{free_port()}"), SENDER, now=NOW)
    assert happened(evidence) == "evidence.happened.unreachable"


def test_errors_do_not_tell_the_node_s_address(read: Read) -> None:
    secret = f"http://127.0.0.1:{free_port()}/v3/an-access-key"
    with pytest.raises(NodeUnreachable) as caught:
        read(secret).head()
    assert "access" not in f"{caught.value!r} {caught.value.fields} {caught.value.__cause__!r}"
    assert caught.value.__suppress_context__
