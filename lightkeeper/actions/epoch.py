"""The ledger's epoch: raised when this is another database than the one the cursors were made in."""

from datetime import datetime

from django.db import ProgrammingError, connection, transaction

from lightkeeper.actions.base import action
from lightkeeper.models import Event, LedgerEpoch


@action
def enter_epoch(*, now: datetime) -> int:
    """To be called at each start, before anything is written. The epoch that holds from now on.

    A dump restored into a new cluster has another system identifier, or transaction ids that went back; a backup
    restored to a point in time, or a standby that took over, goes on in another timeline. What is written from now on
    must sort after what came from there, and after what readers may have seen and the database has lost.
    """
    current = LedgerEpoch.objects.select_for_update().order_by("-epoch").first()
    identifier = _system_identifier()
    if current is not None and current.system_identifier == identifier and not _went_back(current.epoch):
        return current.epoch
    epoch = (current.epoch if current else 0) + 1
    LedgerEpoch.objects.create(epoch=epoch, system_identifier=identifier, started_at=now)
    return epoch


def _system_identifier() -> str:
    """Cluster and timeline; empty where the database's owner may not ask (then only transaction ids tell)."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # the timeline of what is written now: the control file's lags behind until the next checkpoint
            cursor.execute(
                """select system_identifier || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
                   from pg_control_system()"""
            )
            (found,) = cursor.fetchone() or ("",)
            return str(found)
    except ProgrammingError:
        return ""


def _went_back(epoch: int) -> bool:
    newest = Event.objects.filter(epoch=epoch).order_by("-txid").values_list("txid", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (current,) = cursor.fetchone() or (0,)
    return newest is not None and newest >= current
