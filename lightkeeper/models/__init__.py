"""Django models: one app, one file per noun. Columns, constraints, indexes; no decisions, no I/O."""

from lightkeeper.models.agent import Agent, Membership, Team
from lightkeeper.models.article import Article, ArticleCategory, ArticleFeedback, ArticleVersion, Vocabulary
from lightkeeper.models.attachment import Attachment
from lightkeeper.models.brand import Brand
from lightkeeper.models.conversation import Conversation, InboxCount, Participation
from lightkeeper.models.customer import Customer, Identity, VisitorSession
from lightkeeper.models.draft import Draft
from lightkeeper.models.event import Event, LedgerEpoch, LedgerRoot
from lightkeeper.models.idempotency import IdempotencyKey
from lightkeeper.models.investigation import Evidence, Investigation
from lightkeeper.models.message import ExternalMessage, Message, MessageSearch
from lightkeeper.models.official_channel import OfficialChannel
from lightkeeper.models.outbox import Outbox
from lightkeeper.models.settings_document import SettingsDocument
from lightkeeper.models.survey import Rating, Survey
from lightkeeper.models.tag import Tag
from lightkeeper.models.timer import Timer

__all__ = [
    "Agent",
    "Article",
    "ArticleCategory",
    "ArticleFeedback",
    "ArticleVersion",
    "Attachment",
    "Brand",
    "Conversation",
    "Customer",
    "Draft",
    "Event",
    "Evidence",
    "ExternalMessage",
    "IdempotencyKey",
    "Identity",
    "InboxCount",
    "Investigation",
    "LedgerEpoch",
    "LedgerRoot",
    "Membership",
    "Message",
    "MessageSearch",
    "OfficialChannel",
    "Outbox",
    "Participation",
    "Rating",
    "SettingsDocument",
    "Survey",
    "Tag",
    "Team",
    "Timer",
    "VisitorSession",
    "Vocabulary",
]
