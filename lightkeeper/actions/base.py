"""What makes a function an action: one transaction; what leaves the house leaves after commit."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from procrastinate.contrib.django import app

from lightkeeper.ports.bus import Frame
from lightkeeper.ports.wired import wired

P = ParamSpec("P")
R = TypeVar("R")

_UNDER_WAY: ContextVar[bool] = ContextVar("an action is under way", default=False)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One public write: its rows, its events and its jobs stand or fall together."""

    @wraps(function)
    def one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        if _UNDER_WAY.get():  # a part of that action: a savepoint would be two more round trips
            return function(*args, **kwargs)
        with transaction.atomic():
            mark = _UNDER_WAY.set(True)
            try:
                return function(*args, **kwargs)
            finally:
                _UNDER_WAY.reset(mark)

    one_transaction.is_action = True  # type: ignore[attr-defined]
    return one_transaction


def announce(*frames: Frame) -> None:
    """Tells the sockets, once the transaction is committed. Losing it loses nothing: the gateway also sweeps."""
    transaction.on_commit(partial(wired().bus.publish, *frames))


def defer(task: str, *, lock: str | None = None, **ids: Any) -> None:
    """Queues a job by name within this transaction (tasks stand above actions). Arguments are ids, never text."""
    app.configure_task(task, lock=lock).defer(**ids)
