"""Clients that never give up: a sender that repeats with the same key, a follower that comes back with its cursor."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets

REFUSED = (httpx.TransportError, json.JSONDecodeError)
PATIENCE = 60
"""Seconds after which something is wrong rather than restarting."""


async def insist(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Asks until the answer is neither a broken connection nor a 5xx nor a 429."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                response = await ask()
            except REFUSED:
                await asyncio.sleep(0.05)
                continue
            if response.status_code < 500 and response.status_code != 429:
                return response
            await asyncio.sleep(0.05)


@dataclass
class Sender:
    """One customer who writes one message after the other; every fifth request is sent twice on purpose."""

    http: httpx.AsyncClient
    brand: str
    token: str
    reference: str
    sent: list[str] = field(default_factory=list)

    async def write(self, number: int, progress: Callable[[], None]) -> None:
        for index in range(number):
            body = f"{self.reference} says {index}"
            key = str(uuid.uuid4())
            response = await insist(lambda body=body, key=key: self._post(body, key))  # type: ignore[misc]
            assert response.status_code == 201, response.text
            if index % 5 == 0:
                again = await insist(lambda body=body, key=key: self._post(body, key))  # type: ignore[misc]
                assert again.json() == response.json()
            self.sent.append(body)
            progress()

    async def _post(self, body: str, key: str) -> httpx.Response:
        return await self.http.post(
            f"/api/widget/{self.brand}/conversations/{self.reference}/messages",
            json={"body": body},
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
        )


@dataclass
class Follower:
    """A screen: follows topics, keeps what it was shown, comes back after each drop with its cursors."""

    address: str
    token: Callable[[], Awaitable[str]]
    cursors: dict[str, int]
    shown: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    drops: int = 0
    socket: Any = None

    async def follow(self) -> None:
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException, TimeoutError):
                await self._session()
            self.drops += 1
            await asyncio.sleep(0.05)

    async def _session(self) -> None:
        token = await self.token()
        async with websockets.connect(self.address, open_timeout=5, compression=None) as self.socket:
            await self.socket.send(json.dumps({"t": "hello", "v": 1, "token": token, "cursors": self.cursors}))
            async for raw in self.socket:
                frame = json.loads(raw)
                if frame["t"] == "events":
                    await self._take(frame)
                assert frame["t"] not in {"reset", "error"}, frame

    async def _take(self, frame: dict[str, Any]) -> None:
        topic, cursor = frame["topic"], self.cursors[frame["topic"]]
        if frame["to_seq"] <= cursor:
            return
        if frame["from_seq"] > cursor:
            await self.socket.send(json.dumps({"t": "sub", "topic": topic, "cursor": cursor}))
            return
        self.cursors[topic] = frame["to_seq"]
        self.shown.setdefault(topic, []).extend(
            (event["seq"], event["payload"]["body"])
            for event in frame["events"]
            if event["kind"] == "message.posted" and event["seq"] > cursor
        )

    async def drop(self) -> None:
        """The network is gone from under the socket."""
        if self.socket is not None:
            self.socket.transport.abort()
