"""What a file is: told by its bytes, never by its name."""

import re
from dataclasses import dataclass, field
from typing import Any

MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """A type that is taken in. `image`: the decoder to re-encode it with, and `save`, how."""

    media_type: str
    image: str = ""
    text: bool = False
    save: dict[str, Any] = field(default_factory=dict)


_SIGNATURES: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", Kind("image/png", "PNG", save={"optimize": False})),
    (0, b"\xff\xd8\xff", Kind("image/jpeg", "JPEG", save={"quality": 90})),
    (0, b"GIF87a", Kind("image/gif", "GIF")),
    (0, b"GIF89a", Kind("image/gif", "GIF")),
    (8, b"WEBP", Kind("image/webp", "WEBP", save={"quality": 90})),
    (0, b"%PDF-", Kind("application/pdf")),
    (4, b"ftypmp4", Kind("video/mp4")),
    (4, b"ftypisom", Kind("video/mp4")),
    (4, b"ftypqt", Kind("video/quicktime")),
    (0, b"\x1aE\xdf\xa3", Kind("video/webm")),
)
_TEXT = Kind("text/plain", text=True)
_MARKUP = re.compile(r"<[a-z!?/]")


def sniff(data: bytes) -> Kind | None:
    """The kind of `data`, or None for what is not taken in: programs, archives, office files, HTML."""
    for offset, signature, kind in _SIGNATURES:
        if data[offset : offset + len(signature)] == signature:
            return kind
    return _TEXT if _is_plain_text(data) else None


def _is_plain_text(data: bytes) -> bool:
    if not data or b"\0" in data:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    head = text[:1000].lstrip("\ufeff \n\r\t").lower()
    # a browser would run markup; as plain text it would still open in one when saved under its own name
    return not head.startswith("#!") and _MARKUP.match(head) is None


def safe_name(name: str) -> str:
    """A file name to show and to download under: no path, no control or direction marks, at most 120 characters."""
    base = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in base if c.isprintable() and c not in '<>:"|?*')
    kept = kept.strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > MAX_NAME:
        kept = stem[: MAX_NAME - len(suffix) - 1] + dot + suffix if dot and len(suffix) < 10 else kept[:MAX_NAME]
    return kept or "file"
