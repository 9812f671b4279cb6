"""The agents' console as an agent uses it."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.screens import Watch, Words


class Console:
    """The console in a page; `words` in the agent's language."""

    def __init__(self, page: Page, words: Words, watch: Watch, url: str) -> None:
        self.page = page
        self.words = words
        self.watch = watch
        self.url = url

    def sign_in(self, email: str, password: str) -> None:
        """Fills in the sign-in page that is on the screen."""
        self.page.locator("input[name=email]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.keyboard.press("Enter")

    def show(self, view: str = "open") -> None:
        """A list: mine, unassigned, open, waiting, solved or all."""
        self.page.goto(f"{self.url}/desk/?view={view}")
        expect(self.list).to_have_attribute("aria-busy", "false")

    @property
    def list(self) -> Locator:
        return self.page.get_by_role("feed")

    def row(self, reference: str) -> Locator:
        """The line of a conversation in the list."""
        return self.list.locator(f"[data-reference='{reference}']")

    def open(self, reference: str) -> None:
        """A conversation by its address."""
        self.page.goto(f"{self.url}/desk/c/{reference}")
        expect(self.timeline).to_be_visible()

    @property
    def timeline(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def file(self) -> Locator:
        """The case file beside the timeline."""
        return self.page.get_by_role("complementary", name=self.words("console.file"))

    @property
    def reply_field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words("console.reply.label"))

    @property
    def note_field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words("console.note.label"))

    def reply(self, body: str) -> None:
        """Answers the customer."""
        self.reply_field.fill(body)
        self.page.keyboard.press("Control+Enter")

    def press(self, key: str) -> None:
        """The button of that name."""
        self.page.get_by_role("button", name=self.words(key), exact=True).first.click()

    def said(self, body: str) -> Locator:
        """The messages with that text."""
        return self.timeline.locator("article", has=self.page.get_by_text(body))
