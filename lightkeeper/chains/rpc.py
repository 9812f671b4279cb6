"""JSON-RPC 2.0 over HTTP: several questions in one request, each answer checked to be the answer to its question."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lightkeeper.chains.http import NodeClient
from lightkeeper.core.investigation.evidence import RawAnswer
from lightkeeper.ports.chain import NodeAnswerUnusable

_RAW_LIMIT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """One question."""

    method: str
    params: tuple[Any, ...] = ()

    def body(self, number: int) -> dict[str, Any]:
        return {"jsonrpc": "2.0", "id": number, "method": self.method, "params": list(self.params)}


@dataclass(frozen=True, slots=True)
class Answer:
    """The node's answer: `result`, or its refusal in `error` with the `data` that reverted calls carry."""

    result: Any = None
    error: str | None = None
    data: str | None = None


class JsonRpc:
    """Asks one node and keeps each raw answer, for the evidence, in `raw` until `fresh` starts a new reading."""

    def __init__(self, client: NodeClient, url: str, now: Callable[[], datetime]) -> None:
        self._client = client
        self._url = url
        self._now = now
        self._single = False
        self._raw: list[RawAnswer] = []

    def fresh(self) -> "JsonRpc":
        """The same node with an empty record: one for each reading, so that threads do not share it."""
        other = JsonRpc(self._client, self._url, self._now)
        other._single = self._single
        return other

    @property
    def raw(self) -> tuple[RawAnswer, ...]:
        return tuple(self._raw)

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """The answers in the order of the questions. Raises `ChainError`."""
        if self._single or len(calls) == 1:
            return [self._ask_one(number, call) for number, call in enumerate(calls, 1)]
        return self._ask_all(calls)

    def _ask_one(self, number: int, call: Call) -> Answer:
        text = self._client.post(self._url, json.dumps(call.body(number)).encode())
        self._keep(call.method, text)
        found = _parsed(text)
        if not isinstance(found, dict) or found.get("id") != number:
            raise NodeAnswerUnusable(reason="other_question")
        return _answer(found)

    def _ask_all(self, calls: Sequence[Call]) -> list[Answer]:
        text = self._client.post(self._url, json.dumps([call.body(n) for n, call in enumerate(calls, 1)]).encode())
        found = _parsed(text, keep=lambda: self._keep("batch", text))
        if isinstance(found, dict) and "error" in found:
            # A node that takes no batches answers the whole with one refusal.
            self._single = True
            return self.ask(calls)
        if not isinstance(found, list) or len(found) != len(calls):
            self._keep("batch", text)
            raise NodeAnswerUnusable(reason="other_question")
        by_id = {each.get("id"): each for each in found if isinstance(each, dict) and type(each.get("id")) is int}
        if by_id.keys() != set(range(1, len(calls) + 1)):
            self._keep("batch", text)
            raise NodeAnswerUnusable(reason="other_question")
        for number, call in enumerate(calls, 1):
            self._keep(call.method, json.dumps(by_id[number], ensure_ascii=False))
        return [_answer(by_id[number]) for number in range(1, len(calls) + 1)]

    def _keep(self, method: str, text: str) -> None:
        self._raw.append(RawAnswer(method, text[:_RAW_LIMIT], self._now()))


def _parsed(text: str, *, keep: Callable[[], None] | None = None) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if keep is not None:
            keep()
        raise NodeAnswerUnusable(reason="not_json") from error


def _answer(found: dict[str, Any]) -> Answer:
    error = found.get("error")
    if error is None:
        if "result" not in found:
            raise NodeAnswerUnusable(reason="no_result")
        return Answer(result=found["result"])
    if not isinstance(error, dict):
        raise NodeAnswerUnusable(reason="no_result")
    return Answer(error=str(error.get("message", ""))[:500], data=_revert_data(error.get("data")))


def _revert_data(data: Any) -> str | None:
    """Nodes put the revert's bytes into `data` itself or, older ones, into `data.data`."""
    inner = data.get("data") if isinstance(data, dict) else data
    return inner if isinstance(inner, str) else None
