"""Files: a ticket to upload one, a look at what came, and its place in a message."""

import io
import secrets
import struct
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from PIL import Image, UnidentifiedImageError

from lightkeeper.actions.base import action
from lightkeeper.core.errors import LightkeeperError
from lightkeeper.core.events import Json
from lightkeeper.core.files import Kind, safe_name, sniff
from lightkeeper.core.secrets import guard
from lightkeeper.models import Attachment, Brand, Conversation
from lightkeeper.ports.store import put
from lightkeeper.ports.wired import wired
from lightkeeper.queries.attachment import own_attachment

MAX_BYTES = 15 * 1024 * 1024
MAX_PER_MESSAGE = 10
MAX_PIXELS = 40_000_000
TEXT_LIMIT = 1024 * 1024
"""What the guard reads of a text file in a request's time."""
UNREADABLE = (
    *(UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning),
    *(OSError, ValueError, SyntaxError, EOFError, OverflowError, IndexError, KeyError, TypeError, struct.error),
)
"""What Pillow raises over damaged files and damaged EXIF blocks."""


class AttachmentUnknown(LightkeeperError):
    """A file that this person did not upload, or that is not ready."""

    code: ClassVar[str] = "attachment_unknown"
    status: ClassVar[int] = 422


class AttachmentRefused(LightkeeperError):
    """A file of a type that is not taken in (`name`)."""

    code: ClassVar[str] = "unsupported_media"
    status: ClassVar[int] = 415


class TooLarge(LightkeeperError):
    """More bytes than `limit`, or more files than a message may have."""

    code: ClassVar[str] = "too_large"
    status: ClassVar[int] = 413


@action
def expect_upload(brand: Brand, owner: str, *, name: str, size: int, now: datetime) -> Attachment:
    """A row for a file that will come by ticket. Raises TooLarge."""
    if size > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES)
    return Attachment.objects.create(
        brand=brand,
        owner=owner,
        key=secrets.token_urlsafe(24),
        name=safe_name(guard(name).text),
        size=size,
        created_at=now,
    )


@action
def complete_upload(brand: Brand, owner: str, key: str) -> Attachment:
    """Looks at the uploaded bytes, decides the type by content, re-encodes images.

    Raises NotFound, AttachmentRefused. Nothing of a refused file is kept.
    """
    attachment = own_attachment(brand, owner, key, lock=True)
    if attachment.state != Attachment.State.PENDING:
        return attachment
    incoming = wired().incoming
    with incoming.open(key) as file:
        data = file.read(MAX_BYTES + 1)
    incoming.delete(key)
    kind = sniff(data)
    if kind is None:
        raise AttachmentRefused(name=attachment.name)
    data, width, height = _cleaned(kind, data, attachment.name)
    attachment.stored = put(wired().store, data, limit=MAX_BYTES * 4).key
    attachment.media_type, attachment.size = kind.media_type, len(data)
    attachment.width, attachment.height = width, height
    attachment.state = Attachment.State.READY
    attachment.save()
    return attachment


def attach(conversation: Conversation, owner: str, keys: Sequence[str], *, seq: int | None) -> list[Json]:
    """The blocks of these files for a message of `owner`; with `seq`, ties them to it. Raises AttachmentUnknown."""
    if not keys:
        return []
    if len(keys) > MAX_PER_MESSAGE:
        raise TooLarge(limit=MAX_PER_MESSAGE)
    rows = Attachment.objects.filter(brand=conversation.brand_id, owner=owner, key__in=keys)
    if seq is not None:
        rows.update(conversation=conversation, seq=seq, state=Attachment.State.ATTACHED)
        return []
    # locked: two messages sent at once must not share a file
    found = {row.key: row for row in rows.filter(state=Attachment.State.READY).order_by("pk").select_for_update()}
    if len(found) != len(set(keys)):
        raise AttachmentUnknown
    return [attachment_block(found[key]) for key in dict.fromkeys(keys)]


def attachment_block(attachment: Attachment) -> Json:
    """A file as a block of a message; addresses are made afresh when somebody looks."""
    block: Json = {
        "type": "attachment",
        "key": attachment.key,
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
    }
    if attachment.width and attachment.height:
        block |= {"width": attachment.width, "height": attachment.height}
    return block


def _cleaned(kind: Kind, data: bytes, name: str) -> tuple[bytes, int | None, int | None]:
    if kind.image:
        return _reencoded(kind, data, name)
    if kind.text:
        if len(data) > TEXT_LIMIT:  # cut off, it would be another file
            raise TooLarge(limit=TEXT_LIMIT)
        # a recovery phrase in a text file must not land either
        return guard(data.decode()).text.encode(), None, None
    return data, None, None


def _reencoded(kind: Kind, data: bytes, name: str) -> tuple[bytes, int, int]:
    """The picture drawn anew: no metadata (place, device), nothing hidden behind its pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=[kind.image]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise AttachmentRefused(name=name)
            picture.load()
            upright = _upright(picture)
        out = io.BytesIO()
        upright.save(out, kind.image, **kind.save)
    except UNREADABLE:
        raise AttachmentRefused(name=name) from None
    return out.getvalue(), upright.width, upright.height


def _upright(picture: Image.Image) -> Image.Image:
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(picture)
    modes = {"JPEG": "RGB", "GIF": "P"}
    mode = modes.get(picture.format or "", "RGBA" if "A" in turned.getbands() or turned.mode == "P" else "RGB")
    clean = turned.convert(mode)
    clean.info = {}
    return clean
