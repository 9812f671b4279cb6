"""Mail of the product itself: invitations, resets, verifications, copies to customers."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol

from lightkeeper.core.errors import LightkeeperError


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `message_id` (with angle brackets) is the caller's, so that a retry is recognisable.

    `sender` and `to` are addresses, alone or with a name: "Harbor Exchange <help@harbor.example>". `html` is optional.
    """

    message_id: str
    sender: str
    to: str
    subject: str
    text: str
    at: datetime
    html: str = ""
    reply_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The next server took the mail over and answered `answer`."""

    answer: str = ""


class DeliveryError(LightkeeperError):
    """The mail did not go out. `permanent`: another attempt is of no use. `ambiguous`: it may have gone out.

    `answer` is the server's, for the operator's eyes.
    """

    code = "mail_not_delivered"
    status = 502

    def __init__(self, answer: str, *, permanent: bool, ambiguous: bool = False) -> None:
        super().__init__()
        self.answer = answer
        self.permanent = permanent
        self.ambiguous = ambiguous

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"


class Mailer(Protocol):
    """Hands a mail over, or raises DeliveryError."""

    def send(self, mail: Mail) -> Delivered: ...


def message(mail: Mail) -> EmailMessage:
    """The mail as it travels. Raises DeliveryError(permanent) for an address or header that cannot be written."""
    try:
        out = EmailMessage(policy=SMTP)
        out["Message-ID"] = mail.message_id
        out["Date"] = format_datetime(mail.at)
        out["From"] = _address(mail.sender)
        out["To"] = _address(mail.to)
        if mail.reply_to:
            out["Reply-To"] = _address(mail.reply_to)
        out["Subject"] = " ".join(mail.subject.split())
        # RFC 3834: keeps vacation notices from answering us.
        out["Auto-Submitted"] = "auto-generated"
        for name, value in mail.headers:
            out[name] = value
        out.set_content(mail.text)
        if mail.html:
            out.add_alternative(mail.html, subtype="html")
    except (ValueError, IndexError) as error:  # line breaks in a header, two of the same, no address at all
        raise DeliveryError(str(error), permanent=True) from error
    return out


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    local, _, domain = address.rpartition("@")
    if not local or any(char in text for char in "\r\n"):
        raise ValueError("not an address")
    # Without SMTPUTF8 a local part must be ASCII; the library would encode it into an address of somebody else.
    return Address(display_name=name, username=local.encode("ascii").decode(), domain=domain.encode("idna").decode())


class SmtpMailer:
    """A mail server. `security`: "starttls" (port 587), "tls" (465) or "none" (a relay on the same machine)."""

    def __init__(
        self,
        host: str,
        port: int = 587,
        *,
        security: str = "starttls",
        user: str = "",
        password: str = "",
        timeout_s: float = 20,
    ) -> None:
        if security not in ("starttls", "tls", "none"):
            raise ValueError(f"security is starttls, tls or none, not {security!r}")
        self._host, self._port, self._security = host, port, security
        self._user, self._password, self._timeout_s = user, password, timeout_s

    def send(self, mail: Mail) -> Delivered:
        out = message(mail)
        # Only what follows the end of the data is ambiguous: the server may have taken the mail before the line broke.
        handed = False
        try:
            smtp = self._connection()
            try:
                smtp.ehlo_or_helo_if_needed()
                _expect(smtp.mail(out["From"].addresses[0].addr_spec))
                _expect(smtp.rcpt(out["To"].addresses[0].addr_spec))
                handed = True
                code, answer = smtp.data(out.as_bytes())
                _expect((code, answer))
                # The mail is theirs now: a complaint about our goodbye must not make it a failure and a second mail.
                with contextlib.suppress(OSError, smtplib.SMTPException):
                    smtp.quit()
            finally:
                smtp.close()
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            permanent = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)
            raise DeliveryError(f"{type(error).__name__}: {error}", permanent=permanent, ambiguous=handed) from error
        return Delivered(answer.decode("utf-8", "replace"))

    def _connection(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout_s, context=context)
        else:
            smtp = smtplib.SMTP(self._host, self._port, timeout=self._timeout_s)
        try:
            if self._security == "starttls":
                smtp.starttls(context=context)
            if self._user:
                smtp.login(self._user, self._password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _expect(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise _refused(*answer)


def _refused(code: int, answer: bytes | str) -> DeliveryError:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return DeliveryError(f"{code} {words}", permanent=500 <= code < 600)


@dataclass
class MemoryMailer:
    """Keeps what was sent, for tests; `fail` is raised instead when it is set."""

    sent: list[Mail] = field(default_factory=list)
    fail: DeliveryError | None = None

    def send(self, mail: Mail) -> Delivered:
        message(mail)
        if self.fail is not None:
            raise self.fail
        self.sent.append(mail)
        return Delivered("kept")


class FolderMailer:
    """Writes each mail as `<time>-<n>.eml` into a folder: the demo's outbox page shows them, nothing leaves."""

    def __init__(self, folder: Path, *, most: int = 500) -> None:
        self._folder, self._most = folder, most

    def send(self, mail: Mail) -> Delivered:
        out = message(mail).as_bytes()
        name = f"{mail.at:%Y%m%dT%H%M%S%f}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._fresh(name)
            temporary = path.with_suffix(".part")
            temporary.write_bytes(out)
            temporary.rename(path)
            for old in self.files()[self._most :]:
                old.unlink(missing_ok=True)
        except OSError as error:
            raise DeliveryError(str(error), permanent=False) from error
        return Delivered(path.name)

    def files(self) -> list[Path]:
        """The kept mails, newest first."""
        return sorted(self._folder.glob("*.eml"), reverse=True)

    def _fresh(self, name: str) -> Path:
        paths = (self._folder / f"{name}-{n:03}.eml" for n in range(1000))
        return next(path for path in paths if not path.exists())
