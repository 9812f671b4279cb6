"""Writing and activating the operator's rules. A version never changes once it was activated."""

from datetime import datetime

from django.db.models import Max

from lightkeeper.actions.base import action
from lightkeeper.core.access import NotFound
from lightkeeper.core.dated import VersionUnusable
from lightkeeper.core.events import Json
from lightkeeper.models import Agent, Brand, SettingsDocument


@action
def draft_setting(
    kind: str, body: Json, *, brand: Brand | None, author: Agent | None, valid_from: datetime, now: datetime
) -> int:
    """A new version that holds nowhere yet. Its number."""
    place = SettingsDocument.objects.filter(kind=kind, brand=brand)
    number = (place.aggregate(newest=Max("version"))["newest"] or 0) + 1
    SettingsDocument.objects.create(
        kind=kind,
        brand=brand,
        version=number,
        body=body,
        author=author,
        valid_from=valid_from,
        created_at=now,
    )
    return number


@action
def activate_setting(kind: str, number: int, *, brand: Brand | None) -> None:
    """From its `valid_from` on this version holds. Raises NotFound, VersionUnusable when it is no draft."""
    row = SettingsDocument.objects.select_for_update().filter(kind=kind, brand=brand, version=number).first()
    if row is None:
        raise NotFound
    if row.state != SettingsDocument.State.DRAFT:
        raise VersionUnusable
    row.state = SettingsDocument.State.ACTIVE
    row.save(update_fields=["state"])


@action
def retire_setting(kind: str, number: int, *, brand: Brand | None) -> None:
    """This version holds no longer; the one before it does again."""
    SettingsDocument.objects.filter(kind=kind, brand=brand, version=number).update(state=SettingsDocument.State.RETIRED)
