"""The console: signing in, working through a case by keyboard, and what others do meanwhile."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.e2e.console import Console
from tests.e2e.house import House
from tests.e2e.screens import LOCALES, Watch, Words
from tests.e2e.widget import Widget

Agent = Callable[..., Console]
Customer = Callable[..., Widget]


@pytest.fixture
def stranger(person: Callable[..., Watch], house: House) -> Console:
    """Somebody at the sign-in page."""
    watch = person(locale=LOCALES["en"])
    console = Console(watch.context.new_page(), Words("en"), watch, house.url)
    console.page.goto(f"{house.url}/desk/")
    return console


@pytest.fixture
def case(customer: Customer) -> tuple[Widget, str]:
    """A customer who waits for a person, and the conversation's reference."""
    return waiting(customer)


def waiting(customer: Customer) -> tuple[Widget, str]:
    widget = customer("en")
    widget.open()
    widget.begin()
    reference = widget.start("I want to talk to a person")
    expect(widget.frame.get_by_text(widget.words("widget.line.handed_over"))).to_be_visible()
    return widget, reference


def test_a_wrong_password_an_ended_session_and_back_to_the_same_place(house: House, stranger: Console) -> None:
    email, password = house.sign_in("sam")
    stranger.watch.allow(r"^40[01] .*/auth/login$", r"^401 ", r"^410 ")
    stranger.sign_in(email, "not the password")
    expect(stranger.page.get_by_role("alert").or_(stranger.page.locator(".error"))).to_contain_text("password")
    stranger.sign_in(email, password)
    stranger.list.locator("article button").first.click()
    expect(stranger.timeline).to_be_visible()
    here = stranger.page.url
    session = next(each["value"] for each in stranger.watch.context.cookies() if each.get("name") == "sessionid")
    house.sql("delete from django_session where session_key = %s", session)
    stranger.page.keyboard.press("a")
    expect(stranger.page.locator("input[name=email]")).to_be_visible()
    stranger.sign_in(email, password)
    expect(stranger.timeline).to_be_visible()
    assert stranger.page.url == here


def test_the_second_factor(house: House, stranger: Console) -> None:
    email, password = house.sign_in("bo")
    stranger.watch.allow(r"^40[014] .*/api/auth/")
    stranger.sign_in(email, password)
    expect(stranger.list).to_be_visible()
    stranger.page.goto(f"{house.url}/desk/settings/security")
    stranger.press("signin.totp.add")
    secret = stranger.page.locator(".secret code").inner_text().replace(" ", "")
    code = stranger.page.get_by_role("textbox", name=stranger.words("signin.factor.code"))
    code.fill(totp(secret))
    stranger.press("signin.totp.turn_on")
    again = stranger.page.get_by_role("dialog", name=stranger.words("signin.again.title"))
    again.get_by_label(stranger.words("signin.password")).fill(password)
    again.get_by_role("button", name=stranger.words("signin.go_on")).click()
    expect(stranger.page.get_by_text(stranger.words("signin.totp.on_text"))).to_be_visible()
    stranger.page.get_by_role("button", name="Bo Lindqvist").click()
    stranger.page.get_by_role("menuitem", name=stranger.words("console.me.sign_out")).click()
    stranger.sign_in(email, password)
    expect(stranger.page.get_by_text(stranger.words("signin.factor.lead"))).to_be_visible()
    code.fill("000000")
    expect(stranger.page.locator("[aria-invalid=true]")).to_be_visible()
    code.fill(totp(secret))
    expect(stranger.page).to_have_url(re.compile("/desk/settings/security$"))


def test_the_list_does_not_move_under_the_hand(agent: Agent, customer: Customer) -> None:
    console = agent("lena")
    console.list.locator("article").first.hover()
    before = references(console)
    _, reference = waiting(customer)
    arrived = console.page.get_by_role("button", name=console.words("console.list.arrived", n=1))
    expect(arrived).to_be_visible()
    assert references(console) == before
    arrived.click()
    expect(console.list.locator("article").first).to_have_attribute("data-reference", reference)


def test_a_case_from_the_keyboard(agent: Agent, case: tuple[Widget, str]) -> None:
    widget, reference = case
    console = agent("lena")
    keyboard = console.page.keyboard
    current = console.list.locator("[aria-current=true]").locator("xpath=..")
    expect(console.row(reference)).to_be_visible()
    order = references(console)
    keyboard.press("j")
    expect(current).to_have_attribute("data-reference", order[0])
    keyboard.press("j")
    expect(current).to_have_attribute("data-reference", order[1])
    keyboard.press("k")
    expect(current).to_have_attribute("data-reference", order[0])

    console.open(reference)
    keyboard.press("r")
    expect(console.reply_field).to_be_focused()
    keyboard.type("On my way")
    keyboard.press("Escape")
    expect(console.reply_field).not_to_be_focused()
    keyboard.press("n")
    expect(console.note_field).to_be_focused()
    keyboard.type("Only among us")
    keyboard.press("Control+Enter")
    expect(console.said("Only among us")).to_be_visible()
    keyboard.press("Escape")
    keyboard.press("a")
    expect(console.timeline.get_by_text(console.words("console.event.took", name="Lena Hofer"))).to_be_visible()
    palette(console, console.words("console.command.tag", tag="Phishing"))
    expect(console.file.get_by_text("Phishing")).to_be_visible()
    palette(console, console.words("console.command.assign_to", name="Sam Okafor"))
    to_sam = console.words("console.event.assigned", name="Lena Hofer", to="Sam Okafor")
    expect(console.timeline.get_by_text(to_sam)).to_be_visible()
    keyboard.press("e")
    expect(widget.frame.get_by_text(widget.words("widget.line.solved"))).to_be_visible()
    expect(widget.frame.get_by_text("Only among us")).to_have_count(0)

    # The half-written reply is still there after a reload, and on the server.
    keyboard.press("r")
    expect(console.reply_field).to_have_value("On my way")
    console.page.evaluate("localStorage.clear()")
    console.page.reload()
    expect(console.reply_field).to_have_value("On my way")


def test_a_reply_that_crossed_a_message_is_held(agent: Agent, case: tuple[Widget, str]) -> None:
    widget, reference = case
    console = agent("lena")
    line = Line()
    console.page.route_web_socket(re.compile("/socket$"), line.take)
    console.open(reference)
    expect(console.file.get_by_text(console.words("console.customer.here"))).to_be_visible()
    console.watch.allow(r"^409 .*/messages$")
    line.hold()
    widget.say("Wait, I found it")
    expect(widget.by("customer").last).to_contain_text(re.compile("found it.*Sent", re.DOTALL))
    console.reply("Which transaction is it?")
    held = console.page.get_by_role("alert", name=console.words("console.held.title"))
    expect(held).to_be_visible()
    expect(console.reply_field).to_have_value("Which transaction is it?")
    line.release()
    expect(held).to_contain_text("Wait, I found it")
    expect(held.get_by_role("button")).to_have_text(
        [console.words("console.held.keep"), console.words("console.held.anyway")]
    )
    console.press("console.held.anyway")
    widget.expect_said(["Which transaction is it?"], "agent")


def test_who_else_is_there(agent: Agent, case: tuple[Widget, str]) -> None:
    widget, reference = case
    one, other = agent("lena"), agent("sam")
    one.open(reference)
    other.open(reference)
    expect(one.page.get_by_text(one.words("console.presence.viewing", name="Sam Okafor"))).to_be_visible()
    other.reply_field.press_sequentially("Hel")
    expect(one.page.get_by_text(one.words("console.presence.writing", name="Sam Okafor"))).to_be_visible()
    expect(widget.frame.get_by_text(widget.words("widget.typing", name="Sam Okafor"))).to_be_visible()


def test_a_redacted_message_is_gone_everywhere_at_once(house: House, agent: Agent, case: tuple[Widget, str]) -> None:
    widget, reference = case
    widget.say("My passport number is zanzibarine")
    expect(widget.by("customer").last).to_contain_text(re.compile("zanzibarine.*(Read|Sent)", re.DOTALL))
    console = agent("lena")
    console.open(reference)
    message = console.said("zanzibarine")
    message.hover()
    message.get_by_role("button", name=console.words("console.message.actions")).click()
    console.page.get_by_role("menuitem", name=console.words("console.message.redact")).click()
    dialog = console.page.get_by_role("dialog", name=console.words("console.redact.title"))
    dialog.get_by_role("textbox").fill("Personal data")
    dialog.get_by_role("button", name=console.words("console.redact.submit")).click()
    expect(widget.frame.get_by_text(widget.words("common.redacted"))).to_be_visible()
    expect(widget.frame.get_by_text("zanzibarine")).to_have_count(0)
    expect(console.timeline).to_contain_text(console.words("console.message.redacted_why", reason="Personal data"))
    expect(console.page.get_by_text("zanzibarine")).to_have_count(0)
    assert b"zanzibarine" not in house.everything_stored()


def test_search_finds_chinese(house: House, agent: Agent) -> None:
    console = agent("mei")
    console.page.goto(f"{house.url}/desk/search")
    console.page.get_by_role("searchbox").fill("充值")
    hit = console.page.locator("a.hit").filter(has=console.page.locator("mark", has_text="充值"))
    expect(hit.first).to_be_visible()
    hit.first.click()
    expect(console.timeline.get_by_text("充值").first).to_be_visible()


class Line:
    """The console's socket, whose frames from the server can be held back, as a slow line does."""

    def __init__(self) -> None:
        self._holding = False
        self._held: list[tuple[WebSocketRoute, str | bytes]] = []

    def take(self, route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(server.send)
        server.on_message(lambda frame: self._held.append((route, frame)) if self._holding else route.send(frame))

    def hold(self) -> None:
        self._holding = True

    def release(self) -> None:
        self._holding = False
        for route, frame in self._held:
            route.send(frame)


def references(console: Console) -> list[str]:
    """The list as it stands, from the top."""
    rows = console.list.locator("article")
    return [str(reference) for reference in rows.evaluate_all("rows => rows.map((row) => row.dataset.reference)")]


def palette(console: Console, name: str) -> None:
    """Does something by its name."""
    console.page.keyboard.press("Control+k")
    console.page.get_by_role("combobox", name=console.words("console.palette.label")).fill(name)
    console.page.keyboard.press("Enter")


def totp(secret: str) -> str:
    """The six digits of this half minute (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"
