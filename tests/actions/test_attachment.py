"""Files: what they are is told by their bytes, and nothing rides along."""

import io
import struct
import zlib
from datetime import datetime

import pytest
from PIL import Image

from lightkeeper.actions import attachment
from lightkeeper.actions.attachment import AttachmentRefused, TooLarge
from lightkeeper.core.access import NotFound
from lightkeeper.models import Attachment
from lightkeeper.ports.store import MemoryStore
from lightkeeper.ports.wired import Ports
from tests.factories import House


def send(house: House, ports: Ports, data: bytes, now: datetime, name: str = "file.bin") -> Attachment:
    row = attachment.expect_upload(house.brand, house.dana.ref, name=name, size=len(data), now=now)
    with ports.incoming.writer(row.key, limit=attachment.MAX_BYTES) as file:
        file.write(data)
        file.commit()
    return attachment.complete_upload(house.brand, house.dana.ref, row.key)


def kept(ports: Ports) -> dict[str, bytes]:
    assert isinstance(ports.store, MemoryStore)
    return ports.store.files


def picture(kind: str, **save: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, kind, **save)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_drawn_anew(house: House, ports: Ports, now: datetime, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "walrus at home, 51.5 N"
    extra = {} if kind == "GIF" else {"exif": exif}
    row = send(house, ports, picture(kind, **extra) + b"walrus after the end", now, name="a.exe")
    data = kept(ports)[row.stored]
    assert (row.media_type, row.width, row.height) == (f"image/{kind.lower()}", 8, 4)
    assert b"walrus" not in data
    assert not dict(Image.open(io.BytesIO(data)).getexif())


def test_a_picture_taken_sideways_is_turned(house: House, ports: Ports, now: datetime) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    row = send(house, ports, picture("JPEG", exif=exif), now)
    assert (row.width, row.height) == (4, 8)


@pytest.mark.parametrize(
    "data",
    [
        bomb(60_000, 60_000),
        bomb(10_000, 10_000),
        bomb(6_400, 6_400),
        picture("PNG")[:45],
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff" + b"x" * 50,
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"PK\x03\x04" + b"\0" * 40,
        b"",
    ],
    ids=["bomb", "smaller bomb", "over the limit", "cut", "head only", "no jpeg", "html", "svg", "zip", "empty"],
)
def test_what_is_refused_is_not_kept(house: House, ports: Ports, now: datetime, data: bytes) -> None:
    with pytest.raises(AttachmentRefused):
        send(house, ports, data, now)
    row = Attachment.objects.get()
    assert (row.state, row.stored, kept(ports)) == ("pending", "", {})
    assert not ports.incoming.path(row.key).exists()


def test_a_text_is_guarded(house: House, ports: Ports, now: datetime) -> None:
    words = "legal winner thank year wave sausage worth useful legal winner thank yellow"
    row = send(house, ports, f"备份\n{words}\n".encode(), now, name=f"{words}.txt")
    assert kept(ports)[row.stored].decode() == "备份\n⟦secret:recovery_phrase⟧\n"
    assert "sausage" not in row.name


def test_a_long_text_is_refused_and_not_cut(house: House, ports: Ports, now: datetime) -> None:
    with pytest.raises(TooLarge):
        send(house, ports, b"x\n" * attachment.TEXT_LIMIT, now)


def test_completing_twice_is_once_and_only_for_its_owner(house: House, ports: Ports, now: datetime) -> None:
    row = send(house, ports, b"hello there", now)
    assert attachment.complete_upload(house.brand, house.dana.ref, row.key).stored == row.stored
    with pytest.raises(NotFound):
        attachment.complete_upload(house.brand, house.alice.ref, row.key)
    with pytest.raises(TooLarge):
        attachment.expect_upload(house.brand, "c_1", name="x", size=attachment.MAX_BYTES + 1, now=now)
