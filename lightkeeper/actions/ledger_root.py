"""The daily signed root: over every chain changed that day, and the day before's root."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from lightkeeper.actions.base import action
from lightkeeper.core.ledger import GENESIS, Head, day_root, signed_root
from lightkeeper.models import Event, LedgerRoot
from lightkeeper.ports.wired import wired
from lightkeeper.queries.feed import Cursor, all_changes

HEADS = """
select c.reference, e.seq, e.chain_hash
from unnest(%s::text[], %s::int[]) as changed(reference, seq)
join conversation c on c.reference = changed.reference
join event e on e.conversation_id = c.id and e.seq = changed.seq
"""
ONE_AT_A_TIME = 7_230_001
"""The advisory lock of the one worker that signs."""


def sign_days(*, now: datetime) -> int:
    """Signs every day that is over and has no root yet, from the first event's day. How many."""
    today = now.astimezone(UTC).date()
    last = LedgerRoot.objects.order_by("-day").first()
    if last is not None:
        day = last.day + timedelta(days=1)
    else:
        first = Event.objects.order_by("id").first()
        if first is None:
            return 0
        day = first.at.astimezone(UTC).date()
    signed = 0
    while day < today and sign_day(day, now=now):  # in order: a day that was left out would never be signed
        signed += 1
        day += timedelta(days=1)
    return signed


@action
def sign_day(day: date, *, now: datetime) -> bool:
    """The root of one day that is over; False when there is one already or another worker makes it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        (ours,) = cursor.fetchone() or (False,)
    if not ours or LedgerRoot.objects.filter(day=day).exists():
        return False
    before = LedgerRoot.objects.filter(day__lt=day).order_by("-day").first()
    start = Cursor(*before.cursor) if before else Cursor()
    changed, end = _changed_until(start, day, now)
    previous = bytes(before.root) if before else GENESIS
    root = day_root(previous, _heads(changed).items())
    signature = wired().keyring.sign(signed_root(day, root))
    LedgerRoot.objects.create(
        day=day,
        root=root,
        previous=previous,
        chains=len(changed),
        key=signature.key_id,
        signature=signature.value,
        cursor=[end.epoch, end.txid, end.id],
        created_at=now,
    )
    return True


def _changed_until(start: Cursor, day: date, now: datetime) -> tuple[dict[str, int], Cursor]:
    """Each reference's newest seq among the changes up to the end of `day`, and where the next day begins."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)
    changed: dict[str, int] = {}
    end = start
    for change in all_changes(start):
        if midnight <= change.at <= now:  # an event dated into the future must not hold all later ones back
            break
        changed[change.reference] = max(change.seq, changed.get(change.reference, 0))
        end = change.cursor
    return changed, end


def _heads(changed: dict[str, int]) -> dict[str, Head]:
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [list(changed), list(changed.values())])
        return {ref: Head(seq, bytes(chain_hash)) for ref, seq, chain_hash in cursor.fetchall()}
