"""The widget in somebody else's page: another site, a strict policy, third parties' cookies blocked."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Route, expect

from tests.e2e.console import Console
from tests.e2e.house import House, wait_for
from tests.e2e.screens import PHONE
from tests.e2e.widget import Widget

# A published test vector of BIP-39: real in form, worth nothing.
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
RARE = "sausage"

Customer = Callable[..., Widget]
Agent = Callable[..., Console]


def test_the_browser_blocks_the_cookies_of_third_parties(browser: Browser, shop: str) -> None:
    """What the other tests rest on: the same cookie is kept by a first party and refused to a third."""
    bake = "document.cookie = 'probe=1; SameSite=None; Secure'; document.cookie"
    with browser.new_context() as context:
        page = context.new_page()
        port = shop.rpartition(":")[2]
        page.goto(f"http://other.localhost:{port}/inner")
        assert page.evaluate(bake) == "probe=1"
        page.goto(f"http://outer.localhost:{port}/outer")
        assert page.frames[1].evaluate(bake) == ""


def test_it_needs_no_cookie_and_comes_back_with_its_conversation(customer: Customer) -> None:
    widget = customer("en")
    widget.open()
    widget.begin()
    widget.start("How long does a deposit take?")
    expect(widget.by("assistant").first).to_be_visible()
    assert widget.watch.context.cookies() == []
    widget.page.reload()
    widget.open()
    widget.frame.get_by_role("button").filter(has_text=widget.words("widget.by.assistant", text="")).click()
    widget.expect_said(["How long does a deposit take?"], "customer")
    assert widget.watch.context.cookies() == []


def test_a_secret_is_never_shown_stored_or_logged(house: House, customer: Customer, agent: Agent) -> None:
    widget = customer("en")
    widget.open()
    widget.begin()
    widget.field.fill(f"I cannot get in, this is my phrase: {PHRASE}")
    expect(widget.frame.get_by_role("alert")).to_contain_text(widget.words("widget.looks_secret"))
    watch_for(widget.log, RARE)
    reference = widget.start(f"I cannot get in, this is my phrase: {PHRASE}")
    kind = widget.words("secrets.kind.recovery_phrase")
    expect(widget.frame.get_by_text(widget.words("secrets.advice.wallet", kind=kind))).to_be_visible()
    expect(widget.by("customer")).to_contain_text(widget.words("secrets.label", kind=kind))
    assert widget.log.evaluate("log => log.seen") is False
    assert RARE not in widget.field.input_value()
    assert RARE not in str(widget.field.evaluate("() => Object.entries(localStorage)"))

    console = agent("lena")
    console.open(reference)
    expect(console.file.get_by_text(console.words("console.file.secrets", n=1))).to_be_visible()
    assert RARE not in console.page.content()
    assert RARE.encode() not in house.everything_stored()


def test_pictures_come_by_picker_and_by_paste(customer: Customer, agent: Agent) -> None:
    widget = customer("en")
    widget.open()
    widget.begin()
    widget.frame.locator("input[type=file]").set_input_files(
        {"name": "wallet.png", "mimeType": "image/png", "buffer": picture("navy")}
    )
    paste(widget.field, "fee.png", picture("teal"))
    uploads = widget.frame.locator("form li.done")
    expect(uploads).to_have_count(2)
    reference = widget.start("These are my pictures")
    drawn(widget.by("customer"), ["wallet.png", "fee.png"])
    console = agent("lena")
    console.open(reference)
    drawn(console.timeline, ["wallet.png", "fee.png"])


def test_what_is_written_offline_is_sent_once(house: House, customer: Customer) -> None:
    widget = customer("en")
    widget.open()
    widget.begin()
    widget.start("Hello")
    expect(widget.by("assistant").first).to_be_visible()
    widget.watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket", "ERR_FAILED", "ERR_NETWORK_CHANGED")
    widget.watch.context.set_offline(True)
    widget.say("Written without a line")
    expect(widget.by("customer").last).to_contain_text(widget.words("widget.sending"))
    widget.watch.context.set_offline(False)
    expect(widget.by("customer").last).to_contain_text(re.compile("Read|Sent"))

    # The server takes the next one, but its answer is lost on the way.
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch(url=route.request.url.replace(house.url, house.local)).text())
        route.abort()

    widget.watch.context.route("**/messages", lose_once)
    widget.say("Sent twice, stored once")
    expect(widget.by("customer").last).to_contain_text(re.compile("^.*stored once.*(Read|Sent)", re.DOTALL))
    assert len(lost) == 1
    widget.expect_said(["Hello", "Written without a line", "Sent twice, stored once"], "customer")


def test_an_answer_lights_the_badge_until_it_is_read(customer: Customer, agent: Agent) -> None:
    widget = customer("en")
    widget.open()
    widget.begin()
    reference = widget.start("I want to talk to a person")
    expect(widget.frame.get_by_text(widget.words("widget.line.handed_over"))).to_be_visible()
    widget.press("common.close")
    badge = widget.button.locator("span")
    expect(badge).to_have_text("")
    console = agent("lena")
    console.open(reference)
    console.reply("Hello, this is Lena.")
    expect(badge).to_have_text("1")
    widget.button.click()
    widget.expect_said(["Hello, this is Lena."], "agent")
    expect(badge).to_have_text("")
    expect(console.timeline.get_by_label(console.words("console.message.read"))).to_be_visible()


def test_the_keyboard_alone_is_enough(customer: Customer) -> None:
    widget = customer("en")
    keyboard = widget.page.keyboard
    expect(widget.button).to_be_visible()
    keyboard.press("Tab")
    expect(widget.button).to_be_focused()
    keyboard.press("Enter")
    begin = widget.frame.get_by_role("button", name=widget.words("widget.new_conversation"))
    expect(begin).to_be_visible()
    tab_to(widget, begin)
    keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    keyboard.type("I have a question about fees")
    keyboard.press("Shift+Enter")
    keyboard.type("of withdrawals")
    keyboard.press("Enter")
    expect(widget.by("customer")).to_contain_text("of withdrawals")
    keyboard.press("Escape")
    expect(begin).to_be_visible()
    keyboard.press("Escape")
    expect(begin).to_be_hidden()
    expect(widget.button).to_be_focused()


def test_it_speaks_the_language_of_the_page(customer: Customer) -> None:
    widget = customer("zh-Hans")
    expect(widget.button).to_have_accessible_name(widget.words("widget.name"))
    widget.open()
    expect(widget.frame.get_by_text(widget.words("widget.notice"))).to_be_visible()
    widget.page.evaluate("Lightkeeper('language', 'en')")
    expect(widget.frame.get_by_text("Staff never ask for passwords, codes or recovery phrases.")).to_be_visible()


def test_from_right_to_left_nothing_leaves_the_screen(customer: Customer) -> None:
    widget = customer("en", query="&dir=rtl")
    box = widget.button.bounding_box()
    assert box is not None
    assert 0 < box["x"] < 100
    widget.open()
    root = widget.frame.locator("html")
    root.evaluate("html => { html.dir = 'rtl' }")
    fits = "html => html.scrollWidth <= html.clientWidth && html.scrollHeight <= html.clientHeight"
    assert root.evaluate(fits)
    widget.begin()
    widget.start("كم تستغرق عملية الإيداع؟")
    expect(widget.by("assistant").first).to_be_visible()
    assert root.evaluate(fits)


def test_on_a_phone_it_fills_the_screen(customer: Customer) -> None:
    widget = customer("zh-Hans", viewport=PHONE, is_mobile=True, has_touch=True)
    widget.button.tap()
    frame = widget.page.locator("lightkeeper-widget iframe")
    expect(frame).to_be_visible()
    assert frame.bounding_box() == {"x": 0, "y": 0, **PHONE}
    widget.begin()
    widget.say("你好")
    expect(widget.by("assistant").first).to_be_visible()
    box = widget.field.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE["height"]
    widget.press("common.close")
    expect(frame).to_be_hidden()


def test_a_customer_whom_the_platform_knows_leaves_nothing_behind(house: House, customer: Customer) -> None:
    widget = customer("zh-Hans")
    widget.watch.allow(r"^401 .*/identify$")
    widget.page.evaluate("window.told = 0; Lightkeeper('on', 'expired', () => window.told++)")
    token = house.identity("lin")
    widget.page.evaluate("token => Lightkeeper('identify', { token })", token[:-8] + "AAAAAAAA")
    wait_for(lambda: widget.page.evaluate("window.told") == 1)
    widget.open()
    expect(widget.frame.get_by_role("heading", level=1)).to_have_text(widget.words("widget.hello"))

    widget.page.evaluate("token => Lightkeeper('identify', { token })", token)
    greeting = widget.frame.get_by_role("heading", name=widget.words("widget.hello_name", name="林晓"))
    expect(greeting).to_be_visible()
    past = widget.frame.get_by_role("region", name=widget.words("widget.open_conversations"))
    expect(past).to_be_visible()
    widget.page.evaluate("Lightkeeper('logout')")
    expect(greeting).to_be_hidden()
    expect(past).to_have_count(0)
    kept = widget.frame.locator("html").evaluate(
        "() => Object.keys(localStorage).filter((name) => /harbor:/.test(name))"
    )
    assert kept == []


def watch_for(log: Locator, word: str) -> None:
    """From now on `log.seen` tells whether the word ever stood in it, however short."""
    log.evaluate(
        """(log, word) => {
            log.seen = log.textContent.includes(word);
            new MutationObserver(() => { log.seen ||= log.textContent.includes(word); })
                .observe(log, { subtree: true, childList: true, characterData: true });
        }""",
        word,
    )


def picture(color: str) -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (320, 200), color).save(out, "PNG")
    return out.getvalue()


def paste(field: Locator, name: str, content: bytes) -> None:
    """Pastes a picture as the clipboard of a phone or a screenshot tool does."""
    field.evaluate(
        """(field, { name, content }) => {
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([new Uint8Array(content)], name, { type: 'image/png' }));
            field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }""",
        {"name": name, "content": list(content)},
    )


def drawn(place: Locator, names: list[str]) -> None:
    """The pictures are there, and the browser could draw them."""
    for name in names:
        image = place.get_by_role("img", name=name)
        expect(image).to_be_visible()
        expect(image).to_have_js_property("naturalWidth", 320)


def tab_to(widget: Widget, target: Locator) -> None:
    """Presses Tab until the target has the keyboard."""
    for _ in range(12):
        if target.evaluate("each => each === document.activeElement"):
            return
        widget.page.keyboard.press("Tab")
    pytest.fail("Tab never comes there")
