"""Reads what is due and hands it on: a few workers over all topics, one at a time per topic."""

import asyncio
import logging
from collections import deque

from lightkeeper.gateway.hub import PAGE, UNREAD, Hub
from lightkeeper.ports.feed import Feed, FeedUnavailable

log = logging.getLogger(__name__)

WORKERS = 4  # as many as the feed has connections
PAUSE_SECONDS = 0.5


class Pump:
    """Topics wait in line; one that gets news while it is being read comes again afterwards, so order is kept."""

    def __init__(self, hub: Hub, feed: Feed) -> None:
        self._hub = hub
        self._feed = feed
        self._line: deque[str] = deque()
        self._waiting: set[str] = set()
        self._busy: set[str] = set()
        self._wake = asyncio.Semaphore(0)

    def news(self, topic: str, seq: int) -> None:
        """The ledger of `topic` has events up to `seq`. Repeats cost nothing."""
        if self._hub.news(topic, seq):
            self.look(topic)

    def look(self, topic: str) -> None:
        """Somebody may be due: a new subscription, or a socket that takes frames again."""
        if topic not in self._waiting:
            self._waiting.add(topic)
            if topic not in self._busy:
                self._line.append(topic)
                self._wake.release()

    def look_again(self) -> None:
        """Everyone may have missed something."""
        for topic in self._hub.topics("c"):
            self.news(topic, UNREAD)

    async def run(self) -> None:
        """Works until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(WORKERS):
                group.create_task(self._work())

    async def _work(self) -> None:
        while True:
            await self._wake.acquire()
            topic = self._line.popleft()
            self._waiting.discard(topic)
            self._busy.add(topic)
            try:
                await self._read(topic)
            except FeedUnavailable:
                await asyncio.sleep(PAUSE_SECONDS)
                self._waiting.add(topic)
            except Exception:
                log.exception("%s could not be told", topic)  # one ledger's fault stays its own
            finally:
                self._busy.discard(topic)
                if topic in self._waiting:
                    self._line.append(topic)
                    self._wake.release()

    async def _read(self, topic: str) -> None:
        reference = topic.removeprefix("c/")
        while (due := self._hub.due(topic)) is not None:
            audience, after = due
            try:
                page = await self._feed.events(reference, audience, after, PAGE)
            except BaseException:
                self._hub.again(topic, audience, after)
                raise
            self._hub.deliver(topic, audience, after, page)
