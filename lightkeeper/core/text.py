"""What people write, made safe to store, without changing what they said."""

from typing import ClassVar

from lightkeeper.core.errors import LightkeeperError

MAX_BODY = 20_000
PREVIEW = 140


class BodyTooLong(LightkeeperError):
    """The text has more characters than a message may have (`limit`)."""

    code: ClassVar[str] = "body_too_long"
    status: ClassVar[int] = 413


class BodyEmpty(LightkeeperError):
    """A message needs words or an attachment."""

    code: ClassVar[str] = "body_empty"
    status: ClassVar[int] = 422


def clean(text: str) -> str:
    """`text` without NUL, lone surrogates and control characters (PostgreSQL and JSON refuse them), lines as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text.strip()
    kept = (c for c in text if c in "\n\t" or not (c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff"))
    return "".join(kept).strip()


def body(text: str, *, attachments: int = 0, limit: int = MAX_BODY) -> str:
    """The body of a message. Raises BodyTooLong, or BodyEmpty when there is neither text nor attachment."""
    text = clean(text)
    if len(text) > limit:
        raise BodyTooLong(limit=limit, length=len(text))
    if not text and not attachments:
        raise BodyEmpty
    return text


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of guarded text, and no half of a marker."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    return (kept if kept.rfind("⟦") <= kept.rfind("⟧") else kept[: kept.rfind("⟦")]).rstrip()


def preview(text: str, limit: int = PREVIEW) -> str:
    """The first words on one line, for lists."""
    line = " ".join(text[: limit * 2].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
