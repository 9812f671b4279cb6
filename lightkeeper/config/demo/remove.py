"""Takes Harbor Exchange away again, and nothing else."""

from pathlib import Path

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
from lightkeeper.ports.wired import wired


def remove(data: Path, *, keep_away: bool = True) -> int:
    """Removes the demo brand with everything of it, its agents and its files. How many conversations.

    `keep_away`: a later `up` does not fill it in again.
    """
    files, conversations = _remove_rows()
    for stored in files:
        wired().store.delete(stored)
    for name in ("demo.json", "keys/demo-identity.pem"):
        (data / name).unlink(missing_ok=True)
    if keep_away:
        (data / "demo.removed").touch()
    return conversations


@action
def _remove_rows() -> tuple[list[str], int]:
    brand = Brand.objects.filter(slug=SLUG, demo=True).first()
    if brand is None:
        return [], 0
    conversations = Conversation.objects.filter(brand=brand)
    references = list(conversations.values_list("reference", flat=True))
    people = list(Customer.objects.filter(brand=brand).values_list("ref", flat=True))
    agents = Agent.objects.filter(demo=True)
    people += agents.values_list("ref", flat=True)
    attachments = Attachment.objects.filter(brand=brand)
    files = [stored for stored in attachments.values_list("stored", flat=True) if stored]
    Timer.objects.filter(subject__in=references).delete()
    IdempotencyKey.objects.filter(author__in=people).delete()
    Outbox.objects.filter(brand=brand).delete()
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
    return files, len(references)
