"""The ledger of the whole installation, for readers that must miss nothing: webhooks, analytics, the daily root."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

CHANGES = """
select e.epoch, e.txid, e.id, c.reference, e.seq, e.at
from event e join conversation c on c.id = e.conversation_id
where (e.epoch, e.txid, e.id) > (%s, %s, %s)
  -- an older epoch is complete; in this one, nothing below the snapshot's xmin can still be committed
  and (e.epoch < (select max(epoch) from ledger_epoch)
       or e.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
order by e.epoch, e.txid, e.id
limit %s
"""


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the feed."""

    epoch: int = 0
    txid: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One event's place; what it says is read from its conversation."""

    cursor: Cursor
    reference: str
    seq: int
    at: datetime


def changes(after: Cursor, *, limit: int = 1000) -> list[Change]:
    """What was committed after the cursor, in an order that late commits cannot slip behind."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [after.epoch, after.txid, after.id, limit])
        return [Change(Cursor(*row[:3]), row[3], row[4], row[5]) for row in cursor.fetchall()]


def all_changes(after: Cursor, *, batch: int = 1000) -> Iterator[Change]:
    """Everything after the cursor, in batches."""
    while found := changes(after, limit=batch):
        yield from found
        after = found[-1].cursor
