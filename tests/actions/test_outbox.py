"""What leaves the house: claimed once, sent once, never blindly again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lightkeeper.actions import outbox, read, redact, reply, visitor
from lightkeeper.core.secrets import guard
from lightkeeper.models import Conversation, Event, Outbox
from lightkeeper.ports.mailer import MemoryMailer, SmtpMailer
from lightkeeper.ports.wired import Ports, use
from lightkeeper.tasks.pulse import fire_timers, send_mails
from tests.actions.test_ledger import together
from tests.factories import House, make_house, start
from tests.ports.test_mailer import free_port

LATER = reply.UNREAD_COPY_AFTER


def answered(house: House, now: datetime, words: str = "It has arrived") -> tuple[Conversation, int]:
    visitor.describe_customer(house.dana, email="dana@example.com", now=now)
    conversation = start(house.dana)
    sent = reply.Reply(guard(words), conversation.public_seq)
    return conversation, reply.reply(house.alice, conversation.reference, sent, now=now)


def told(conversation: Conversation) -> list[tuple[str, str | None]]:
    rows = Event.objects.filter(conversation=conversation, kind="delivery.changed").order_by("seq")
    return [(row.payload["state"], row.payload["reason"]) for row in rows if row.payload]


def queued(house: House, now: datetime) -> tuple[Conversation, int]:
    conversation, seq = answered(house, now)
    outbox.queue_copy(conversation, seq, now=now)
    (pk,) = outbox.claim(now)
    return conversation, pk


@pytest.fixture
def mailer(ports: Ports) -> MemoryMailer:
    assert isinstance(ports.mailer, MemoryMailer)
    return ports.mailer


def test_an_unread_reply_goes_by_mail_once(house: House, mailer: MemoryMailer, now: datetime) -> None:
    conversation, _ = answered(house, now)
    assert fire_timers(now) == 0
    assert fire_timers(now + LATER) == 1
    assert fire_timers(now + LATER * 2) == 0
    send_mails(now + LATER)
    send_mails(now + LATER)
    assert [(mail.to, "It has arrived" in mail.text) for mail in mailer.sent] == [("dana@example.com", True)]
    assert told(conversation) == [("queued", None), ("delivered", None)]


def test_a_reply_that_was_read_goes_nowhere(house: House, mailer: MemoryMailer, now: datetime) -> None:
    conversation, seq = answered(house, now)
    read.read_by_customer(house.dana, conversation.reference, seq)
    fire_timers(now + LATER)
    assert (send_mails(now + LATER), told(conversation)) == (0, [])


def test_what_was_read_or_redacted_meanwhile_is_not_called_delivered(
    house: House, mailer: MemoryMailer, now: datetime
) -> None:
    conversation, seq = answered(house, now)
    fire_timers(now + LATER)
    redact.redact(house.lead, conversation.reference, seq, reason="asked", now=now)
    send_mails(now + LATER)
    assert mailer.sent == []
    assert told(conversation)[-1] == ("failed", "not_needed")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_the_same_row(now: datetime) -> None:
    house = make_house()
    conversation = start(house.dana)
    for seq in range(40):
        outbox.queue_copy(conversation, seq + 1, now=now)
    taken: list[list[int]] = [[], []]

    def worker(mine: list[int]) -> None:
        while found := outbox.claim(now, limit=3):
            mine += found

    assert together(lambda: worker(taken[0]), lambda: worker(taken[1])) == []
    assert sorted(taken[0] + taken[1]) == sorted(Outbox.objects.values_list("pk", flat=True))


def test_only_one_sends(house: House, now: datetime) -> None:
    _, pk = queued(house, now)
    assert [outbox.about_to_send(pk), outbox.about_to_send(pk)] == [True, False]


def test_a_crash_after_the_data_left_is_ambiguous_and_never_sent_again(
    house: House, mailer: MemoryMailer, now: datetime
) -> None:
    conversation, pk = queued(house, now)
    outbox.about_to_send(pk)
    late = now + outbox.ABANDONED_AFTER + timedelta(seconds=1)
    assert outbox.settle_abandoned(now=late) == 1
    assert told(conversation) == [("failed", "ambiguous")]
    outbox.failed(pk, "the worker comes back", permanent=False, now=late)  # must not queue it again
    assert (send_mails(late + timedelta(days=1)), mailer.sent) == (0, [])


def test_a_crash_before_the_data_left_is_tried_again_but_not_for_ever(house: House, now: datetime) -> None:
    conversation, pk = queued(house, now)
    for _ in outbox.RETRIES:
        now += outbox.ABANDONED_AFTER + timedelta(seconds=1)
        assert outbox.settle_abandoned(now=now) == 1
        assert outbox.claim(now) == [pk]
    now += outbox.ABANDONED_AFTER + timedelta(seconds=1)
    outbox.settle_abandoned(now=now)
    assert outbox.claim(now + timedelta(days=1)) == []
    assert told(conversation) == [("failed", "abandoned")]


def test_a_refusal_for_now_is_tried_again_and_one_for_ever_is_shown(house: House, now: datetime) -> None:
    conversation, pk = queued(house, now)
    for wait in outbox.RETRIES:
        outbox.about_to_send(pk)
        outbox.failed(pk, "450 try later", permanent=False, now=now)
        assert outbox.claim(now + wait - timedelta(seconds=1)) == []
        now += wait
        assert outbox.claim(now) == [pk]
    assert told(conversation) == []
    outbox.failed(pk, "450 try later", permanent=False, now=now)
    assert told(conversation) == [("failed", "450 try later")]


def test_a_permanent_refusal_ends_it_at_once(house: House, now: datetime) -> None:
    conversation, pk = queued(house, now)
    outbox.failed(pk, "550 no such user", permanent=True, now=now)
    assert (told(conversation), outbox.claim(now + timedelta(days=1))) == ([("failed", "550 no such user")], [])


class Refusing:
    """Takes mail for `dana`, refuses the others for good."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not address.startswith("dana"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def peer() -> Iterator[Controller]:
    controller = Controller(Refusing(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.mark.parametrize(("email", "end"), [("dana@example.com", "delivered"), ("eve@example.com", "failed")])
def test_a_real_mail_server(house: House, ports: Ports, now: datetime, peer: Controller, email: str, end: str) -> None:
    use(replace(ports, mailer=SmtpMailer("127.0.0.1", peer.port, security="none")))
    conversation, seq = answered(house, now, "您的充值已到账")
    visitor.describe_customer(house.dana, email=email, now=now)
    outbox.queue_copy(conversation, seq, now=now)
    send_mails(now)
    assert told(conversation)[-1][0] == end
    assert len(peer.handler.taken) == (end == "delivered")
