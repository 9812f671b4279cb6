"""Rows of lists: however much changed while the last read was under way, the next read gets all of it at once."""

import asyncio
from collections import OrderedDict

import msgspec

from lightkeeper.core.audience import Audience
from lightkeeper.gateway.frames import Gone, SummaryRows
from lightkeeper.gateway.hub import Hub
from lightkeeper.ports.feed import Change, Feed, FeedUnavailable, Summary

PAUSE_SECONDS = 0.5
BATCH = 200
REMEMBERED = 20_000


class Lists:
    """Tells lists which rows changed and which left. Only lists that somebody looks at are read for."""

    def __init__(self, hub: Hub, feed: Feed) -> None:
        self._hub = hub
        self._feed = feed
        self._waiting: dict[str, set[str]] = {}
        self._told: OrderedDict[str, int] = OrderedDict()
        self._wake = asyncio.Event()

    def news(self, topic: str, reference: str, seq: int) -> None:
        """The conversation changed in, came to or left the list `topic`."""
        self._remember(reference, seq)
        if self._hub.has(topic):
            self._waiting.setdefault(reference, set()).add(topic)
            self._wake.set()

    def swept(self, change: Change) -> None:
        """A change that the bus may have kept from us: its row goes to its list and out of every other."""
        if self._told.get(change.reference, 0) >= change.seq:
            return
        self._remember(change.reference, change.seq)
        if topics := self._hub.topics("l"):
            self._waiting.setdefault(change.reference, set()).update(topics)
            self._wake.set()

    async def run(self) -> None:
        """Works until it is cancelled."""
        while True:
            await self._wake.wait()
            batch = {each: self._waiting.pop(each) for each in list(self._waiting)[:BATCH]}
            if not self._waiting:
                self._wake.clear()
            try:
                self._tell(batch, await self._feed.summaries(list(batch)))
            except FeedUnavailable:
                for reference, topics in batch.items():
                    self._waiting.setdefault(reference, set()).update(topics)
                await asyncio.sleep(PAUSE_SECONDS)
                self._wake.set()

    def _tell(self, batch: dict[str, set[str]], summaries: list[Summary]) -> None:
        rows: dict[str, list[msgspec.Raw]] = {}
        for summary in summaries:
            for topic in batch[summary.reference]:
                if topic == summary.topic:
                    rows.setdefault(topic, []).append(summary.row)
                elif _brand(topic) == _brand(summary.topic):
                    self._hub.send(topic, Gone(topic, summary.reference), Audience.TEAM)
        for topic, changed in rows.items():
            self._hub.send(topic, SummaryRows(topic, changed), Audience.TEAM)

    def _remember(self, reference: str, seq: int) -> None:
        self._told[reference] = max(seq, self._told.pop(reference, 0))
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)


def _brand(topic: str) -> str:
    return topic.split("/")[1]
