import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import httpx
import pytest

from lightkeeper.ports.pager import LogPager, Page, Pager, PagerError
from lightkeeper.ports.webhook_pager import WebhookPager

PAGE = Page("hacked:7KM2QX9D4T", "An account is being emptied", link="https://desk.harbor.example/c/7KM-2QX-9D4T")


class Hook(BaseHTTPRequestHandler):
    status: ClassVar[int] = 204
    bodies: ClassVar[list[dict[str, str]]] = []
    headers_seen: ClassVar[list[str | None]] = []

    def do_POST(self) -> None:
        self.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.headers_seen.append(self.headers["Authorization"])
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Silent: the tests' output is for failures."""


@pytest.fixture
def hook() -> Iterator[str]:
    Hook.status, Hook.bodies, Hook.headers_seen = 204, [], []
    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/page"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5) as client:
        yield client


@pytest.fixture(params=["log", "webhook"])
def pager(request: pytest.FixtureRequest, hook: str, client: httpx.Client) -> Pager:
    return LogPager() if request.param == "log" else WebhookPager(hook, token="t0ken", client=client)


def seen(pager: Pager) -> list[str]:
    return (
        [page.title for page in pager.pages] if isinstance(pager, LogPager) else [each["title"] for each in Hook.bodies]
    )


def test_a_page_reaches_the_person_on_duty(pager: Pager) -> None:
    pager.page(PAGE)
    assert seen(pager) == ["An account is being emptied"]


@pytest.mark.parametrize(("status", "permanent"), [(500, False), (429, False), (404, True), (302, True)])
def test_a_page_that_does_not_go_out_says_whether_to_try_again(pager: Pager, status: int, permanent: bool) -> None:
    if isinstance(pager, LogPager):
        pager.fail = PagerError(permanent=permanent)
    Hook.status = status
    with pytest.raises(PagerError) as error:
        pager.page(PAGE)
    assert error.value.permanent is permanent


def test_a_webhook_gets_the_page_and_the_token(hook: str, client: httpx.Client) -> None:
    WebhookPager(hook, token="t0ken", client=client).page(PAGE)
    assert Hook.bodies == [{"key": PAGE.key, "title": PAGE.title, "urgency": "now", "link": PAGE.link}]
    assert Hook.headers_seen == ["Bearer t0ken"]


def test_a_webhook_that_is_down_is_worth_another_attempt(client: httpx.Client) -> None:
    with pytest.raises(PagerError) as error:
        WebhookPager("http://127.0.0.1:9/", client=client).page(PAGE)
    assert error.value.permanent is False
