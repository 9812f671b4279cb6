"""Who gets what, without sockets, clock or database."""

import json
from typing import Any

import msgspec

from lightkeeper.core.audience import Audience
from lightkeeper.gateway.frames import Pong
from lightkeeper.gateway.hub import FRAME_BYTES, PAGE, TOO_FAR_BEHIND, Hub
from lightkeeper.ports.feed import Event, Page

PUBLIC, TEAM = Audience.PUBLIC, Audience.TEAM
TOPIC = "c/A"


class Screen:
    """A follower that remembers."""

    def __init__(self, person: str = "a_alice") -> None:
        self.person = person
        self.writable = True
        self.frames: list[dict[str, Any]] = []
        self.forgot: list[str] = []

    def push(self, data: bytes) -> None:
        head = {126: 4, 127: 10}.get(data[1], 2)
        self.frames.append(json.loads(data[head:]))

    def forget(self, topic: str) -> None:
        self.forgot.append(topic)

    def spans(self) -> list[tuple[int, int]]:
        """(from_seq, to_seq] of the events frames."""
        return [(each["from_seq"], each["to_seq"]) for each in self.frames if each["t"] == "events"]


def page(after: int, to_seq: int, head: int | None = None) -> Page:
    events = tuple(
        Event(seq, "message.posted", 1, "c_dana", "2026-11-21T05:10:11.123Z", PUBLIC, msgspec.Raw(b"null"))
        for seq in range(after + 1, to_seq + 1)
    )
    return Page(events, to_seq, to_seq if head is None else head)


def test_a_new_follower_is_read_for_once() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 3)
    assert hub.due(TOPIC) == (TEAM, 3)
    hub.deliver(TOPIC, TEAM, 3, page(3, 3))
    assert hub.due(TOPIC) is None
    assert screen.frames == []


def test_one_read_serves_all_who_stand_at_the_same_cursor() -> None:
    hub, first, second, behind = Hub(), Screen(), Screen(), Screen()
    for screen, cursor in ((first, 5), (second, 5), (behind, 2)):
        hub.subscribe(screen, TOPIC, TEAM, cursor)
    reads = []
    while (due := hub.due(TOPIC)) is not None:
        reads.append(due)
        hub.deliver(TOPIC, *due, page(due[1], 6))
    assert sorted(reads) == [(TEAM, 2), (TEAM, 5)]
    assert first.spans() == second.spans() == [(5, 6)]
    assert behind.spans() == [(2, 6)]
    assert hub.news(TOPIC, 7)
    assert hub.due(TOPIC) == (TEAM, 6)
    assert hub.due(TOPIC) is None


def test_each_audience_is_read_for_itself() -> None:
    hub, agent, customer = Hub(), Screen(), Screen("c_dana")
    hub.subscribe(agent, TOPIC, TEAM, 0)
    hub.subscribe(customer, TOPIC, PUBLIC, 0)
    assert {hub.due(TOPIC), hub.due(TOPIC)} == {(TEAM, 0), (PUBLIC, 0)}
    hub.deliver(TOPIC, TEAM, 0, page(0, 2))
    assert customer.frames == []


def test_news_told_twice_costs_no_read() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    hub.due(TOPIC)
    hub.deliver(TOPIC, TEAM, 0, page(0, 4))
    assert not hub.news(TOPIC, 4)
    assert not hub.news("c/B", 9)
    assert hub.due(TOPIC) is None


def test_news_that_comes_while_we_read_is_not_lost() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    assert hub.due(TOPIC) == (TEAM, 0)
    assert hub.news(TOPIC, 5)
    hub.deliver(TOPIC, TEAM, 0, page(0, 4))
    assert hub.due(TOPIC) == (TEAM, 4)


def test_a_long_way_is_read_in_pages() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    head = PAGE + 10
    while (due := hub.due(TOPIC)) is not None:
        hub.deliver(TOPIC, *due, page(due[1], min(due[1] + PAGE, head), head))
    assert screen.spans() == [(0, PAGE), (PAGE, head)]


def test_large_payloads_are_cut_into_frames() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    large = msgspec.Raw(b'"' + b"x" * (FRAME_BYTES // 2) + b'"')
    events = tuple(msgspec.structs.replace(each, payload=large) for each in page(0, 5).events)
    while (due := hub.due(TOPIC)) is not None:
        hub.deliver(TOPIC, *due, Page(events[due[1] :], 7, 7))
    assert screen.spans() == [(n, n + 1) for n in range(4)] + [(4, 7)]


def test_a_failed_read_is_made_again() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 2)
    assert hub.due(TOPIC) == (TEAM, 2)
    hub.again(TOPIC, TEAM, 2)
    assert hub.due(TOPIC) == (TEAM, 2)


def test_a_cursor_too_old_or_beyond_the_head_is_reset() -> None:
    for cursor, head in ((0, TOO_FAR_BEHIND + 1), (9, 8)):
        hub, screen = Hub(), Screen()
        hub.subscribe(screen, TOPIC, TEAM, cursor)
        hub.due(TOPIC)
        hub.deliver(TOPIC, TEAM, cursor, page(cursor, cursor, head))
        assert screen.frames == [{"t": "reset", "topic": TOPIC}]
        assert screen.forgot == [TOPIC]
        assert not hub.has(TOPIC)


def test_as_far_behind_as_may_be() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    hub.due(TOPIC)
    hub.deliver(TOPIC, TEAM, 0, page(0, PAGE, TOO_FAR_BEHIND))
    assert screen.spans() == [(0, PAGE)]


def test_who_cannot_take_more_is_read_for_later_and_holds_up_nobody() -> None:
    hub, slow, quick = Hub(), Screen(), Screen()
    hub.subscribe(slow, TOPIC, TEAM, 0)
    hub.subscribe(quick, TOPIC, TEAM, 0)
    slow.writable = False
    for seq in (1, 2):
        hub.news(TOPIC, seq)
        assert hub.due(TOPIC) == (TEAM, seq - 1)
        hub.deliver(TOPIC, TEAM, seq - 1, page(seq - 1, seq))
        assert hub.due(TOPIC) is None
    assert (slow.spans(), quick.spans()) == ([], [(0, 1), (1, 2)])
    slow.writable = True
    assert hub.due(TOPIC) == (TEAM, 0)
    hub.deliver(TOPIC, TEAM, 0, page(0, 2))
    assert slow.spans() == [(0, 2)]


def test_a_follower_that_stands_elsewhere_waits_until_it_is_writable() -> None:
    hub, slow = Hub(), Screen()
    hub.subscribe(slow, TOPIC, TEAM, 0)
    slow.writable = False
    assert hub.due(TOPIC) is None
    slow.writable = True
    assert hub.due(TOPIC) == (TEAM, 0)


def test_following_again_replaces_the_cursor() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    assert hub.due(TOPIC) == (TEAM, 0)
    hub.subscribe(screen, TOPIC, TEAM, 3)
    hub.deliver(TOPIC, TEAM, 0, page(0, 4))
    assert screen.frames == []
    assert hub.due(TOPIC) == (TEAM, 3)


def test_frames_for_the_team_pass_customers_by() -> None:
    hub, alice, bob, dana = Hub(), Screen("a_alice"), Screen("a_bob"), Screen("c_dana")
    hub.subscribe(alice, TOPIC, TEAM, 0)
    hub.subscribe(bob, TOPIC, TEAM, 0)
    hub.subscribe(dana, TOPIC, PUBLIC, 0)
    hub.send(TOPIC, Pong(), TEAM, besides="a_bob")
    assert (alice.frames, bob.frames, dana.frames) == ([{"t": "pong"}], [], [])


def test_leaving() -> None:
    hub, screen = Hub(), Screen()
    hub.subscribe(screen, TOPIC, TEAM, 0)
    assert (hub.topics("c"), hub.topics("l")) == ([TOPIC], [])
    hub.unsubscribe(screen, TOPIC)
    hub.unsubscribe(screen, TOPIC)
    assert not hub.has(TOPIC)
    assert hub.topics("c") == []
