"""The main job, from the customer's first word to the verified transcript, with the line cut in the middle."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lightkeeper.ports.catalogue import text
from tests.e2e.console import Console
from tests.e2e.house import House
from tests.e2e.widget import Widget

SAID = {
    "zh-Hans": {
        "lost": "我的充值没到账",
        "first": "您好，我是客服。链上这笔转账我已经看到了。",
        "second": "已经为您入账，请刷新资产页面查看。",
        "thanks": "看到了，谢谢。",
        "praise": "回复很快，也说得清楚",
    },
    "en": {
        "lost": "My deposit has not arrived",
        "first": "Hello, I can see the transfer on the chain.",
        "second": "It is credited now. Please reload your assets page.",
        "thanks": "I see it, thank you.",
        "praise": "Quick and clear",
    },
}


@pytest.mark.parametrize(("language", "short", "final"), [("zh-Hans", "mei", False), ("en", "sam", True)])
def test_a_missing_deposit_from_the_first_word_to_the_verified_transcript(
    language: str,
    short: str,
    final: bool,
    house: House,
    agent: Callable[..., Console],
    customer: Callable[..., Widget],
    tmp_path: Path,
) -> None:
    said = SAID[language]
    console = agent(short)  # signed in before anything happens
    console.show("open")
    deposit = house.deposit(usdt="25", final=final)

    widget = customer(language)
    widget.open()
    widget.begin()
    widget.field.fill(f"{said['lost']} {deposit}")
    expect(widget.frame.get_by_role("alert")).to_have_count(0)  # a hash is no secret
    reference = widget.start(f"{said['lost']} {deposit}")
    see_the_evidence(widget, deposit, final=final)

    # The agent's list shows it without a reload; the case holds what the assistant read and did.
    console.row(reference).click()
    read_the_case(console, said["lost"], deposit)
    console.reply(said["first"])
    widget.expect_said([said["first"]], "agent")

    # The line is cut, and the gateway dies too. The agent answers meanwhile.
    widget.watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket")
    console.watch.allow("WebSocket", "ERR_CONNECTION_REFUSED", r"^50[234] ")
    widget.watch.context.set_offline(True)
    expect(widget.frame.get_by_text(widget.words("widget.offline"))).to_be_visible()
    house.kill("lightkeeper.gateway")
    console.reply(said["second"])
    expect(console.said(said["second"]).get_by_label(console.words("console.message.sent"))).to_be_visible()
    widget.expect_said([said["first"]], "agent")
    widget.watch.context.set_offline(False)
    widget.expect_said([said["first"], said["second"]], "agent")
    widget.say(said["thanks"])
    expect(console.said(said["thanks"])).to_be_visible()
    widget.expect_said([said["first"], said["second"]], "agent")

    console.press("console.command.state.solved")
    widget.rate(5, said["praise"])
    expect(widget.frame.get_by_text(widget.words("widget.line.rated", score=5))).to_be_visible()
    rated = console.words("console.event.rated_words", n=5, comment=said["praise"])
    expect(console.timeline.get_by_text(rated)).to_be_visible()

    check_the_transcripts(house, widget, reference, said, tmp_path)


def see_the_evidence(widget: Widget, deposit: str, *, final: bool) -> None:
    """The assistant's answer, and that a person takes over."""
    card = widget.by("assistant").get_by_role("article")
    expect(card).to_be_visible()
    expect(card).to_contain_text("USDT")
    expect(card).to_contain_text(deposit[-6:])
    expect(card).to_contain_text(widget.words(f"evidence.state.{'final' if final else 'included'}"))
    brand = "Harbor Exchange"
    expect(widget.by("assistant").first).to_contain_text(widget.words("assistant.intro", brand=brand))
    if final:  # whether it was credited is not on the chain: a person takes over by itself
        expect(widget.by("assistant").first).to_contain_text(widget.words("assistant.found.crediting", brand=brand))
    else:
        widget.press("widget.ask_person")
    expect(widget.frame.get_by_text(widget.words("widget.line.handed_over"))).to_be_visible()


def read_the_case(console: Console, lost: str, deposit: str) -> None:
    """What the agent finds in the case: the words, the evidence, what was tried."""
    expect(console.said(lost).first).to_be_visible()
    expect(console.timeline.locator("article.card").first).to_contain_text(deposit[-6:])
    expect(console.timeline.get_by_text(console.words("console.handover.title"))).to_be_visible()
    expect(console.file.get_by_text(console.words("console.file.handover"))).to_be_visible()
    expect(console.file.locator("article.card")).to_contain_text("USDT")


def check_the_transcripts(house: House, widget: Widget, reference: str, said: dict[str, str], folder: Path) -> None:
    """The customer's file and the operator's hold the same words and verify; a changed byte is named."""
    with widget.page.expect_download() as download:
        widget.pick("widget.transcript")
    mine = folder / "mine.jsonl"
    download.value.save_as(mine)
    theirs = folder / "theirs.jsonl"
    assert house.command("transcript", "export", reference, "--to", str(theirs)).returncode == 0
    key = house.published_key()
    for file in (mine, theirs):
        assert all(words in file.read_text() for words in said.values())
        assert house.command("transcript", "verify", str(file), "--key", key).returncode == 0
    lines = mine.read_text().splitlines(keepends=True)
    changed = next(number for number, line in enumerate(lines) if said["second"] in line)
    seq = json.loads(lines[changed])["seq"]
    lines[changed] = lines[changed].replace(said["second"], said["second"] + " ")
    mine.write_text("".join(lines))
    done = house.command("transcript", "verify", str(mine), "--key", key)
    assert done.returncode == 1
    assert text("en", "commands.transcript.changed", line=changed + 1, seq=str(seq)) in done.stdout
