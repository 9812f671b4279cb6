"""The operator's rules as they hold at a moment."""

from datetime import datetime

from lightkeeper.core.dated import Version, holding
from lightkeeper.core.events import Json
from lightkeeper.models import Brand, SettingsDocument


def setting(kind: str, *, brand: Brand | None = None, now: datetime) -> Json | None:
    """The body that holds at `now`: the brand's own, else the installation's. None when there is none."""
    for owner in (brand, None) if brand else (None,):
        version = holding(versions(kind, owner), now)
        if version is not None:
            return version.body
    return None


def versions(kind: str, brand: Brand | None) -> list[Version]:
    """All versions of a document, oldest first."""
    rows = SettingsDocument.objects.filter(kind=kind, brand=brand).order_by("version")
    return [Version(row.version, row.state == SettingsDocument.State.ACTIVE, row.valid_from, row.body) for row in rows]
