"""A customer writes: secrets in pieces, whatever they look like one by one."""

from datetime import datetime, timedelta

import pytest

from lightkeeper.actions import case, receive, reply
from lightkeeper.core.audience import Audience
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import ConversationClosed
from lightkeeper.models import Conversation, Event, Message
from lightkeeper.queries.timeline import events
from tests.actions.test_redact import holding
from tests.actions.verify import verify_action
from tests.factories import House, said, start

PHRASE = tuple("legal winner thank year wave sausage worth useful legal winner thank yellow".split(" "))  # noqa: SIM905


@pytest.mark.parametrize("size", [1, 3, 4, 6])
def test_a_phrase_in_pieces_is_caught(house: House, now: datetime, size: int) -> None:
    conversation = start(house.dana, "Hello")
    caught: set[str] = set()
    for place in range(0, len(PHRASE), size):
        with verify_action(conversation):
            piece = said(" ".join(PHRASE[place : place + size]))
            caught |= set(receive.receive(house.dana, conversation.reference, piece, now=now).secrets)
    assert caught == {"recovery_phrase"}
    # a last everyday word alone is taken for an answer: without the others it opens nothing
    assert holding("sausage", "winner", "wave", "worth", "useful") == {}
    if size > 1:  # one word among single words may be one of them
        assert Message.objects.get(conversation=conversation, seq=conversation.public_seq).body == "Hello"
    told = events(conversation.reference, Audience.PUBLIC).events
    advice = [event for event in told if event["actor"] == "system" and event["kind"] == "message.posted"]
    assert advice[0]["payload"]["blocks"][0]["type"] == "advice"
    redacted = [event["payload"]["reason"] for event in told if event["kind"] == "redacted"]
    assert set(redacted) == {"[recovery phrase removed]"}


def test_a_key_in_two_halves_is_caught(house: House, now: datetime) -> None:
    key = "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"
    conversation = start(house.dana, key[:25])
    with verify_action(conversation):
        receive.receive(house.dana, conversation.reference, said(key[25:]), now=now)
    assert holding(key[:25], key[25:]) == {}


def test_somebody_elses_words_and_old_ones_are_no_piece(house: House, now: datetime) -> None:
    conversation = start(house.dana, " ".join(PHRASE[:6]))
    later = now + receive.PIECES_WITHIN + timedelta(seconds=1)
    receive.receive(house.dana, conversation.reference, said(" ".join(PHRASE[6:])), now=later)
    assert not Event.objects.filter(conversation=conversation, payload__isnull=True).exists()


def test_ordinary_words_after_one_another_stay(house: House, now: datetime) -> None:
    conversation = start(house.dana, "can you help me")
    for words in ("the deposit has not arrived", "I have waited for an hour", "thank you", "0x" + "5a" * 32):
        receive.receive(house.dana, conversation.reference, said(words), now=now)
    assert not Event.objects.filter(conversation=conversation, payload__isnull=True).exists()


def test_words_after_a_caught_phrase_are_taken_for_words(house: House, now: datetime) -> None:
    conversation = start(house.dana, " ".join(PHRASE))
    for words in ("help", "thank you", "对", "what can I do now"):
        received = receive.receive(house.dana, conversation.reference, said(words), now=now)
        assert received.secrets == ()


def test_nothing_is_added_to_a_closed_conversation(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    Conversation.objects.filter(pk=conversation.pk).update(state="closed")
    with pytest.raises(ConversationClosed):
        receive.receive(house.dana, conversation.reference, said("hello"), now=now)
    assert Conversation.objects.get(pk=conversation.pk).seq == conversation.seq


def test_a_secret_in_a_note_is_the_teams_affair(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    with verify_action(conversation):
        words = guard("their words are " + " ".join(PHRASE))
        reply.note(house.alice, conversation.reference, reply.Reply(words, 0), now=now)
    kinds = [event["kind"] for event in events(conversation.reference, Audience.PUBLIC).events]
    assert "secret.caught" not in kinds
    assert holding("sausage") == {}


def test_a_person_is_introduced_before_they_act_and_again_under_a_new_name(house: House, now: datetime) -> None:
    conversation = start(house.dana)
    case.assign(house.bob, conversation.reference, house.bob.ref, now=now)
    seen = conversation.public_seq
    with verify_action(conversation):
        seen = reply.reply(house.alice, conversation.reference, reply.Reply(guard("Hello"), seen), now=now)
    house.alice.name = "Alice Chen"
    house.alice.save()
    with verify_action(conversation):
        reply.note(house.alice, conversation.reference, reply.Reply(guard("Note"), seen), now=now)
    told = events(conversation.reference, Audience.PUBLIC).events
    hers = [event for event in told if event["actor"] == house.alice.ref]
    assert hers[0]["kind"] == "participant.joined"
    names = [event["payload"]["name"] for event in hers if event["kind"] == "participant.joined"]
    assert names == ["Alice", "Alice Chen"]
