"""The TypeScript client: what a schema becomes, and that a stale file is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from ninja import Schema

from lightkeeper.config import generated, typescript
from lightkeeper.config.commands import generate

SEQ = {"type": "object", "properties": {"seq": {"type": "integer"}}, "required": ["seq"]}


def document(schemas: dict[str, Any], path: str = "/api/agent/things/{ref}", **operation: Any) -> dict[str, Any]:
    made = {"parameters": [], "responses": {200: answer({"$ref": "#/components/schemas/Out"})}, **operation}
    return {"components": {"schemas": {"Out": SEQ, **schemas}}, "paths": {path: {"post": made}}}


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def lines(text: str, start: str) -> list[str]:
    """The declaration that begins with `start`, line by line, stripped."""
    found = [line.strip() for line in text.splitlines()]
    begin = next(number for number, line in enumerate(found) if line.startswith(start))
    return found[begin + 1 : found.index("}", begin)]


def test_a_request_may_leave_out_what_has_a_default_and_an_answer_leaves_out_nothing() -> None:
    fields = {
        "properties": {
            "body": {"type": "string"},
            "tags": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}, "default": []},
            "to": {"enum": ["open", "solved"], "type": "string"},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "on": {"type": "boolean", "default": False},
        },
        "required": ["body", "to", "counts"],
    }
    thing = {"type": "object", **fields}
    asked = document({"In": thing}, requestBody=answer({"$ref": "#/components/schemas/In"}))
    answered = document({"Out": thing})
    assert lines(typescript.client(asked), "export interface In ") == [
        "body: string;",
        "tags?: (string | null)[];",
        "to: 'open' | 'solved';",
        "counts: Record<string, number>;",
        "on?: boolean;",
    ]
    assert lines(typescript.client(answered), "export interface Out ") == [
        "body: string;",
        "tags: (string | null)[];",
        "to: 'open' | 'solved';",
        "counts: Record<string, number>;",
        "on: boolean;",
    ]


def test_an_operation_has_the_parameters_that_its_base_has_not() -> None:
    parameters = [
        {"in": "path", "name": "brand", "required": True, "schema": {"type": "string"}},
        {"in": "path", "name": "ref", "required": True, "schema": {"type": "string"}},
        {"in": "query", "name": "limit", "required": False, "schema": {"type": "integer"}},
    ]
    made = typescript.client(document({}, "/api/widget/{brand}/things/{ref}", parameters=parameters))
    assert lines(made, "export interface WidgetOperations ") == [
        "'POST /things/{ref}': {",
        "path: { ref: string };",
        "query?: { limit?: number };",
        "answer: Out;",
        "};",
    ]
    assert lines(made, "export interface AgentOperations ") == []


@pytest.mark.parametrize(
    ("response", "type_"),
    [({"description": "No Content"}, "undefined"), ({"content": {"application/jsonl": {}}}, "Blob")],
)
def test_an_answer_may_be_nothing_or_a_file(response: dict[str, Any], type_: str) -> None:
    made = typescript.client(document({}, responses={200: response, 404: answer({"type": "string"})}))
    assert f"answer: {type_};" in lines(made, "export interface AgentOperations ")


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (document({}, "/api/elsewhere"), "of no audience: /api/elsewhere"),
        (document({}, requestBody=answer({"$ref": "#/components/schemas/Out"})), "asked for and answered: Out"),
        (document({}, responses={200: answer({"not": {}})}), "no form for {'not': {}}"),
        (document({}, responses={200: answer({"x-typescript": "Other"})}), "x-typescript names Other"),
    ],
)
def test_what_has_no_form_is_told_and_never_guessed(made: dict[str, Any], told: str) -> None:
    with pytest.raises(typescript.Unwritable, match=told):
        typescript.client(made)


def test_no_two_shapes_of_the_api_have_one_name() -> None:
    """The document keeps one schema for a name: the other's operations would be described wrongly."""
    json.loads(generated.openapi())  # imports every router
    waiting, names = [Schema], list[str]()
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.startswith("lightkeeper.api."):
                names.append(each.__name__)
    assert sorted(names) == sorted(set(names))


def test_a_changed_file_is_told_by_the_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    stale = generate.stale({"client/api.ts": "new", "fresh": "same"})
    assert stale == ["client/api.ts", "fresh"]
    (tmp_path / "client").mkdir()
    (tmp_path / "client/api.ts").write_text("old")
    (tmp_path / "fresh").write_text("same")
    assert generate.stale({"client/api.ts": "new", "fresh": "same"}) == ["client/api.ts"]
