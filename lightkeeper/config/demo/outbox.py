"""The mails that `FolderMailer` kept, as a person reads them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from lightkeeper.ports.mailer import FolderMailer


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail; `text` is its plain part."""

    name: str
    sender: str
    to: str
    subject: str
    text: str
    at: datetime | None


def read(folder: Path, *, most: int) -> list[Kept]:
    """The newest mails of the folder, newest first; one that vanishes meanwhile is left out."""
    rows = []
    for path in FolderMailer(folder).files()[:most]:
        try:
            rows.append(_kept(path.stem, path.read_bytes()))
        except FileNotFoundError:
            continue
    return rows


def _kept(name: str, raw: bytes) -> Kept:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)  # noqa: S101 - what the default policy makes
    body = mail.get_body(preferencelist=("plain", "html"))
    date = mail["Date"].datetime if mail["Date"] else None
    return Kept(
        name,
        str(mail["From"] or ""),
        str(mail["To"] or ""),
        str(mail["Subject"] or ""),
        body.get_content().strip() if body else "",
        date.astimezone(UTC) if date else None,
    )
