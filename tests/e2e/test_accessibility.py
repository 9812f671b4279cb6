"""No screen has what axe calls a serious or critical barrier, in light and in dark."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.e2e.console import Console
from tests.e2e.house import BRAND, ROOT, House
from tests.e2e.screens import LOCALES, Watch
from tests.e2e.widget import Widget

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN = "() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)"

Scheme = Literal["light", "dark"]
both = pytest.mark.parametrize("scheme", ["light", "dark"])


def barriers(place: Page | Frame) -> list[str]:
    """What is serious or critical: the rule, the element, and what to do."""
    place.evaluate(AXE.read_text())
    return [
        f"{each['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for each in place.evaluate(RUN)
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


@both
def test_the_console(scheme: Scheme, person: Callable[..., Watch], agent: Callable[..., Console], house: House) -> None:
    stranger = person(locale=LOCALES["en"], color_scheme=scheme, bypass_csp=True).context.new_page()
    stranger.goto(f"{house.url}/desk/")
    expect(stranger.locator("input[name=email]")).to_be_visible()
    assert barriers(stranger) == []

    console = agent("lena", color_scheme=scheme, bypass_csp=True)
    console.show("all")
    assert barriers(console.page) == []
    console.list.locator("article button").filter(has_text="Omar").first.click()
    expect(console.file).to_be_visible()
    assert barriers(console.page) == []


@both
def test_the_widget(scheme: Scheme, customer: Callable[..., Widget], house: House) -> None:
    widget = customer("en", color_scheme=scheme, bypass_csp=True)
    widget.open()
    frame = widget.page.frames[1]
    assert barriers(frame) == []
    widget.begin()
    widget.start(f"My deposit has not arrived {house.deposit(usdt='25')}")
    expect(widget.by("assistant").get_by_role("article")).to_be_visible()
    assert barriers(frame) == []


@both
@pytest.mark.parametrize("path", ["", "articles/deposit-not-arrived", "search?q=deposit", "verify"])
def test_the_help_centre(path: str, scheme: Scheme, person: Callable[..., Watch], house: House) -> None:
    page = person(locale=LOCALES["en"], color_scheme=scheme, bypass_csp=True).context.new_page()
    page.goto(f"{house.url}/{BRAND}/en/{path}")
    expect(page.get_by_role("heading").first).to_be_visible()
    assert barriers(page) == []
