"""Takes Harbor Exchange away again, and nothing else."""

import email
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q

from lightkeeper.actions.base import action
from lightkeeper.config.demo.people import SLUG
from lightkeeper.models import (
    Agent,
    Article,
    ArticleCategory,
    Attachment,
    Brand,
    Conversation,
    Customer,
    IdempotencyKey,
    InboxCount,
    Outbox,
    Tag,
    Team,
    Timer,
)
from lightkeeper.ports.mailer import FolderMailer
from lightkeeper.ports.wired import wired


@dataclass(frozen=True, slots=True)
class Gone:
    """What the removed rows leave outside the database: keys of stored files, message ids of mails without a host."""

    conversations: int = 0
    files: tuple[str, ...] = ()
    mails: frozenset[str] = frozenset()


def remove(data: Path, *, keep_away: bool = True) -> int:
    """Removes the demo brand with everything of it: its agents, files and mails. How many conversations.

    `keep_away`: a later `up` does not fill it in again, and removes the sandbox chain, which may run now.
    """
    gone = _remove_rows()
    for stored in gone.files:
        wired().store.delete(stored)
    _remove_mails(data / "outbox", gone.mails)
    for name in ("demo.json", "keys/demo-identity.pem"):
        (data / name).unlink(missing_ok=True)
    if keep_away:
        (data / "demo.removed").touch()
    return gone.conversations


def _remove_mails(folder: Path, ids: frozenset[str]) -> None:
    for path in FolderMailer(folder).files():
        said = email.message_from_bytes(path.read_bytes())["Message-ID"] or ""
        if said.strip("<> ").rpartition("@")[0] in ids:
            path.unlink(missing_ok=True)


@action
def _remove_rows() -> Gone:
    brand = Brand.objects.filter(slug=SLUG, demo=True).first()
    if brand is None:
        return Gone()
    conversations = Conversation.objects.filter(brand=brand)
    references = list(conversations.values_list("reference", flat=True))
    people = list(Customer.objects.filter(brand=brand).values_list("ref", flat=True))
    agents = Agent.objects.filter(demo=True)
    people += agents.values_list("ref", flat=True)
    attachments = Attachment.objects.filter(brand=brand)
    files = [stored for stored in attachments.values_list("stored", flat=True) if stored]
    outbox = Outbox.objects.filter(Q(brand=brand) | Q(agent__demo=True))
    mails = frozenset(key.replace(":", ".") for key in outbox.values_list("key", flat=True))
    Timer.objects.filter(subject__in=references).delete()
    IdempotencyKey.objects.filter(author__in=people).delete()
    outbox.delete()
    InboxCount.objects.filter(brand=brand).delete()
    attachments.delete()
    conversations.delete()
    Customer.objects.filter(brand=brand).delete()
    Article.objects.filter(brand=brand).delete()
    ArticleCategory.objects.filter(brand=brand).delete()
    Tag.objects.filter(brand=brand).delete()
    Team.objects.filter(brand=brand).delete()
    agents.delete()
    brand.delete()
    return Gone(len(references), tuple(files), mails)
