"""A conversation as the fold of its events.

`fold(view, event)` is what every screen does (its twin is `frontend/client/src/projection.ts`, held to the same
vectors), and what the tests hold each action against: old view + new events = fresh view.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lightkeeper.core.events import Json

View = dict[str, Any]

EMPTY: View = {
    "reference": "",
    "brand": "",
    "channel": "",
    "language": "",
    "subject": "",
    "state": "new",
    "handler": "assistant",
    "assignee": None,
    "team": None,
    "tags": [],
    "participants": {},
    "messages": [],
    "evidence": [],
    "case_file": None,
    "case_file_seq": 0,
    "rating": None,
    "survey": None,
    "secrets_caught": 0,
    "seq": 0,
}


def fold(view: View, event: Mapping[str, Any]) -> View:
    """The view after `event` ({seq, kind, actor, at, audience, payload}). An event seen before changes nothing."""
    if event["seq"] <= view["seq"]:
        return view
    changes = {} if event["payload"] is None else _FOLDS.get(event["kind"], _nothing)(view, event, event["payload"])
    if event["payload"] is None and event["kind"] == "message.posted":
        changes = _posted(view, event, _EMPTIED)
        changes["messages"][-1]["redacted"] = True
    return {**view, **changes, "seq": event["seq"]}


def fold_all(events: Iterable[Mapping[str, Any]], view: View = EMPTY) -> View:
    """The view after all of `events`, in order of seq."""
    for event in events:
        view = fold(view, event)
    return view


_EMPTIED: Json = {"body": "", "format": "text", "language": None, "blocks": []}


def _nothing(_view: View, _event: Mapping[str, Any], _payload: Json) -> View:
    return {}


def _started(_view: View, _event: Mapping[str, Any], payload: Json) -> View:
    return {key: payload[key] for key in ("reference", "brand", "channel", "language", "subject")}


def _joined(view: View, _event: Mapping[str, Any], payload: Json) -> View:
    person = {"kind": payload["person"], "name": payload["name"]}
    return {"participants": {**view["participants"], payload["ref"]: person}}


def _posted(view: View, event: Mapping[str, Any], payload: Json) -> View:
    message = {
        "seq": event["seq"],
        "author": event["actor"],
        "audience": event["audience"],
        "at": event["at"],
        "body": payload["body"],
        "format": payload["format"],
        "language": payload["language"],
        "blocks": list(payload["blocks"]),
        "redacted": False,
    }
    return {"messages": [*view["messages"], message]}


def _redacted(view: View, _event: Mapping[str, Any], payload: Json) -> View:
    emptied = {**_EMPTIED, "redacted": True}
    return {
        "messages": [{**each, **emptied} if each["seq"] == payload["seq"] else each for each in view["messages"]],
        "evidence": [each for each in view["evidence"] if each["seq"] != payload["seq"]],
    } | ({"case_file": None, "case_file_seq": 0} if view["case_file_seq"] == payload["seq"] else {})


def _evidence(view: View, event: Mapping[str, Any], payload: Json) -> View:
    return {"evidence": [*view["evidence"], {"seq": event["seq"], "id": payload["id"], "card": payload["card"]}]}


def _assigned(_view: View, _event: Mapping[str, Any], payload: Json) -> View:
    assignee = {"ref": payload["agent"], "name": payload["agent_name"]} if payload["agent"] else None
    return {"assignee": assignee, "team": payload["team"]}


def _untagged(view: View, _event: Mapping[str, Any], payload: Json) -> View:
    return {"tags": [tag for tag in view["tags"] if tag != payload["tag"]]}


_FOLDS: dict[str, Callable[[View, Mapping[str, Any], Json], View]] = {
    "conversation.started": _started,
    "participant.joined": _joined,
    "message.posted": _posted,
    "redacted": _redacted,
    "evidence.added": _evidence,
    "assigned": _assigned,
    "tag.added": lambda view, _event, payload: {"tags": sorted({*view["tags"], payload["tag"]})},
    "tag.removed": _untagged,
    "state.changed": lambda _view, _event, payload: {"state": payload["after"]},
    "handler.changed": lambda _view, _event, payload: {"handler": payload["to"]},
    "subject.changed": lambda _view, _event, payload: {"subject": payload["subject"]},
    "language.changed": lambda _view, _event, payload: {"language": payload["language"]},
    "handed.over": lambda _view, event, payload: {"case_file": payload["summary"], "case_file_seq": event["seq"]},
    "secret.caught": lambda view, _event, _payload: {"secrets_caught": view["secrets_caught"] + 1},
    "survey.offered": lambda _view, _event, payload: {"survey": payload["survey"]},
    "rated": lambda _view, _event, payload: {"rating": payload["score"]},
}
