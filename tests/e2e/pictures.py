"""The screenshots of the documentation: `python -m tests.e2e.pictures` starts an installation and takes them all.

`LIGHTKEEPER_CHROMIUM` names the browser; fonts-noto-cjk must be installed.
"""

import io
import os
from contextlib import closing
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.console import Console
from tests.e2e.house import BRAND, ROOT, House
from tests.e2e.screens import DESKTOP, LAUNCH, LOCALES, PHONE, Watch, Words
from tests.e2e.widget import Widget

FOLDER = ROOT / "docs" / "screenshots"
LOST = {"en": "My deposit has not arrived", "zh-Hans": "我的充值没到账"}
REPLY = {
    "en": "Hello, I am Lena. The chain shows your 25 USDT as final; I have asked our wallet team to credit them now.",
    "zh-Hans": "您好，我是小美。链上显示这 25 USDT 已最终确认，我已请钱包团队马上为您入账。",
}


class Studio:
    """Takes pictures of one installation in one browser."""

    def __init__(self, house: House, browser: Browser) -> None:
        self.house = house
        self.browser = browser

    def page(self, language: str, path: str, **options: Any) -> Page:
        """A page of the desk's address in a window of its own."""
        settings = {"viewport": DESKTOP, "timezone_id": "Asia/Shanghai", "locale": LOCALES[language]}
        page = self.browser.new_context(**{**settings, **options}).new_page()
        page.goto(self.house.url + path)
        return page

    def take(self, page: Page, name: str) -> None:
        """Writes one picture, in few colours."""
        page.evaluate("document.fonts.ready")
        shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
        FOLDER.mkdir(parents=True, exist_ok=True)
        shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)

    def widget(self, language: str, *, say: bool, **options: Any) -> tuple[Widget, str]:
        """The widget open in the exchange's page; with `say`, a deposit has been asked for and answered."""
        page = self.page(language, f"/demo/?language={language}", **options)
        widget = Widget(page, Words(language), Watch(page.context))
        widget.open()
        if not say:
            expect(widget.frame.get_by_text(widget.words("widget.notice"))).to_be_visible()
            return widget, ""
        widget.begin()
        reference = widget.start(f"{LOST[language]} {self.house.deposit(usdt='25', final=True)}")
        expect(widget.by("assistant").get_by_role("article")).to_be_visible()
        expect(widget.frame.get_by_text(widget.words("widget.line.handed_over"))).to_be_visible()
        widget.press("widget.to_end")  # a long answer is shown from its beginning; the card is at its end
        return widget, reference

    def console(self, short: str, language: str, reference: str, **options: Any) -> Console:
        """A case on an agent's screen."""
        page = self.page(language, "/desk/", **options)
        console = Console(page, Words(language), Watch(page.context), self.house.url)
        console.sign_in(*self.house.sign_in(short))
        expect(console.list).to_be_visible()
        console.open(reference)
        expect(console.file.locator("article.card").first).to_be_visible()
        return console


def take_all(studio: Studio) -> None:
    """Every picture that the documentation shows."""
    agents = {"en": "lena", "zh-Hans": "mei"}
    for language, short in agents.items():
        home, _ = studio.widget(language, say=False)
        studio.take(home.page, f"widget-home-{language}")
        widget, reference = studio.widget(language, say=True)
        studio.take(widget.page, f"widget-{language}")
        console = studio.console(short, language, reference)
        studio.take(console.page, f"console-{language}")
        console.reply(REPLY[language])
        expect(widget.by("agent")).to_be_visible()
        if language == "en":
            night = studio.console(short, language, reference, color_scheme="dark")
            studio.take(night.page, "console-en-dark")
        phone, _ = studio.widget(language, say=True, viewport=PHONE, is_mobile=True, has_touch=True)
        studio.take(phone.page, f"widget-{language}-phone")
        studio.take(studio.page(language, f"/{BRAND}/{language}/"), f"help-{language}")
        studio.take(studio.page(language, f"/{BRAND}/{language}/articles/deposit-not-arrived"), f"article-{language}")
        sign_in = studio.page(language, "/desk/sign-in")
        expect(sign_in.locator("input[name=email]")).to_be_visible()
        studio.take(sign_in, f"sign-in-{language}")
    studio.take(studio.page("en", f"/{BRAND}/en/", viewport=PHONE, is_mobile=True), "help-en-phone")
    night_widget, _ = studio.widget("zh-Hans", say=True, color_scheme="dark")
    studio.take(night_widget.page, "widget-zh-Hans-dark")


def main() -> None:
    house = House()
    try:
        house.start()
        with sync_playwright() as playwright:
            arguments = [*LAUNCH, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            chromium = os.environ.get("LIGHTKEEPER_CHROMIUM") or None
            with closing(playwright.chromium.launch(executable_path=chromium, args=arguments)) as browser:
                take_all(Studio(house, browser))
    finally:
        house.stop()


if __name__ == "__main__":
    main()
