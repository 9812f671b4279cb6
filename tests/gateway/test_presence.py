"""Who is here, over two gateways joined by nothing but their frames."""

from typing import Any

from lightkeeper.core.audience import Audience
from lightkeeper.gateway.hub import Hub
from lightkeeper.gateway.presence import SILENCE_SECONDS, PresenceBoard
from lightkeeper.ports.bus import Alive, Ephemeral, Here, Person
from tests.gateway.test_hub import Screen

PUBLIC, TEAM = Audience.PUBLIC, Audience.TEAM
TOPIC = "c/A"
ALICE, BOB = Person("a_alice", "Alice", "agent"), Person("a_bob", "Bob", "agent")
DANA = Person("c_dana", "Dana", "customer")


class Two:
    """Two gateways; what one says, both hear."""

    def __init__(self) -> None:
        self.hubs = Hub(), Hub()
        self.said: list[Ephemeral] = []
        self.boards = [PresenceBoard(hub, self.said.append, name) for name, hub in zip("ab", self.hubs, strict=True)]

    def join(self, at: int, person: Person) -> Screen:
        screen = Screen(person.ref)
        audience = PUBLIC if person is DANA else TEAM
        self.hubs[at].subscribe(screen, TOPIC, audience, 0)
        self.boards[at].join(TOPIC, screen, person, audience)
        self.carry()
        return screen

    def carry(self, now: float = 0.0) -> None:
        while self.said:
            frame = self.said.pop(0)
            for board in self.boards:
                if isinstance(frame.payload, Here):
                    board.heard(frame.topic, frame.payload, now)
                elif isinstance(frame.payload, Alive):
                    board.alive(frame.payload, now)


def people(screen: Screen) -> list[dict[str, Any]]:
    """The last presence that it was shown."""
    found: list[dict[str, Any]] = [each for each in screen.frames if each["t"] == "presence"][-1]["people"]
    return found


def refs(screen: Screen) -> list[str]:
    return [each["ref"] for each in people(screen)]


def test_people_at_two_gateways_see_each_other() -> None:
    two = Two()
    alice, bob = two.join(0, ALICE), two.join(1, BOB)
    assert refs(alice) == refs(bob) == ["a_alice", "a_bob"]
    two.boards[1].leave(TOPIC, BOB)
    two.carry()
    assert refs(alice) == ["a_alice"]


def test_a_customer_learns_the_kinds_alone() -> None:
    two = Two()
    dana = two.join(0, DANA)
    two.join(1, ALICE)
    bob = two.join(1, BOB)
    assert people(dana) == [{"kind": "agent"}, {"kind": "customer"}]
    assert refs(bob) == ["a_alice", "a_bob", "c_dana"]


def test_two_sockets_of_one_person_are_one_presence() -> None:
    two = Two()
    bob = two.join(0, BOB)
    first, second = two.join(0, ALICE), two.join(0, ALICE)
    assert refs(second) == ["a_alice", "a_bob"]
    shown = len(bob.frames)
    two.boards[0].leave(TOPIC, ALICE)
    two.carry()
    assert len(bob.frames) == shown
    two.boards[0].leave(TOPIC, ALICE)
    assert refs(bob) == ["a_bob"]
    assert first.frames


def test_a_gateway_that_falls_silent_takes_its_people_along() -> None:
    two = Two()
    alice = two.join(0, ALICE)
    two.join(1, BOB)
    two.boards[1].beat(5.0)
    two.carry(5.0)
    two.boards[0].beat(5.0 + SILENCE_SECONDS)
    assert refs(alice) == ["a_alice", "a_bob"]
    two.boards[0].beat(5.1 + SILENCE_SECONDS)
    assert refs(alice) == ["a_alice"]


def test_after_a_gap_of_the_bus_all_is_told_again() -> None:
    two = Two()
    alice = two.join(0, ALICE)
    bob = Screen("a_bob")
    two.hubs[1].subscribe(bob, TOPIC, TEAM, 0)
    two.boards[1].join(TOPIC, bob, BOB, TEAM)
    two.said.clear()  # lost
    assert refs(alice) == ["a_alice"]
    two.boards[0].resume()
    two.carry()
    assert refs(alice) == refs(bob) == ["a_alice", "a_bob"]


def test_what_is_said_of_a_conversation_that_nobody_has_open_here_is_not_kept() -> None:
    two = Two()
    two.join(0, ALICE)
    assert two.boards[1]._gatherings == {}
    two.boards[0].leave(TOPIC, ALICE)
    two.boards[0].leave(TOPIC, ALICE)
    assert two.boards[0]._gatherings == {}
