"""An agent writes: to the customer, or a note to the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lightkeeper.actions.attachment import attach
from lightkeeper.actions.base import action
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.actions.message import Words, post
from lightkeeper.actions.outbox import queue_copy
from lightkeeper.actions.timer import set_timer
from lightkeeper.core import ticket
from lightkeeper.core.access import Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import Assigned, DeliveryChanged, HandlerChanged, SecretCaught
from lightkeeper.core.people import SYSTEM
from lightkeeper.core.secrets import Guarded
from lightkeeper.core.ticket import Cause
from lightkeeper.models import Agent, Draft, Message
from lightkeeper.queries.conversation import locked_conversation, visible_conversation
from lightkeeper.queries.customer import customer_email

UNREAD_COPY_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an agent sends. `seen_seq`: the newest public message that they had on their screen."""

    words: Guarded
    seen_seq: int
    anyway: bool = False
    attachments: Sequence[str] = ()
    key: str | None = None


@action
def reply(agent: Agent, reference: str, sent: Reply, *, now: datetime) -> int:
    """An agent answers; the conversation waits for the customer. The seq.

    Raises NotFound, Forbidden, ConversationClosed, and StaleReply when somebody wrote since `seen_seq`.
    """
    conversation, here = visible_conversation(agent, reference, lock=True)
    require(here, Permission.REPLY)
    if not sent.anyway:
        ticket.refuse_stale(conversation.public_seq, sent.seen_seq)
    with chapter(conversation, agent.ref, now) as writing:
        writing.introduce(agent.ref, "agent", agent.name, Audience.PUBLIC)
        writing.move(Cause.AGENT_REPLIED)
        take_over(writing, agent)
        seq = _post(writing, agent, sent, Audience.PUBLIC)
    set_timer("unread_copy", conversation.reference, now + UNREAD_COPY_AFTER)
    return seq


@action
def note(agent: Agent, reference: str, sent: Reply, *, now: datetime) -> int:
    """An internal note: the customer never sees it. The seq. Raises NotFound, Forbidden."""
    conversation, here = visible_conversation(agent, reference, lock=True)
    require(here, Permission.NOTE)
    with chapter(conversation, agent.ref, now) as writing:
        writing.introduce(agent.ref, "agent", agent.name, Audience.TEAM)
        return _post(writing, agent, sent, Audience.TEAM)


def take_over(writing: Chapter, agent: Agent) -> None:
    """From here on a person answers; an unassigned case becomes theirs."""
    conversation = writing.conversation
    if conversation.handler != "person":
        writing.write(HandlerChanged(to="person"))
        writing.set(handler="person")
    if conversation.assignee_id is None:
        team = conversation.team.slug if conversation.team else None
        writing.write(Assigned(agent=agent.ref, agent_name=agent.name, team=team))
        writing.set(assignee=agent)


def _post(writing: Chapter, agent: Agent, sent: Reply, audience: Audience) -> int:
    conversation = writing.conversation
    blocks = attach(conversation, agent.ref, sent.attachments, seq=None)
    seq = post(writing, Words(sent.words.text, blocks=blocks, key=sent.key), audience=audience)
    attach(conversation, agent.ref, sent.attachments, seq=seq)
    kinds = tuple(sorted({finding.kind.value for finding in sent.words.findings}))
    if kinds:
        writing.set(secrets_caught=conversation.secrets_caught + 1)
        writing.write(SecretCaught(seq=seq, kinds=kinds), audience=audience, actor=SYSTEM)
    Draft.objects.filter(conversation=conversation, agent=agent, audience=audience.value).delete()
    return seq


@action
def copy_unread(conversation_id: int, *, now: datetime) -> None:
    """The timer's question: has the customer seen the last reply? If not, it goes to their e-mail address too."""
    conversation = locked_conversation(conversation_id)
    last = Message.objects.filter(conversation=conversation, audience=Audience.PUBLIC, author__startswith="a_")
    message = last.order_by("-seq").first()
    if message is None or conversation.customer_read_seq >= message.seq:
        return
    if customer_email(conversation.customer) and queue_copy(conversation, message.seq, now=now):
        with chapter(conversation, SYSTEM, now) as writing:
            writing.write(DeliveryChanged(seq=message.seq, channel="mail", state="queued", reason=None))
