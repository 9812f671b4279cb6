"""What agents do with a case besides writing: state, owner, team, name, tags."""

from datetime import datetime, timedelta

from lightkeeper.actions.base import action, announce
from lightkeeper.actions.chapter import Chapter, chapter
from lightkeeper.actions.timer import set_timer
from lightkeeper.core.access import Forbidden, NotFound, Permission, require
from lightkeeper.core.audience import Audience
from lightkeeper.core.events import (
    Assigned,
    Handler,
    HandlerChanged,
    LanguageChanged,
    SubjectChanged,
    SurveyOffered,
    TagAdded,
    TagRemoved,
)
from lightkeeper.core.people import SYSTEM
from lightkeeper.core.ticket import STATE_CAUSES, Cause, ConversationClosed, State
from lightkeeper.core.topics import conversation_topic
from lightkeeper.models import Agent, Conversation, Survey, Tag, Team
from lightkeeper.ports.bus import Revoke
from lightkeeper.queries.agent import colleague, standing
from lightkeeper.queries.conversation import locked_conversation, visible_conversation

CLOSE_AFTER = timedelta(days=7)


@action
def set_state(agent: Agent, reference: str, state: State, *, now: datetime) -> int:
    """Moves the case by hand; solving it asks the customer how it went. The ledger's seq afterwards.

    Raises NotFound, Forbidden, ConversationClosed (also when `state` is none that is set by hand).
    """
    conversation = _working(agent, reference, Permission.SET_STATE)
    cause = STATE_CAUSES.get(state)
    if cause is None:
        raise ConversationClosed
    with chapter(conversation, agent.ref, now) as writing:
        _introduced(writing, agent)
        solve(writing, now) if cause is Cause.SOLVED else writing.move(cause)
    return conversation.seq


def solve(writing: Chapter, now: datetime) -> None:
    """Solved: a survey once, and closed for good a week later unless the customer writes again."""
    conversation = writing.conversation
    if conversation.state == State.SOLVED:
        return
    writing.move(Cause.SOLVED)
    survey = Survey.objects.filter(brand=conversation.brand, kind="csat", active=True).first()
    if survey and conversation.rating is None:
        writing.write(SurveyOffered(survey=survey.kind), actor=SYSTEM)
    set_timer("close_solved", conversation.reference, now + CLOSE_AFTER)


@action
def close_solved(conversation_id: int, *, now: datetime) -> None:
    """The timer's end of a solved conversation; one that was reopened meanwhile is left alone."""
    conversation = locked_conversation(conversation_id)
    if conversation.state != State.SOLVED or conversation.solved_at is None:
        return
    if now < conversation.solved_at + CLOSE_AFTER:  # solved anew while the timer was being fired
        return
    with chapter(conversation, SYSTEM, now) as writing:
        writing.move(Cause.CLOSED)


@action
def assign(agent: Agent, reference: str, to: str | None, *, now: datetime) -> int:
    """Gives the case to a colleague (a ref) or to nobody. Raises NotFound, Forbidden (also when they cannot see it)."""
    conversation = _working(agent, reference, Permission.ASSIGN)
    owner = colleague(conversation.brand, to) if to else None
    there = standing(owner, conversation.brand_id) if owner else None
    if there and not there.sees(conversation.team_id):
        raise Forbidden(permission=Permission.READ.value)
    with chapter(conversation, agent.ref, now) as writing:
        _introduced(writing, agent)
        _placed(writing, owner, conversation.team)
    return conversation.seq


@action
def set_team(agent: Agent, reference: str, slug: str, *, now: datetime) -> int:
    """Moves the case to another team, to nobody in it. Whoever lost sight of it is shut out at once."""
    conversation = _working(agent, reference, Permission.ASSIGN)
    team = Team.objects.filter(brand=conversation.brand, slug=slug).first()
    if team is None:
        raise NotFound
    if team != conversation.team:
        with chapter(conversation, agent.ref, now) as writing:
            _introduced(writing, agent)
            _placed(writing, None, team)
        announce(Revoke(topic=conversation_topic(reference)))
    return conversation.seq


@action
def set_handler(agent: Agent, reference: str, handler: Handler, *, now: datetime) -> int:
    """Hands the case back to the assistant, or takes it from there."""
    conversation = _working(agent, reference, Permission.REPLY)
    if handler != conversation.handler:
        with chapter(conversation, agent.ref, now) as writing:
            _introduced(writing, agent)
            writing.write(HandlerChanged(to=handler))
            writing.set(handler=handler)
    return conversation.seq


@action
def describe(
    agent: Agent, reference: str, *, subject: str | None = None, language: str | None = None, now: datetime
) -> int:
    """Names the case (guarded text) or sets the language in which the customer is answered."""
    conversation = _working(agent, reference, Permission.NOTE)
    with chapter(conversation, agent.ref, now) as writing:
        _introduced(writing, agent)
        if subject is not None and subject != conversation.subject:
            writing.write(SubjectChanged(subject=subject))
            writing.set(subject=subject)
        if language is not None and language != conversation.language:
            writing.write(LanguageChanged(language=language))
            writing.set(language=language)
    return conversation.seq


@action
def tag(agent: Agent, reference: str, slug: str, *, on: bool, now: datetime) -> int:
    """Puts a tag of the brand on the case, or takes it off. Raises NotFound for a tag that does not exist."""
    conversation = _working(agent, reference, Permission.TAG)
    found = Tag.objects.filter(brand=conversation.brand, slug=slug).first()
    if found is None:
        raise NotFound
    has = conversation.tags.filter(pk=found.pk).exists()
    if has is not on:
        with chapter(conversation, agent.ref, now) as writing:
            _introduced(writing, agent)
            writing.write(TagAdded(tag=slug) if on else TagRemoved(tag=slug))
            conversation.tags.add(found) if on else conversation.tags.remove(found)
    return conversation.seq


def _working(agent: Agent, reference: str, permission: Permission) -> Conversation:
    conversation, here = visible_conversation(agent, reference, lock=True)
    require(here, permission)
    return conversation


def _introduced(writing: Chapter, agent: Agent) -> None:
    writing.introduce(agent.ref, "agent", agent.name, Audience.TEAM)


def _placed(writing: Chapter, owner: Agent | None, team: Team | None) -> None:
    conversation = writing.conversation
    if owner == conversation.assignee and team == conversation.team:
        return
    writing.write(
        Assigned(
            agent=owner.ref if owner else None,
            agent_name=owner.name if owner else None,
            team=team.slug if team else None,
        )
    )
    writing.set(assignee=owner, team=team)
