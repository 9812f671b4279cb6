"""Files, for customers and agents alike: ticket, upload to the gateway, completion, fresh addresses."""

from datetime import timedelta

from lightkeeper.actions.attachment import MAX_BYTES, complete_upload, expect_upload
from lightkeeper.api.edge import limit
from lightkeeper.api.schema import AttachmentOut, UploadIn, UploadTicket
from lightkeeper.core.tickets import DownloadTicket, sign_download, sign_upload
from lightkeeper.core.tickets import UploadTicket as Ticket
from lightkeeper.models import Attachment, Brand
from lightkeeper.ports.wired import wired

UPLOAD_LIFE = timedelta(minutes=10)
DOWNLOAD_LIFE = timedelta(minutes=10)


def open_upload(brand: Brand, owner: str, data: UploadIn) -> UploadTicket:
    """A ticket for one file. Raises TooLarge, RateLimited."""
    limit("upload", owner)
    now = wired().clock.now()
    attachment = expect_upload(brand, owner, name=data.name, size=data.size, now=now)
    ticket = Ticket(attachment.key, MAX_BYTES, owner, now + UPLOAD_LIFE)
    return UploadTicket(
        key=attachment.key, upload="/files/upload", ticket=sign_upload(ticket, wired().keyring.topic_key)
    )


def close_upload(brand: Brand, owner: str, key: str) -> AttachmentOut:
    """The uploaded file, looked at and ready to be attached."""
    return attachment_out(complete_upload(brand, owner, key))


def attachment_out(attachment: Attachment) -> AttachmentOut:
    """With an address that lives ten minutes."""
    ticket = DownloadTicket(
        attachment.stored,
        attachment.name,
        attachment.media_type,
        "inline" if attachment.width else "attachment",
        wired().clock.now() + DOWNLOAD_LIFE,
    )
    return AttachmentOut(
        key=attachment.key,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        width=attachment.width,
        height=attachment.height,
        url=f"/files/get/{sign_download(ticket, wired().keyring.topic_key)}",
    )
