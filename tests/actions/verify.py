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
    """`with verify_action(conversation): some_action(...)`. Also what a screen that opens now would fold is held."""
    before = fresh_view(conversation)
    yield
    after = fresh_view(conversation)
    page = events(conversation.reference, Audience.TEAM, limit=1000)
    assert projection.fold_all(page.events, before) == after
    assert projection.fold_all(page.events) == after
    row = Conversation.objects.get(pk=conversation.pk)
    assert summary_matches(row.summary, after)
    chain = entries(conversation.reference)
    assert ledger.verify(conversation.reference, chain) == ()
    assert (chain[-1].seq, chain[-1].chain_hash) == (row.seq, bytes(row.chain_hash))


def summary_matches(summary: dict[str, object], view: projection.View) -> bool:
    """Whether a list's row says what the conversation says."""
    both = (
        "reference",
        "brand",
        "seq",
        "subject",
        "state",
        "handler",
        "channel",
        "language",
        "assignee",
        "team",
        "tags",
    )
    return {key: summary[key] for key in both} == {key: view[key] for key in both}
