"""The load generator, a process of its own: `python -m benches.generator` reads a plan and writes what it measured.

Times are taken on one clock in this process: from the moment at which a message was due to be sent (not from when a
free connection was found: a slow system must not slow its own measurement) to its frame on the agent's socket.
"""

import asyncio
import gc
import itertools
import re
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable

import msgspec
import uvloop

from benches import wire

PAUSE_AFTER = 5.0
"""Seconds that late frames get at the end."""
LINES = 48
"""Connections that the open loop has at hand."""
OPENING = 50

_KEY = re.compile(rb'"key": ?"([0-9a-f-]{36})"')
_TOPIC = re.compile(rb'"topic":"(c/[0-9A-Z]+)"')

WORDS = (
    "My deposit has not arrived yet, I sent it about two hours ago from my own wallet.",
    "我的充值没到账，已经两个小时了，麻烦帮我看一下。",
    "The hash is 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060 and it says success.",
    "Thanks. Which network do I have to choose for USDT, and is a memo needed? I do not want to lose it.",
    "提币一直在处理中，请问还要等多久？我已经完成了身份验证。",
    "I changed my phone and the codes of my authenticator are not accepted any more.",
)


class Post(msgspec.Struct, frozen=True):
    """Where a customer writes, and their token."""

    path: str
    token: str


class Plan(msgspec.Struct, frozen=True):
    """`rate` messages a second whatever the system does, or `senders` that each wait for their answer.

    `listeners` and `idle`: the first frames of agents' and of customers' sockets. `answered`: measure until the
    assistant's message, not until the customer's own; then every conversation is written to once.
    """

    port: int
    listeners: list[str]
    posts: list[Post]
    seconds: float
    warm: float = 1.0
    senders: int = 0
    rate: float = 0.0
    idle: list[str] = []
    answered: bool = False
    hold: float = 0.0
    """Seconds to wait, after `warm`, with the sockets open: for whoever weighs the gateway."""


class Result(msgspec.Struct, frozen=True):
    """`times` in seconds, without those of the warm-up; `rate` frames a second; `refused` counts answers not 201."""

    times: list[float]
    rate: float
    sent: int
    refused: dict[str, int]
    lost: int
    hung_up: int


class Run:
    """One plan under way."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._began = 0.0
        self._due: dict[bytes, float] = {}
        self._seen: list[tuple[float, float]] = []
        self._refused: Counter[str] = Counter()
        self._sent = 0
        self._posts = itertools.cycle(plan.posts)
        self._words = itertools.cycle(WORDS)

    async def go(self) -> Result:
        """Opens the sockets, writes, waits for the rest."""
        plan = self._plan
        idle = await self._open(plan.idle, lambda _: None)
        sockets = [*idle, *await self._open(plan.listeners, self._answer if plan.answered else self._heard)]
        await asyncio.sleep(plan.warm)
        print("open", file=sys.stderr, flush=True)
        await asyncio.sleep(plan.hold)
        gc.collect()
        gc.freeze()
        self._began = time.monotonic()
        await (self._steadily() if plan.rate else self._as_fast_as_it_goes())
        ended = time.monotonic()
        while self._due and time.monotonic() < ended + PAUSE_AFTER + 25 * plan.answered:
            await asyncio.sleep(0.02)
        measured = [(due, at) for due, at in self._seen if due >= self._began + plan.warm]
        within = [at for _, at in self._seen if self._began + plan.warm <= at < ended]
        return Result(
            times=[at - due for due, at in measured],
            rate=len(within) / (ended - self._began - plan.warm),
            sent=self._sent,
            refused=dict(self._refused),
            lost=len(self._due),
            hung_up=sum(socket.lost for socket in sockets),
        )

    async def _open(self, hellos: list[str], heard: Callable[[bytes], None]) -> list[wire.WebSocket]:
        opened: list[wire.WebSocket] = []
        for start in range(0, len(hellos), OPENING):
            part = hellos[start : start + OPENING]
            opened += await asyncio.gather(
                *(wire.open_socket(self._plan.port, hello.encode(), heard) for hello in part)
            )
        return opened

    async def _as_fast_as_it_goes(self) -> None:
        end = self._began + self._plan.warm + self._plan.seconds

        async def sender() -> None:
            line = await wire.connect(self._plan.port)
            while time.monotonic() < end:
                await self._send(line, time.monotonic())
            line.transport.close()

        await asyncio.gather(*(sender() for _ in range(self._plan.senders)))

    async def _steadily(self) -> None:
        plan = self._plan
        free: asyncio.Queue[wire.Request] = asyncio.Queue()
        for _ in range(LINES):
            free.put_nowait(await wire.connect(plan.port))
        number = int(plan.rate * (plan.warm + plan.seconds))
        number = min(number, len(plan.posts)) if plan.answered else number

        async def one(due: float) -> None:
            line = await free.get()
            if line.transport.is_closing():  # the gateway closes what says nothing for ten seconds
                line = await wire.connect(plan.port)
            try:
                await self._send(line, due)
            finally:
                free.put_nowait(line)

        self._began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for n in range(number):
                due = self._began + n / plan.rate
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                group.create_task(one(due))

    async def _send(self, line: wire.Request, due: float) -> None:
        post, key = next(self._posts), str(uuid.uuid4())
        mark = b"c/" + post.path.split("/")[5].encode() if self._plan.answered else key.encode()
        self._due[mark] = due
        self._sent += 1
        body = msgspec.json.encode({"body": next(self._words), "attachments": []})
        headers = ("Authorization", f"Bearer {post.token}"), ("Idempotency-Key", key)
        status, _ = await line.ask(wire.post(self._plan.port, post.path, body, *headers))
        if status != 201:
            self._refused[str(status)] += 1
            self._due.pop(mark, None)

    def _heard(self, frame: bytes) -> None:
        """A frame of an agent's socket: which of our messages are in it."""
        if frame.startswith(b'{"t":"events"'):
            at = time.monotonic()
            for key in _KEY.findall(frame):
                due = self._due.pop(key, None)
                if due is not None:
                    self._seen.append((due, at))

    def _answer(self, frame: bytes) -> None:
        """The same, until the assistant's message."""
        if frame.startswith(b'{"t":"events"') and b'"actor":"assistant"' in frame and b'"message.posted"' in frame:
            topic = _TOPIC.search(frame)
            due = self._due.pop(topic.group(1), None) if topic else None
            if due is not None:
                self._seen.append((due, time.monotonic()))


def main() -> None:
    """Plan from standard input, result to standard output."""
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    gc.set_threshold(100_000, 50, 100)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(Run(plan).go())
    sys.stdout.buffer.write(msgspec.json.encode(result))


if __name__ == "__main__":
    main()
