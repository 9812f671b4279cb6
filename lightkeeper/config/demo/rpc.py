"""JSON-RPC over HTTP for the chain in this process: the methods that our reader and the demo ask, named as nodes do."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any, Final

from eth_utils.address import to_checksum_address

from lightkeeper.config.demo.evm_chain import BASE_FEE, GAS_LIMIT, CallReverted, Done, SandboxChain, TransactionRefused
from lightkeeper.config.demo.wallet import CHAIN_ID, DecodedTransaction

_MAX_BODY: Final = 1_000_000
_FINALITY: Final = 64
_ZERO: Final = "0x" + "0" * 40


class Refused(Exception):
    """An answer's error: code, message, data."""

    def __init__(self, code: int, message: str, data: str | None = None) -> None:
        super().__init__(message)
        self.body: dict[str, Any] = {"code": code, "message": message} | ({} if data is None else {"data": data})


class Methods:
    """What can be asked, by the name on the wire."""

    def __init__(self, chain: SandboxChain) -> None:
        self._chain = chain
        self.table: dict[str, Callable[..., Any]] = {
            "web3_clientVersion": lambda: "lightkeeper-sandbox",
            "eth_chainId": lambda: hex(CHAIN_ID),
            "eth_blockNumber": lambda: hex(chain.height()),
            "eth_gasPrice": lambda: hex(BASE_FEE),
            "eth_getBlockByNumber": self._block,
            "eth_getTransactionByHash": self._transaction,
            "eth_getTransactionReceipt": self._receipt,
            "eth_getTransactionCount": self._count,
            "eth_getBalance": lambda address, *_: hex(chain.balance(_account(address))),
            "eth_getCode": lambda address, *_: chain.code(_account(address)),
            "eth_call": self._call,
            "eth_sendRawTransaction": self._send,
            "debug_traceTransaction": self._trace,
            "evm_mine": lambda *_: chain.skip(1),
            "anvil_mine": lambda blocks="0x1", *_: chain.skip(int(blocks, 16)),
        }

    def _block(self, which: str, *_: object) -> dict[str, Any] | None:
        newest = self._chain.height()
        tags = {"latest": newest, "pending": newest, "earliest": 0}
        tags |= {"safe": max(newest - _FINALITY // 2, 0), "finalized": max(newest - _FINALITY, 0)}
        height = tags[which] if which in tags else int(which, 16)
        if height > newest:
            return None
        return {
            "number": hex(height),
            "hash": self._chain.hash_of(height),
            "timestamp": hex(self._chain.time_of(height)),
            "baseFeePerGas": hex(BASE_FEE),
            "gasLimit": hex(GAS_LIMIT),
            "transactions": self._chain.hashes(height),
        }

    def _transaction(self, tx_hash: str) -> dict[str, Any] | None:
        self._chain.height()
        done = self._chain.done.get(tx_hash.lower())
        tx = done.tx if done else self._chain.pool.get(tx_hash.lower())
        return None if tx is None else _body(tx) | self._place(done)

    def _receipt(self, tx_hash: str) -> dict[str, Any] | None:
        self._chain.height()
        done = self._chain.done.get(tx_hash.lower())
        if done is None:
            return None
        logs = [{"address": each.address, "topics": list(each.topics), "data": each.data} for each in done.logs]
        return self._place(done) | {
            "transactionHash": done.tx.hash,
            "status": hex(int(done.succeeded)),
            "gasUsed": hex(done.gas_used),
            "effectiveGasPrice": hex(done.tx.price),
            "logs": logs,
        }

    def _place(self, done: Done | None) -> dict[str, Any]:
        if done is None:
            return {"blockNumber": None, "blockHash": None, "transactionIndex": None}
        place = {"blockNumber": hex(done.height), "blockHash": self._chain.hash_of(done.height)}
        return place | {"transactionIndex": hex(done.index)}

    def _count(self, address: str, tag: str = "latest") -> str:
        self._chain.height()
        return hex(self._chain.count(_account(address), pending=tag == "pending"))

    def _call(self, call: dict[str, str], *_: object) -> str:
        self._chain.height()
        try:
            return self._chain.call(
                _account(call.get("from", _ZERO)),
                _account(call["to"]),
                bytes.fromhex(call.get("data", call.get("input", "0x"))[2:]),
                int(call.get("value", "0x0"), 16),
                int(call.get("gas", hex(GAS_LIMIT)), 16),
            )
        except CallReverted as error:
            raise Refused(3, "execution reverted", error.output) from error

    def _send(self, raw: str) -> str:
        try:
            return self._chain.accept(bytes.fromhex(raw[2:]))
        except TransactionRefused as error:
            raise Refused(-32003, str(error.fields["reason"])) from error

    def _trace(self, tx_hash: str, *_: object) -> dict[str, Any]:
        self._chain.height()
        done = self._chain.done.get(tx_hash.lower())
        if done is None:
            raise Refused(-32001, "resource not found")
        return {"output": done.output} | ({} if done.succeeded else {"error": "execution reverted"})


def _body(tx: DecodedTransaction) -> dict[str, Any]:
    return {
        "hash": tx.hash,
        "from": tx.sender,
        "to": tx.to,
        "nonce": hex(tx.nonce),
        "value": hex(tx.value),
        "gas": hex(tx.gas),
        "gasPrice": hex(tx.price),
        "input": "0x" + tx.data.hex(),
    }


def _account(address: str) -> str:
    return str(to_checksum_address(address))


def answer(methods: Methods, question: Any) -> dict[str, Any]:
    """The answer to one question; a wrong one gets an error, never silence."""
    known = question if isinstance(question, dict) else {}
    head = {"jsonrpc": "2.0", "id": known.get("id")}
    method = methods.table.get(str(known.get("method")))
    if method is None:
        return head | {"error": {"code": -32601, "message": "method not found"}}
    try:
        return head | {"result": method(*known.get("params", []))}
    except Refused as error:
        return head | {"error": error.body}
    except (TypeError, ValueError, KeyError, AttributeError):
        return head | {"error": {"code": -32602, "message": "invalid params"}}


def server(chain: SandboxChain, port: int) -> ThreadingHTTPServer:
    """Bound to loopback and ready for `serve_forever`; one question at a time reaches the chain."""
    methods, lock = Methods(chain), Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: two would wait 40 ms for the other side's delayed acknowledgement.
        wbufsize = -1

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            if length > _MAX_BODY:
                self.send_error(413)
                return
            try:
                asked = json.loads(self.rfile.read(length))
            except ValueError:
                self.send_error(400)
                return
            with lock:
                many = isinstance(asked, list)
                found = [answer(methods, each) for each in asked] if many else answer(methods, asked)
            body = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Nothing: questions hold customers' hashes."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
