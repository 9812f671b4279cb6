"""From the first message to the rating."""

from collections.abc import Callable
from datetime import datetime

import pytest

from lightkeeper.actions import case, rating, read, receive, reply
from lightkeeper.core.access import NotFound
from lightkeeper.core.audience import Audience
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import StaleReply, State
from lightkeeper.models import Conversation, Message
from lightkeeper.queries.timeline import events
from tests.actions.verify import verify_action
from tests.factories import House, said, start

NOTHING = guard("")


def test_a_customers_message_begins_a_conversation_with_an_intact_ledger(house: House) -> None:
    conversation = start(house.dana, "我的充值没到账")
    page = events(conversation.reference, Audience.PUBLIC)
    assert [event["kind"] for event in page.events] == ["conversation.started", "participant.joined", "message.posted"]
    assert [event["seq"] for event in page.events] == [1, 2, 3]
    with verify_action(conversation):
        pass


def test_every_step_of_a_case_is_told_by_its_events(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    ref = conversation.reference
    with verify_action(conversation):
        receive.receive(house.dana, ref, said("And again"), now=now)
    with verify_action(conversation):
        case.assign(house.alice, ref, house.bob.ref, now=now)
    with verify_action(conversation):
        case.tag(house.alice, ref, "deposit", on=True, now=now)
    with verify_action(conversation):
        case.describe(house.alice, ref, subject="USDT deposit", language="zh-Hans", now=now)
    with verify_action(conversation):
        reply.note(house.bob, ref, reply.Reply(guard("Looks fine on chain"), seen_seq=0), now=now)
    seen = Conversation.objects.get(pk=conversation.pk).public_seq
    with verify_action(conversation):
        reply.reply(house.bob, ref, reply.Reply(guard("It has arrived"), seen_seq=seen), now=now)
    with verify_action(conversation):
        case.set_team(house.lead, ref, "wallet", now=now)
    with verify_action(conversation):
        case.set_state(house.charlie, ref, State.SOLVED, now=now)
    with verify_action(conversation):
        rating.rate(house.dana, ref, 5, guard("Thank you"), now=now)
    with verify_action(conversation):
        read.read_by_customer(house.dana, ref, 4)
    with verify_action(conversation):
        receive.receive(house.dana, ref, said("One more thing"), now=now)
    assert Conversation.objects.get(pk=conversation.pk).state == State.OPEN


def test_a_reply_to_an_old_screen_is_held(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    seen = conversation.public_seq
    receive.receive(house.dana, conversation.reference, said("Wait, I found it"), now=now)
    with pytest.raises(StaleReply) as held:
        reply.reply(house.alice, conversation.reference, reply.Reply(guard("Sorry"), seen_seq=seen), now=now)
    assert held.value.fields == {"seq": Conversation.objects.get(pk=conversation.pk).public_seq}
    reply.reply(house.alice, conversation.reference, reply.Reply(guard("Sorry"), seen_seq=seen, anyway=True), now=now)


def test_a_secret_never_lands(house: House) -> None:
    words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
    conversation = start(house.dana, f"my wallet is empty, my words are {words} please help")
    stored = Message.objects.filter(conversation=conversation).order_by("seq")
    assert "abandon" not in stored[0].body
    assert stored[1].author == "system"
    assert stored[1].blocks[0]["type"] == "advice"
    kinds = [event["kind"] for event in events(conversation.reference, Audience.PUBLIC).events]
    assert kinds[-3:] == ["message.posted", "secret.caught", "message.posted"]


def test_other_teams_and_other_brands_find_nothing(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    actions: list[Callable[[], object]] = [
        lambda: reply.note(house.charlie, conversation.reference, reply.Reply(NOTHING, 0), now=now),
        lambda: case.assign(house.charlie, conversation.reference, None, now=now),
        lambda: case.set_state(house.charlie, "NOSUCHREF", State.OPEN, now=now),
    ]
    for action in actions:
        with pytest.raises(NotFound):
            action()
