"""Holds an action against its events: old view + new events = fresh view, and the chain holds."""

from collections.abc import Iterator
from contextlib import contextmanager

from lightkeeper.core import ledger, projection
from lightkeeper.core.audience import Audience
from lightkeeper.models import Conversation
from lightkeeper.queries.timeline import entries, events
from lightkeeper.queries.view import fresh_view


@contextmanager
def verify_action(conversation: Conversation) -> Iterator[None]:
    """`with verify_action(conversation): some_action(...)`."""
    before = fresh_view(conversation)
    yield
    after = fresh_view(conversation)
    page = events(conversation.reference, Audience.TEAM, after=before["seq"], limit=1000)
    folded = projection.fold_all(page.events, before)
    assert folded == after
    assert ledger.verify(conversation.reference, entries(conversation.reference)) == ()
