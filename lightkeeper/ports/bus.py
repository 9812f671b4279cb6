"""The bus: what tells the gateways that something happened, and carries what need not be kept.

News says only *that* a ledger grew: the truth is read from it. Ephemeral frames (typing, presence, read marks, the
assistant's progress) are the whole message and may be lost. Frames carry ids and names, never what anyone wrote.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Literal, Protocol

import msgspec

from lightkeeper.core.audience import Audience

FRAME_BYTES = 4_000


class News(msgspec.Struct, frozen=True, array_like=True, tag="n"):
    """The ledger behind `topic` (`c/...`) has events up to `seq`."""

    topic: str
    seq: int


class ListNews(msgspec.Struct, frozen=True, array_like=True, tag="l"):
    """A conversation changed in a list (`l/...`; also the list that it left) or for a person (`p/...`)."""

    topic: str
    reference: str
    seq: int


class Typing(msgspec.Struct, frozen=True, array_like=True, tag="t"):
    """`person` began or stopped writing."""

    person: str
    name: str
    on: bool


class Read(msgspec.Struct, frozen=True, array_like=True, tag="r"):
    """`person` has seen everything up to `seq`."""

    person: str
    seq: int


class Progress(msgspec.Struct, frozen=True, array_like=True, tag="p"):
    """What the assistant does just now."""

    stage: Literal["reading", "looking_up", "writing", "done"]


class Person(msgspec.Struct, frozen=True, array_like=True):
    """Somebody who has a conversation open."""

    ref: str
    name: str
    kind: str


class Here(msgspec.Struct, frozen=True, array_like=True, tag="h"):
    """Everyone who has the topic open at one gateway. `ask`: the other gateways should say theirs."""

    gateway: str
    people: tuple[Person, ...]
    ask: bool


class Alive(msgspec.Struct, frozen=True, array_like=True, tag="a"):
    """A gateway's sign of life; one that falls silent takes its people with it. The topic is empty."""

    gateway: str


Passing = Typing | Read | Progress | Here | Alive


class Ephemeral(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """Told once to whoever listens on `topic` with a standing that sees `audience`."""

    topic: str
    audience: Audience
    payload: Passing


class Revoke(msgspec.Struct, frozen=True, array_like=True, tag="x"):
    """Take a permission back at once: `topic` of `person`, all topics of `person`, or `topic` of the whole team.

    Tokens for it that were signed before count no longer.
    """

    topic: str | None = None
    person: str | None = None


class Resumed(msgspec.Struct, frozen=True, array_like=True, tag="s"):
    """Made by a subscription itself: from here on it hears everything; what was said before, it may have missed."""


Frame = News | ListNews | Ephemeral | Revoke
Heard = Frame | Resumed


class Bus(Protocol):
    """Frames from any process to every gateway, in order of publishing per publisher, at most once."""

    def publish(self, *frames: Frame) -> bool:
        """Tells all subscribers; call it after the commit, from any thread. Never raises for an outage.

        False when the frames could not be handed over: what is in the ledger is found by the gateways' sweep.
        Raises ValueError for a frame over FRAME_BYTES.
        """
        ...

    def subscribe(self) -> AsyncIterator[Heard]:
        """All frames from now on; the first is Resumed, and another follows each gap. Ends when the bus is closed."""
        ...

    def close(self) -> None:
        """Ends subscriptions and connections; publishing afterwards returns False."""
        ...


def pack(frames: Sequence[Frame], limit: int) -> list[str]:
    """JSON arrays of frames, each at most `limit` bytes (at least FRAME_BYTES + 2). Raises ValueError."""
    packed: list[str] = []
    batch: list[bytes] = []
    size = 2
    for frame in frames:
        data = msgspec.json.encode(frame)
        if len(data) > FRAME_BYTES:
            raise ValueError(f"a frame of {len(data)} bytes; at most {FRAME_BYTES} may go over the bus")
        if batch and size + len(data) > limit:
            packed.append(_array(batch))
            batch, size = [], 2
        batch.append(data)
        size += len(data) + 1
    if batch:
        packed.append(_array(batch))
    return packed


_decoder = msgspec.json.Decoder(list[Frame])


def unpack(text: str) -> list[Frame]:
    """The frames of one packed array. Raises msgspec.DecodeError for what is none."""
    return _decoder.decode(text)


def _array(batch: list[bytes]) -> str:
    return (b"[" + b",".join(batch) + b"]").decode()


class MemoryBus:
    """A bus within one process, for tests. It can be told to misbehave.

    `dropping`: frames are lost in silence. `failing`: publish returns False. `hold`/`release`: frames wait.
    `interrupt`: what a reconnect looks like to subscribers.
    """

    def __init__(self) -> None:
        self.dropping = False
        self.failing = False
        self._held: list[Heard] | None = None
        self._closed = False
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Heard | None]]] = []

    def publish(self, *frames: Frame) -> bool:
        texts = pack(frames, FRAME_BYTES * 2)  # through the wire format, so that what can't be sent fails here too
        if self.failing or self._closed:
            return False
        if not self.dropping:
            for text in texts:
                self._tell(unpack(text))
        return True

    def hold(self) -> None:
        """Frames wait from now on."""
        self._held = self._held or []

    def release(self) -> None:
        """What waited is told, in order."""
        held, self._held = self._held or [], None
        self._tell(held)

    def interrupt(self) -> None:
        """Subscribers hear of a gap."""
        self._tell([Resumed()])

    async def subscribe(self) -> AsyncIterator[Heard]:
        queue: asyncio.Queue[Heard | None] = asyncio.Queue()
        listener = (asyncio.get_running_loop(), queue)
        if self._closed:
            return
        self._listeners.append(listener)
        try:
            yield Resumed()
            while (frame := await queue.get()) is not None:
                yield frame
        finally:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

    def close(self) -> None:
        self._closed = True
        for loop, queue in list(self._listeners):
            loop.call_soon_threadsafe(queue.put_nowait, None)
        self._listeners.clear()

    def _tell(self, frames: Sequence[Heard]) -> None:
        if self._held is not None:
            self._held.extend(frames)
            return
        for loop, queue in list(self._listeners):
            for frame in frames:
                loop.call_soon_threadsafe(queue.put_nowait, frame)
