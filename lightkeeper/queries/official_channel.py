"""A brand's official channels."""

from lightkeeper.core.official import Channel
from lightkeeper.models import Brand, OfficialChannel


def official_channels(brand: Brand) -> tuple[Channel, ...]:
    """In the order in which they were added, kinds together."""
    order = {"site": 0, "email": 1, "phone": 2}
    rows = OfficialChannel.objects.filter(brand=brand).order_by("pk")
    channels = [Channel(row.kind, row.value, row.label) for row in rows]
    return tuple(
        sorted(channels, key=lambda each: (order.get(each.kind, 3), each.kind if each.kind not in order else ""))
    )
