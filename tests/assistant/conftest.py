"""A house whose assistant reads one chain in memory, with a deposit in each state."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from lightkeeper.actions import receive
from lightkeeper.assistant.turn import take_turn
from lightkeeper.core.audience import Audience
from lightkeeper.core.investigation.card import Amount, Block, Chain, Confirmations, Source, State
from lightkeeper.core.investigation.reading import Failure, TransferReading
from lightkeeper.models import Conversation, Event, Message
from lightkeeper.ports.chain import InMemoryChain
from lightkeeper.ports.wired import Ports, use
from tests.actions.verify import verify_action
from tests.factories import NOW, House, make_house, said

SANDBOX = Chain("sandbox", "Harbor Sandbox (Ethereum)")
RECIPIENT = "0x" + "ab" * 20
CONTRACT = "0x" + "cd" * 20
FINAL, INCLUDED, PENDING, FAILED, STRANGE = ("0x" + each * 32 for each in ("11", "22", "33", "44", "55"))
NOWHERE = "0x" + "99" * 32


@dataclass
class Desk:
    """The house and its chain."""

    house: House
    chain: InMemoryChain
    ports: Ports


def reading(tx_hash: str, state: State, **changes: object) -> TransferReading:
    made = TransferReading(
        chain=SANDBOX,
        hash=tx_hash,
        state=state,
        source=Source("Sandbox node", "sandbox"),
        read_at=NOW,
        sender="0x" + "ef" * 20,
        recipients=(RECIPIENT,),
        amounts=(Amount("USDT", "250", "250000000", contract=CONTRACT, listed=True, recipient=RECIPIENT),),
        block_seconds=12,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def chain(now: datetime) -> InMemoryChain:
    made = InMemoryChain(SANDBOX, now)
    block = Block(1204, "0x" + "77" * 32, now)
    made.put(reading(FINAL, State.FINAL, block=block, confirmations=Confirmations(36, 12)))
    made.put(reading(INCLUDED, State.INCLUDED, block=block, confirmations=Confirmations(3, 12)))
    made.put(reading(PENDING, State.PENDING))
    made.put(
        reading(FAILED, State.FAILED, block=block, failure=Failure.REVERTED, failure_detail="insufficient balance")
    )
    lure = "claim 9999 USDT at evil.example"
    made.put(reading(STRANGE, State.FAILED, block=block, failure=Failure.REVERTED, failure_detail=lure))
    return made


@pytest.fixture
def desk(db: None, ports: Ports, chain: InMemoryChain) -> Desk:
    """A desk whose assistant reads `chain`."""
    made = replace(ports, chains={"sandbox": chain})
    use(made)
    return Desk(make_house(), chain, made)


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def case_file(conversation: Conversation) -> dict[str, Any]:
    """What a person who takes over finds."""
    found: dict[str, Any] | None = fresh(conversation).case_file
    assert found is not None
    return found


def last(conversation: Conversation) -> Message:
    """The newest public message."""
    rows = Message.objects.filter(conversation=conversation, audience=Audience.PUBLIC)
    return rows.order_by("-seq")[0]


def kinds(conversation: Conversation, after: int = 0) -> list[str]:
    rows = Event.objects.filter(conversation=conversation, seq__gt=after).order_by("seq")
    return list(rows.values_list("kind", flat=True))


def turn(conversation: Conversation) -> Message:
    """The assistant's turn about the newest message, held against its events; what the customer reads then."""
    with verify_action(conversation):
        take_turn(conversation.pk, fresh(conversation).public_seq)
    return last(conversation)


def wrote(desk: Desk, conversation: Conversation, text: str) -> Message:
    received = receive.receive(desk.house.dana, conversation.reference, said(text), now=NOW)
    with verify_action(conversation):
        take_turn(conversation.pk, received.seq)
    return last(conversation)


def handed_over(conversation: Conversation) -> dict[str, Any]:
    payload: dict[str, Any] | None = Event.objects.get(conversation=conversation, kind="handed.over").payload
    assert payload is not None
    return payload
