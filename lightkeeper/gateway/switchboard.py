"""Everything that the sockets of one gateway share: what the bus says comes in here and goes out to them."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable

from lightkeeper.gateway import frames
from lightkeeper.gateway.hub import Hub
from lightkeeper.gateway.lists import Lists
from lightkeeper.gateway.presence import ALIVE_SECONDS, PresenceBoard
from lightkeeper.gateway.pump import Pump
from lightkeeper.gateway.revocations import Revocations
from lightkeeper.gateway.session import Session
from lightkeeper.gateway.settings import Limits
from lightkeeper.gateway.sweep import Sweep
from lightkeeper.ports.bus import (
    Alive,
    Bus,
    Ephemeral,
    Heard,
    Here,
    ListNews,
    News,
    Progress,
    Read,
    Resumed,
    Revoke,
    Typing,
)
from lightkeeper.ports.clock import Clock
from lightkeeper.ports.feed import Feed

log = logging.getLogger(__name__)

TOGETHER = 200  # frames handed to the bus at once


class Switchboard:
    """See `session.Switchboard`. `key` signs topic tokens."""

    def __init__(self, bus: Bus, feed: Feed, clock: Clock, key: bytes, limits: Limits) -> None:
        self.clock = clock
        self.key = key
        self.limits = limits
        self.hub = Hub()
        self.pump = Pump(self.hub, feed)
        self.lists = Lists(self.hub, feed)
        self.revocations = Revocations()
        self.presence = PresenceBoard(self.hub, self.publish, secrets.token_hex(6))
        self.sweep = Sweep(feed, self.pump, self.lists)
        self._bus = bus
        self._people: dict[str, set[Session]] = {}
        self._outgoing: asyncio.Queue[Ephemeral] = asyncio.Queue()

    def enter(self, session: Session) -> bool:
        sessions = self._people.setdefault(session.person, set())
        sessions.add(session)
        return len(sessions) <= self.limits.sockets_per_person

    def leave(self, session: Session) -> None:
        sessions = self._people.get(session.person, set())
        sessions.discard(session)
        if not sessions:
            self._people.pop(session.person, None)

    def publish(self, frame: Ephemeral) -> None:
        self._outgoing.put_nowait(frame)

    async def run(self) -> None:
        """Works until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            for each in (self._listen, self._tell, self._beat, self.pump.run, self.lists.run, self.sweep.run):
                group.create_task(_forever(each))

    def hear(self, frame: Heard) -> None:
        """One frame of the bus."""
        match frame:
            case News():
                self.pump.news(frame.topic, frame.seq)
            case ListNews() if frame.topic.startswith("p/"):
                self.hub.send(frame.topic, frames.PersonNews(frame.topic, frame.reference, frame.seq))
            case ListNews():
                self.lists.news(frame.topic, frame.reference, frame.seq)
            case Ephemeral():
                self._pass_on(frame)
            case Revoke():
                self._revoke(frame)
            case Resumed():
                self.sweep.soon()
                self.presence.resume()

    def _pass_on(self, frame: Ephemeral) -> None:
        topic, said = frame.topic, frame.payload
        match said:
            case Typing():
                shown = frames.SomeoneTyping(topic, said.person, said.name, said.on)
                self.hub.send(topic, shown, frame.audience, besides=said.person)
            case Read():
                self.hub.send(topic, frames.ReadMark(topic, said.person, said.seq), frame.audience)
            case Progress():
                self.hub.send(topic, frames.AssistantProgress(topic, said.stage), frame.audience)
            case Here():
                self.presence.heard(topic, said, self.clock.monotonic())
            case Alive():
                self.presence.alive(said, self.clock.monotonic())

    def _revoke(self, revoke: Revoke) -> None:
        self.revocations.add(revoke, self.clock.now())
        topic = revoke.topic
        sessions = set(self._people.get(revoke.person, ())) if revoke.person else set().union(*self._people.values())
        for session in sessions:
            if topic is not None:
                session.revoke(topic, team_only=not revoke.person)
            elif revoke.person:
                session.revoke_all()

    async def _listen(self) -> None:
        async for frame in self._bus.subscribe():
            self.hear(frame)

    async def _tell(self) -> None:
        while True:
            batch = [await self._outgoing.get()]
            while len(batch) < TOGETHER and not self._outgoing.empty():
                batch.append(self._outgoing.get_nowait())
            await asyncio.to_thread(self._bus.publish, *batch)

    async def _beat(self) -> None:
        while True:
            self.presence.beat(self.clock.monotonic())
            await asyncio.sleep(ALIVE_SECONDS)


async def _forever(work: Callable[[], Awaitable[None]]) -> None:
    """A fault in one frame must not end the work for all sockets: it is told and the work goes on."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("%s failed", getattr(work, "__qualname__", work))
        await asyncio.sleep(0.5)
