"""The API: its routers under one document, which `openapi.json` commits."""

from ninja import NinjaAPI

from lightkeeper import __version__
from lightkeeper.api import (
    agent_article,
    agent_attachment,
    agent_case,
    agent_conversation,
    agent_inbox,
    errors,
    widget_article,
    widget_attachment,
    widget_conversation,
    widget_session,
)
from lightkeeper.api.reading import Reader

api = NinjaAPI(
    parser=Reader(),
    title="Lightkeeper",
    version=__version__,
    description="Conversations for agents (`/agent`, session cookie) and customers (`/widget`, bearer token).",
    openapi_url=None,  # the committed document is served by the gateway; no interactive page in production
    docs_url=None,
)
errors.install(api)
for router in (
    agent_inbox.router,
    agent_conversation.router,
    agent_case.router,
    agent_attachment.router,
    agent_article.router,
):
    api.add_router("/agent", router)
for router in (
    widget_session.router,
    widget_conversation.router,
    widget_attachment.router,
    widget_article.router,
):
    api.add_router("/widget/{brand}", router)
