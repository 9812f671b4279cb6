"""Who may see an event. A topic is (conversation, audience); the one read of the gateway filters by it."""

from enum import StrEnum


class Audience(StrEnum):
    PUBLIC = "public"  # the customer and the team
    TEAM = "team"  # the team alone: internal notes, assignments, case files


def visible_audiences(reader: Audience) -> tuple[Audience, ...]:
    """The audiences of events that a reader of `reader`'s standing sees."""
    return (Audience.PUBLIC, Audience.TEAM) if reader is Audience.TEAM else (Audience.PUBLIC,)
