"""Pages as JSON to an address of the operator."""

import httpx

from lightkeeper.ports.pager import Page, PagerError


class WebhookPager:
    """Posts pages as JSON to an address of the operator: an on-call service, a chat room, a script of their own.

    The body is `{"key", "title", "urgency", "link"}`; `key` is also sent as `Idempotency-Key`.
    """

    def __init__(self, url: str, *, token: str = "", client: httpx.Client | None = None) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = client or httpx.Client(timeout=10, follow_redirects=False)

    def page(self, page: Page) -> None:
        body = {"key": page.key, "title": page.title, "urgency": page.urgency, "link": page.link}
        try:
            answer = self._client.post(self._url, json=body, headers={**self._headers, "Idempotency-Key": page.key})
        except httpx.HTTPError as error:
            raise PagerError(permanent=False) from error
        if not answer.is_success:
            raise PagerError(permanent=answer.status_code < 500 and answer.status_code not in (408, 429))
