"""Brands: founded by the operator."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from lightkeeper.actions.base import action
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.models import Brand, Survey, Team

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,30}")
_ORIGIN = re.compile(r"https?://[^/\s]+")


class BrandUnusable(LightkeeperError):
    """A slug that is taken or is none, or an origin that is none; `value` is what was given."""

    code: ClassVar[str] = "brand_unusable"
    status: ClassVar[int] = 422


@action
def found_brand(
    slug: str, name: str, *, languages: Sequence[str], origins: Sequence[str], accent: str = "", now: datetime
) -> Brand:
    """A brand that customers can write to: with a support team and the question how it went. Raises BrandUnusable."""
    wrong = [origin for origin in origins if not _ORIGIN.fullmatch(origin)]
    if not _SLUG.fullmatch(slug) or Brand.objects.filter(slug=slug).exists():
        wrong.append(slug)
    if wrong:
        raise BrandUnusable(value=wrong[0])
    brand = Brand.objects.create(
        slug=slug,
        name=name,
        accent=accent,
        languages=list(languages),
        default_language=languages[0],
        allowed_origins=list(origins),
        created_at=now,
    )
    Team.objects.create(brand=brand, slug="support", name="Support")
    Survey.objects.create(brand=brand)
    return brand
