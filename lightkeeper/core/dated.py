"""Which version of a dated document holds: the operator's rules are data with a beginning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.events import Json


class VersionUnusable(LightkeeperError):
    """A version that cannot be activated: it is no draft any more."""

    code: ClassVar[str] = "version_unusable"
    status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document: activated ones hold from `valid_from` until a later one begins."""

    number: int
    activated: bool
    valid_from: datetime
    body: Json


def holding(versions: Iterable[Version], now: datetime) -> Version | None:
    """The activated version that holds at `now`: the one that began last; of two at one moment, the newer number."""
    begun = [each for each in versions if each.activated and each.valid_from <= now]
    return max(begun, key=lambda each: (each.valid_from, each.number), default=None)
