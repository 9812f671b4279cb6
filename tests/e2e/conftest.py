"""One installation, one browser, one host page for all end-to-end tests; a context for each person in each test."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright

from tests.e2e import host, screens
from tests.e2e.console import Console
from tests.e2e.house import BRAND, ROOT, House
from tests.e2e.screens import LAUNCH, LOCALES, Watch, Words
from tests.e2e.widget import Widget

RESULTS = ROOT / "test-results"
FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=15_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The running installation."""
    made = House()
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def shop(house: House) -> Iterator[str]:
    """The origin of the platform's page, which the brand allows to embed the widget."""
    with host.serving(house.url, BRAND) as origin:
        house.sql("update brand set allowed_origins = array_append(allowed_origins, %s) where slug = %s", origin, BRAND)
        yield origin


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: `LIGHTKEEPER_CHROMIUM`, else Playwright's own."""
    arguments = [*LAUNCH, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=os.environ.get("LIGHTKEEPER_CHROMIUM") or None, args=arguments
        )
        yield launched
        launched.close()


@pytest.fixture
def person(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[..., Watch]]:
    """Makes browser contexts; afterwards none of their pages may have complained."""
    watches: list[Watch] = []

    def make(**options: Any) -> Watch:
        watches.append(screens.traced(browser, **options))
        return watches[-1]

    yield make
    failed = request.node.stash.get(FAILED, False) or any(watch.troubled for watch in watches)
    name = re.sub(r"[^\w-]+", "-", request.node.name)
    for number, watch in enumerate(watches):
        screens.close(watch, RESULTS / f"{name}-{number}" if failed else None)
    for watch in watches:
        watch.check()


@pytest.fixture
def customer(person: Callable[..., Watch], house: House, shop: str) -> Callable[..., Widget]:
    """Makes customers on the platform's page: `customer("zh-Hans")`; further options are those of a context."""

    def make(language: str = "en", *, query: str = "", **options: Any) -> Widget:
        watch = person(locale=LOCALES[language], **options)
        page = watch.context.new_page()
        page.goto(f"{shop}/?language={LOCALES[language]}{query}")
        return Widget(page, Words(language), watch)

    return make


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Who is signed in already, so that not every test signs in again."""
    return {}


@pytest.fixture
def agent(person: Callable[..., Watch], house: House, sessions: dict[str, StorageState]) -> Callable[..., Console]:
    """Makes signed-in agents: `agent("mei")` sees the console in Chinese, the others in English."""

    def make(short: str, **options: Any) -> Console:
        language = "zh-Hans" if short == "mei" else "en"
        watch = person(locale=LOCALES[language], storage_state=sessions.get(short), **options)
        console = Console(watch.context.new_page(), Words(language), watch, house.url)
        console.page.goto(f"{house.url}/desk/")
        if short not in sessions:
            console.sign_in(*house.sign_in(short))
            expect(console.list).to_have_attribute("aria-busy", "false")
            sessions[short] = watch.context.storage_state()
        expect(console.list).to_have_attribute("aria-busy", "false")
        return console

    return make
