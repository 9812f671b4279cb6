"""The demo's conversations, played through the same actions as real ones."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lightkeeper.actions import case, rating, read, receive, reply, visitor
from lightkeeper.actions.handover import ask_person
from lightkeeper.config.demo.transfers import DemoTransfers
from lightkeeper.core.secrets import guard
from lightkeeper.core.ticket import State
from lightkeeper.models import Agent, Brand, Conversation, Customer

SCRIPTS = Path(__file__).with_name("conversations.json")


def play(brand: Brand, agents: Mapping[str, Agent], transfers: DemoTransfers, now: datetime) -> None:
    """All conversations of `conversations.json`, each step so many minutes before `now`."""
    hashes = asdict(transfers)
    for script in json.loads(SCRIPTS.read_text(encoding="utf-8")):
        _play(brand, agents, script, hashes, now)


def _play(
    brand: Brand, agents: Mapping[str, Agent], script: dict[str, Any], hashes: dict[str, str], now: datetime
) -> None:
    steps = script["steps"]
    began = now - timedelta(minutes=steps[0]["ago"])
    customer = _customer(brand, script, began)
    said = receive.Said(guard(steps[0]["text"].format(**hashes)))
    reference = receive.start_conversation(customer, said, language=script["language"], now=began).reference
    lead = agents["lena"]
    for step in steps[1:]:
        _step(step, reference, customer, agents, hashes, now - timedelta(minutes=step["ago"]))
    last = now - timedelta(minutes=steps[-1]["ago"])
    for slug in script.get("tags", ()):
        case.tag(lead, reference, slug, on=True, now=last)
    if script.get("subject"):
        case.describe(lead, reference, subject=script["subject"], now=last)
    if script.get("team"):
        case.set_team(lead, reference, script["team"], now=last)
    if script.get("assignee"):
        case.assign(lead, reference, agents[script["assignee"]].ref, now=last)
    if script.get("solved"):
        _solve(script, reference, customer, agents, now)


def _step(
    step: dict[str, Any],
    reference: str,
    customer: Customer,
    agents: Mapping[str, Agent],
    hashes: dict[str, str],
    at: datetime,
) -> None:
    words = guard(step.get("text", step.get("note", "")).format(**hashes))
    seen = Conversation.objects.get(reference=reference).public_seq
    if step["by"] == "customer":
        receive.receive(customer, reference, receive.Said(words), now=at)
    elif step["by"] == "person":
        ask_person(customer, reference, now=at)
    elif "note" in step:
        reply.note(agents[step["by"]], reference, reply.Reply(words, seen), now=at)
    else:
        reply.reply(agents[step["by"]], reference, reply.Reply(words, seen), now=at)
        read.read_by_customer(customer, reference, Conversation.objects.get(reference=reference).seq)


def _solve(
    script: dict[str, Any], reference: str, customer: Customer, agents: Mapping[str, Agent], now: datetime
) -> None:
    at = now - timedelta(minutes=script["solved"])
    case.set_state(agents[script["assignee"]], reference, State.SOLVED, now=at)
    if script.get("rating"):
        answer = script["rating"]
        rating.rate(customer, reference, answer["score"], guard(answer["comment"]), now=at)


def _customer(brand: Brand, script: dict[str, Any], at: datetime) -> Customer:
    if script["platform_id"]:
        vouched = visitor.Vouched(script["platform_id"], script["customer"], script["email"])
        return visitor.vouch(brand, vouched, None, language=script["language"], now=at).session.customer
    made = visitor.begin(brand, language=script["language"], timezone="UTC", now=at).session.customer
    visitor.describe_customer(made, name=script["customer"], email=script["email"], now=at)
    return made
