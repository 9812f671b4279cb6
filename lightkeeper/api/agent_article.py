"""Console: articles to insert into a reply."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from lightkeeper.api.agent import AgentAuth, agent
from lightkeeper.api.article import ArticleRows, found
from lightkeeper.api.edge import limit
from lightkeeper.api.schema import ErrorOut
from lightkeeper.queries.agent import agent_brand

router = Router(tags=["agent"], auth=AgentAuth())


@router.get("/articles", response={200: ArticleRows, 404: ErrorOut, 429: ErrorOut})
def search_articles(request: HttpRequest, q: str = "", language: str | None = None, brand: str | None = None) -> Any:
    """Articles that hold the words, in the customer's `language`, else in the agent's own."""
    me = agent(request)
    limit("search", me.ref)
    here, _ = agent_brand(me, brand)
    return found(here, q, language or me.language)
