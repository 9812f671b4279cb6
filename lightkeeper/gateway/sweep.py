"""Finds what the bus did not say: a process may die between COMMIT and publish, and a notice may be lost."""

import asyncio
import logging

from lightkeeper.gateway.lists import Lists
from lightkeeper.gateway.pump import Pump
from lightkeeper.ports.feed import Feed, FeedUnavailable, Position

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0
PAGE = 1_000


class Sweep:
    """A global reader of all ledgers. What it finds is news like any other; most of it has been told before."""

    def __init__(self, feed: Feed, pump: Pump, lists: Lists) -> None:
        self._feed = feed
        self._pump = pump
        self._lists = lists
        self._position: Position | None = None
        self._wake = asyncio.Event()

    def soon(self) -> None:
        """There was a gap: look now."""
        self._wake.set()

    async def run(self) -> None:
        """Works until it is cancelled."""
        while True:
            try:
                await self.once()
            except FeedUnavailable:
                log.warning("the ledgers cannot be read just now")
            try:
                async with asyncio.timeout(EVERY_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                continue
            self._wake.clear()

    async def once(self) -> None:
        """Tells everything that was committed since the last time. Clients catch up on what is older by themselves."""
        if self._position is None:
            self._position = await self._feed.position()
            self._pump.look_again()  # at what was committed between a client's replay and this position
        while True:
            changes, self._position = await self._feed.changed_since(self._position, PAGE)
            for change in changes:
                self._pump.news(f"c/{change.reference}", change.seq)
                self._lists.swept(change)
            if len(changes) < PAGE:
                return
