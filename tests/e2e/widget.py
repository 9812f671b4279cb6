"""The widget as a customer uses it."""

from collections.abc import Sequence

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.e2e.screens import Watch, Words


class Widget:
    """The widget in a host page; `words` in the language that it speaks."""

    def __init__(self, page: Page, words: Words, watch: Watch) -> None:
        self.page = page
        self.words = words
        self.watch = watch
        self.frame: FrameLocator = page.frame_locator("lightkeeper-widget iframe")
        self.button: Locator = page.locator("lightkeeper-widget").get_by_role("button")

    def open(self) -> None:
        """Presses the button in the host's page and waits for the first screen."""
        self.button.click()
        expect(self.frame.get_by_role("heading", level=1)).to_be_visible()

    def begin(self) -> None:
        """A new conversation, nothing written yet."""
        self.press("widget.new_conversation")
        expect(self.field).to_be_visible()

    def press(self, key: str) -> None:
        """The button of that name."""
        self.frame.get_by_role("button", name=self.words(key), exact=True).first.click()

    def say(self, body: str) -> None:
        """Writes and sends."""
        self.field.fill(body)
        self.field.press("Enter")

    def start(self, body: str) -> str:
        """Writes the first message of a conversation; its reference."""
        with self.page.expect_response(lambda each: each.url.endswith("/conversations") and each.status == 201) as made:
            self.say(body)
        return str(made.value.json()["conversation"]["reference"])

    @property
    def field(self) -> Locator:
        return self.frame.get_by_role("textbox", name=self.words("widget.write"))

    @property
    def log(self) -> Locator:
        return self.frame.get_by_role("log")

    @property
    def messages(self) -> Locator:
        """Every message, oldest first."""
        return self.log.locator("li.message")

    def by(self, who: str) -> Locator:
        """The messages of customer, assistant, agent or system."""
        return self.log.locator(f"li.message.{who}")

    def pick(self, key: str) -> None:
        """An entry of the menu of the conversation."""
        self.press("widget.more")
        self.frame.get_by_role("menuitem", name=self.words(key)).click()

    def rate(self, score: int, comment: str) -> None:
        """Answers the question that follows a solved conversation."""
        self.frame.get_by_role("radio", name=self.words("widget.rate.score", n=score)).check(force=True)
        self.frame.get_by_role("textbox", name=self.words("widget.rate.comment")).fill(comment)
        self.frame.locator("form", has=self.frame.get_by_role("radio")).get_by_role("button").click()

    def expect_said(self, bodies: Sequence[str], by: str) -> None:
        """These and no others were said by `by`, in this order, each once."""
        expect(self.by(by).locator(".bubble")).to_have_text(list(bodies))
