"""The customer says how it went."""

from datetime import datetime
from typing import ClassVar

from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import chapter
from lightkeeper.core.audience import Audience
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.events import Rated
from lightkeeper.core.secrets import Guarded
from lightkeeper.models import Customer, Event, Rating, Survey
from lightkeeper.queries.conversation import own_conversation


class NothingToRate(LightkeeperError):
    """The conversation was not offered a survey yet."""

    code: ClassVar[str] = "nothing_to_rate"
    status: ClassVar[int] = 409


@action
def rate(customer: Customer, reference: str, score: int, comment: Guarded, *, now: datetime) -> int:
    """Keeps 1 to 5 and words; a second answer replaces the first. Raises NotFound, NothingToRate."""
    conversation = own_conversation(customer, reference, lock=True)
    survey = Survey.objects.filter(brand=conversation.brand, kind="csat").first()
    offered = Event.objects.filter(conversation=conversation, kind="survey.offered").exists()
    if survey is None or not offered:
        raise NothingToRate
    with chapter(conversation, customer.ref, now) as writing:
        writing.introduce(customer.ref, "customer", customer.name or "", Audience.PUBLIC)
        seq = writing.write(Rated(score=score, comment=comment.text or None))
        writing.set(rating=score)
    Rating.objects.update_or_create(
        survey=survey,
        conversation=conversation,
        defaults={"score": score, "comment": comment.text, "seq": seq, "at": writing.at},
    )
    return seq
