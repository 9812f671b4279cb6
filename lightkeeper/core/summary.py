"""A conversation as one row of a list: kept with the conversation, folded from its events.

A list holds the newest summary of each conversation by `seq`; the shape is the API's Summary without `read_seq`.
"""

from collections.abc import Callable
from typing import Any

from lightkeeper.core.audience import Audience
from lightkeeper.core.canonical import timestamp
from lightkeeper.core.events import Json
from lightkeeper.core.ledger import Entry
from lightkeeper.core.text import preview

Summary = dict[str, Any]

PEOPLE = {"a": "agent", "c": "customer"}


def speaker(actor: str) -> str:
    """customer, agent, assistant or system."""
    return PEOPLE.get(actor.partition("_")[0], actor)


def start(customer: Json) -> Summary:
    """The row before the first event; `customer` is {ref, name}."""
    return {
        "reference": "",
        "brand": "",
        "seq": 0,
        "subject": "",
        "state": "new",
        "handler": "assistant",
        "channel": "",
        "language": "",
        "customer": customer,
        "assignee": None,
        "team": None,
        "tags": [],
        "last": None,
        "waiting_since": None,
        "started_at": None,
    }


def fold(summary: Summary, entry: Entry) -> Summary:
    """The row after `entry`."""
    change = _FOLDS.get(entry.kind)
    changes = change(summary, entry, entry.payload) if change and entry.payload is not None else {}
    return {**summary, **changes, "seq": entry.seq}


def _started(_summary: Summary, entry: Entry, payload: Json) -> Summary:
    return {**payload, "started_at": timestamp(entry.at)}


def _posted(summary: Summary, entry: Entry, payload: Json) -> Summary:
    text = preview(payload["body"]) or next((b["name"] for b in payload["blocks"] if b["type"] == "attachment"), "")
    who = speaker(entry.actor)
    changes: Summary = {
        "last": {"text": text, "at": timestamp(entry.at), "by": who, "seq": entry.seq, "audience": entry.audience.value}
    }
    if entry.audience is Audience.PUBLIC and who == "customer":
        changes["waiting_since"] = summary["waiting_since"] or timestamp(entry.at)
    elif entry.audience is Audience.PUBLIC and who in {"agent", "assistant"}:
        changes["waiting_since"] = None
    return changes


def _redacted(summary: Summary, _entry: Entry, payload: Json) -> Summary:
    last = summary["last"]
    return {"last": {**last, "text": ""}} if last and last["seq"] == payload["seq"] else {}


def _moved(summary: Summary, _entry: Entry, payload: Json) -> Summary:
    done = payload["after"] in {"solved", "closed"}
    return {"state": payload["after"], "waiting_since": None if done else summary["waiting_since"]}


def _handed_over(summary: Summary, entry: Entry, _payload: Json) -> Summary:
    return {"waiting_since": summary["waiting_since"] or timestamp(entry.at)}


def _assigned(_summary: Summary, _entry: Entry, payload: Json) -> Summary:
    assignee = {"ref": payload["agent"], "name": payload["agent_name"]} if payload["agent"] else None
    return {"assignee": assignee, "team": payload["team"]}


_FOLDS: dict[str, Callable[[Summary, Entry, Json], Summary]] = {
    "conversation.started": _started,
    "message.posted": _posted,
    "redacted": _redacted,
    "state.changed": _moved,
    "handed.over": _handed_over,
    "assigned": _assigned,
    "handler.changed": lambda _summary, _entry, payload: {"handler": payload["to"]},
    "subject.changed": lambda _summary, _entry, payload: {"subject": payload["subject"]},
    "language.changed": lambda _summary, _entry, payload: {"language": payload["language"]},
    "tag.added": lambda summary, _entry, payload: {"tags": sorted({*summary["tags"], payload["tag"]})},
    "tag.removed": lambda summary, _entry, payload: {"tags": [t for t in summary["tags"] if t != payload["tag"]]},
}
