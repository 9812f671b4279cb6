"""Permissions taken back, remembered for as long as a token signed before could still be shown."""

from datetime import datetime

from lightkeeper.core.topics import LIFETIME, Grant
from lightkeeper.ports.bus import Revoke


class Revocations:
    """Newest time of each (person, topic); either may be empty for "all"."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], datetime] = {}

    def add(self, revoke: Revoke, now: datetime) -> None:
        """Taken back at `now`."""
        self._at = {key: at for key, at in self._at.items() if now - at <= LIFETIME}
        self._at[revoke.person or "", revoke.topic or ""] = now

    def ended(self, grant: Grant) -> bool:
        """Whether everything of this person was taken back after the token was signed."""
        return self._after(grant, (grant.person, ""))

    def refused(self, grant: Grant, topic: str) -> bool:
        """Whether `topic` was taken back after the token was signed."""
        if self._after(grant, (grant.person, topic)):
            return True
        return grant.kind == "agent" and self._after(grant, ("", topic))

    def _after(self, grant: Grant, key: tuple[str, str]) -> bool:
        # A token says when it ends, in whole seconds; so one signed within the second of the revocation is refused too,
        # and its owner asks for another.
        at = self._at.get(key)
        return at is not None and grant.expires_at - LIFETIME <= at
