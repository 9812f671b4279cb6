import asyncio
import email
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lightkeeper.ports.mailer import (
    Delivered,
    DeliveryError,
    FolderMailer,
    Mail,
    Mailer,
    MemoryMailer,
    SmtpMailer,
    message,
)

MAIL = Mail(
    message_id="<m1@harbor.example>",
    sender="Harbor Exchange 支持 <help@harbor.example>",
    to="Dana Ortiz <dana@example.com>",
    subject="您的工单 7KM-2QX-9D4T",
    text="您好,\n.\n工单已更新。\n",
    html="<p>您好</p>",
    at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
    headers=(("X-Case", "7KM-2QX-9D4T"),),
)


class Server:
    """A mail server that keeps what it gets and answers as it is told, at the step it is told."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.hang_up = ""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        if self.hang_up == "rcpt":
            hang_up(server)
        envelope.rcpt_tos.append(to)
        return self.answers.get("rcpt", "250 OK")

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content)
        if self.hang_up == "data":
            hang_up(server)
        return self.answers.get("data", "250 taken as 42")

    async def handle_QUIT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        return self.answers.get("quit", "221 bye")


def hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.close()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def smtp(server: Server) -> Iterator[SmtpMailer]:
    loop = asyncio.new_event_loop()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), loop=loop)
    controller.start()
    yield SmtpMailer("127.0.0.1", controller.port, security="none", timeout_s=5)
    controller.stop()
    loop.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(params=["smtp", "memory", "folder"])
def mailer(request: pytest.FixtureRequest, smtp: SmtpMailer, tmp_path: Path) -> Mailer:
    kinds: dict[str, Mailer] = {"smtp": smtp, "memory": MemoryMailer(), "folder": FolderMailer(tmp_path / "outbox")}
    return kinds[request.param]


def delivered(mailer: Mailer, server: Server) -> list[EmailMessage]:
    if isinstance(mailer, MemoryMailer):
        return [message(mail) for mail in mailer.sent]
    raw = [path.read_bytes() for path in mailer.files()] if isinstance(mailer, FolderMailer) else server.got
    return [email.message_from_bytes(each, policy=policy.default) for each in raw]


def test_a_mail_arrives_whole(mailer: Mailer, server: Server) -> None:
    assert isinstance(mailer.send(MAIL), Delivered)
    (got,) = delivered(mailer, server)
    assert got["Message-ID"] == MAIL.message_id
    assert got["From"] == "Harbor Exchange 支持 <help@harbor.example>"
    assert got["To"] == "Dana Ortiz <dana@example.com>"
    assert got["Subject"] == MAIL.subject
    assert got["Date"].datetime == MAIL.at
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["X-Case"] == "7KM-2QX-9D4T"
    text, html = got.get_body(["plain"]), got.get_body(["html"])
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == MAIL.text
    assert html.get_content().strip() == "<p>您好</p>"


@pytest.mark.parametrize(
    "broken",
    [
        replace(MAIL, to="nobody"),
        replace(MAIL, to=""),
        replace(MAIL, to="@example.com"),
        replace(MAIL, to="dana@example.com\r\nBcc: charlie@example.com"),
        replace(MAIL, to="丹娜@example.com"),
        replace(MAIL, headers=(("X-Case", "1\r\nBcc: charlie@example.com"),)),
    ],
    ids=["no at", "empty", "no name", "line break", "not ascii", "header"],
)
def test_a_mail_that_cannot_be_written_is_refused_for_good(mailer: Mailer, server: Server, broken: Mail) -> None:
    with pytest.raises(DeliveryError) as error:
        mailer.send(broken)
    assert error.value.permanent
    assert delivered(mailer, server) == []


def test_a_line_break_in_a_subject_is_a_blank(mailer: Mailer, server: Server) -> None:
    mailer.send(replace(MAIL, subject="Your case\r\nBcc: charlie@example.com"))
    (got,) = delivered(mailer, server)
    assert got["Subject"] == "Your case Bcc: charlie@example.com"
    assert got["Bcc"] is None


def test_a_domain_in_chinese_is_written_in_ascii(mailer: Mailer, server: Server) -> None:
    mailer.send(replace(MAIL, to="dana@例子.example"))
    assert delivered(mailer, server)[0]["To"] == "dana@xn--fsqu00a.example"


@pytest.mark.parametrize(
    ("step", "answer", "permanent"),
    [
        ("rcpt", "550 no such user", True),
        ("rcpt", "450 greylisted", False),
        ("data", "554 looks like spam", True),
        ("data", "452 full", False),
    ],
)
def test_a_refusal_says_whether_to_try_again(
    smtp: SmtpMailer, server: Server, step: str, answer: str, permanent: bool
) -> None:
    server.answers[step] = answer
    with pytest.raises(DeliveryError) as error:
        smtp.send(MAIL)
    assert (error.value.answer, error.value.permanent, error.value.ambiguous) == (answer, permanent, False)


@pytest.mark.parametrize(("step", "ambiguous"), [("rcpt", False), ("data", True)])
def test_a_broken_line_is_ambiguous_once_the_data_went_out(
    smtp: SmtpMailer, server: Server, step: str, ambiguous: bool
) -> None:
    server.hang_up = step
    with pytest.raises(DeliveryError) as error:
        smtp.send(MAIL)
    assert (error.value.permanent, error.value.ambiguous) == (False, ambiguous)


def test_a_rude_goodbye_changes_nothing(smtp: SmtpMailer, server: Server) -> None:
    server.answers["quit"] = "500 go away"
    assert smtp.send(MAIL) == Delivered("taken as 42")


def test_a_server_that_is_down_is_worth_another_attempt() -> None:
    with pytest.raises(DeliveryError) as error:
        SmtpMailer("127.0.0.1", free_port(), security="none").send(MAIL)
    assert (error.value.permanent, error.value.ambiguous) == (False, False)


def test_a_server_without_encryption_is_refused_when_it_was_asked_for(smtp: SmtpMailer, server: Server) -> None:
    with pytest.raises(DeliveryError) as error:
        SmtpMailer("127.0.0.1", smtp._port, security="starttls").send(MAIL)
    assert error.value.permanent
    assert server.got == []


def test_memory_fails_when_told() -> None:
    mailer = MemoryMailer(fail=DeliveryError("450 later", permanent=False))
    with pytest.raises(DeliveryError, match="450 later"):
        mailer.send(MAIL)
    assert mailer.sent == []


def test_the_outbox_keeps_the_newest(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "outbox", most=2)
    for n in (1, 2, 3):
        mailer.send(replace(MAIL, message_id=f"<m{n}@harbor.example>"))
    kept = [email.message_from_bytes(path.read_bytes())["Message-ID"] for path in mailer.files()]
    assert kept == ["<m3@harbor.example>", "<m2@harbor.example>"]
