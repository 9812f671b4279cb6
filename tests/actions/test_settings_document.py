"""The operator's rules: versioned, dated, never changed once they held."""

from datetime import datetime, timedelta

import pytest

from lightkeeper.actions.settings_document import activate_setting, draft_setting, retire_setting
from lightkeeper.core.dated import VersionUnusable
from lightkeeper.queries.settings_document import setting
from tests.factories import House


def test_a_version_holds_from_its_date_and_the_brands_own_comes_first(house: House, now: datetime) -> None:
    first = draft_setting("limits", {"n": 1}, brand=None, author=house.lead, valid_from=now, now=now)
    assert setting("limits", now=now) is None
    activate_setting("limits", first, brand=None)
    later = now + timedelta(days=1)
    second = draft_setting("limits", {"n": 2}, brand=None, author=None, valid_from=later, now=now)
    activate_setting("limits", second, brand=None)
    assert setting("limits", now=now) == {"n": 1}
    assert setting("limits", now=later) == {"n": 2}
    own = draft_setting("limits", {"n": 3}, brand=house.brand, author=None, valid_from=now, now=now)
    activate_setting("limits", own, brand=house.brand)
    assert setting("limits", brand=house.brand, now=now) == {"n": 3}
    retire_setting("limits", own, brand=house.brand)
    assert setting("limits", brand=house.brand, now=now) == {"n": 1}


def test_what_held_once_is_not_activated_again(house: House, now: datetime) -> None:
    number = draft_setting("limits", {}, brand=None, author=None, valid_from=now, now=now)
    activate_setting("limits", number, brand=None)
    with pytest.raises(VersionUnusable):
        activate_setting("limits", number, brand=None)
