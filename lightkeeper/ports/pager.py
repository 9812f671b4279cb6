"""Waking a person up: a hacked account, a ledger that does not verify, a queue that nobody watches."""

import logging
from dataclasses import dataclass
from typing import Literal, Protocol

from lightkeeper.core.errors import LightkeeperError

log = logging.getLogger(__name__)

Urgency = Literal["now", "today"]


@dataclass(frozen=True, slots=True)
class Page:
    """What the person on duty reads first. `key` makes repeats of one alarm recognisable; `link` leads to the case.

    Never what a customer wrote: pages travel through other people's systems.
    """

    key: str
    title: str
    urgency: Urgency = "now"
    link: str = ""


class PagerError(LightkeeperError):
    """The page did not go out. `permanent`: another attempt is of no use (wrong address, refused)."""

    code = "pager_failed"
    status = 502

    def __init__(self, *, permanent: bool) -> None:
        super().__init__()
        self.permanent = permanent


class Pager(Protocol):
    """Sends a page or raises PagerError."""

    def page(self, page: Page) -> None: ...


class LogPager:
    """Writes pages to the log and keeps the last thousand: the default, and for tests. `fail` makes it refuse."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.fail: PagerError | None = None

    def page(self, page: Page) -> None:
        if self.fail is not None:
            raise self.fail
        log.critical("page (%s) %s: %s %s", page.urgency, page.key, page.title, page.link)
        self.pages = [*self.pages[-999:], page]
