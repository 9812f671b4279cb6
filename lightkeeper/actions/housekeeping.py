"""What keeps tables small."""

from datetime import datetime, timedelta

from django.db import connection

from lightkeeper.actions.base import action
from lightkeeper.models import IdempotencyKey

KEYS_KEPT = timedelta(days=2)

FOLD = """
with taken as (delete from inbox_count returning brand_id, team_id, assignee_id, bucket, delta)
insert into inbox_count (brand_id, team_id, assignee_id, bucket, delta)
select brand_id, team_id, assignee_id, bucket, sum(delta) from taken
group by brand_id, team_id, assignee_id, bucket having sum(delta) <> 0
"""


@action
def fold_counts() -> None:
    """Adds up the deltas of the inboxes' counts; readers see the same sums before and after."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)


@action
def forget_idempotency_keys(*, now: datetime) -> int:
    """A repeat after two days is a new request."""
    return IdempotencyKey.objects.filter(created_at__lt=now - KEYS_KEPT).delete()[0]
