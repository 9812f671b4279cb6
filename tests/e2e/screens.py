"""Browser contexts under watch: whatever a screen complains about fails the test."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from lightkeeper.ports.catalogue import text
from tests.e2e import host, house

LAUNCH = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP {host.NAME} 127.0.0.1, MAP {house.DESK} 127.0.0.1",
    "--test-third-party-cookie-phaseout",
    # The last switch of a name counts, and Playwright's own would turn off the storage that a frame of another site has
    # for itself, which no browser of a customer does.
    "--disable-features=HttpsUpgrades,Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,PaintHolding",
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
LOCALES = {"zh-Hans": "zh-CN", "en": "en-GB"}

ALWAYS = (
    # The browser itself reports a refused request; asking who is signed in is how the console starts.
    r"401 .*/api/agent/me$",
    r"401 .*/api/auth/browser/v1/auth/session$",
    r"404 .*/favicon\.ico$",
    # Without https, as on these names, the header counts for nothing.
    r"^The Cross-Origin-Opener-Policy header has been ignored",
)


class Words:
    """The texts of the product in one language: `words("widget.write")`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **params: Any) -> str:
        return text(self.language, key, **params)


class Watch:
    """One context and all that its pages complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.problems: list[str] = []
        self.allowed = list(ALWAYS)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))

    def allow(self, *patterns: str) -> None:
        """What this test provokes."""
        self.allowed += patterns

    @property
    def troubled(self) -> list[str]:
        """What a page said that the test does not allow."""
        return [each for each in self.problems if not any(re.search(one, each) for one in self.allowed)]

    def check(self) -> None:
        """Raises AssertionError when there is anything of that kind."""
        troubled = self.troubled
        assert troubled == [], "\n".join(troubled)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            status = re.search(r"status of (\d+)", message.text)
            where = message.location["url"]
            self.problems.append(f"{status[1]} {where}" if status else f"{message.text} {where}")


def traced(browser: Browser, **options: Any) -> Watch:
    """A new context, its trace running."""
    context = browser.new_context(**{"viewport": DESKTOP, "timezone_id": "Asia/Shanghai", **options})
    context.set_default_timeout(15_000)
    context.tracing.start(snapshots=True)
    return Watch(context)


def close(watch: Watch, keep: Path | None) -> None:
    """Ends a context; its trace and a picture of each page go to the folder `keep` when there is one."""
    if keep:
        for number, page in enumerate(watch.context.pages):
            picture(page, keep.with_name(f"{keep.name}-{number}.png"))
        watch.context.tracing.stop(path=keep.with_suffix(".zip"))
    watch.context.close()


def picture(page: Page, path: Path) -> None:
    """What the page shows, if it still can."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        page.screenshot(path=path, timeout=5_000)
    except Error:
        path.unlink(missing_ok=True)
