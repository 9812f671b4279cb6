"""Whether the ledgers still hold: the daily look at every chain that was written to."""

from collections.abc import Iterator
from datetime import datetime

from lightkeeper.core import ledger
from lightkeeper.models import Conversation, Event
from lightkeeper.queries.timeline import entries


def unsound_ledgers(since: datetime) -> Iterator[str]:
    """References of conversations written to since then whose chain breaks, or does not end where the row says."""
    changed = Event.objects.filter(at__gte=since).order_by().values_list("conversation_id", flat=True).distinct()
    for row in Conversation.objects.filter(pk__in=changed).order_by("pk").iterator(chunk_size=200):
        chain = entries(row.reference)
        ends = chain[-1] if chain else None
        # a message that came between the two reads is no break
        level = ends is not None and (ends.seq > row.seq or ends.chain_hash == bytes(row.chain_hash))
        if not level or ledger.verify(row.reference, chain):
            yield row.reference
