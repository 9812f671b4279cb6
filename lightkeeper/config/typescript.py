"""The API's document as TypeScript: a type for each schema, and a map of the operations of each audience.

Answers are written out whole by the server, so all their fields are there; what a request leaves out takes its default.
A schema with `x-typescript` is plain JSON here and has its type in `frontend/client/src/shapes.ts` or `events.ts`.
"""

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]

APIS = {"AgentOperations": "/api/agent", "WidgetOperations": "/api/widget/{brand}"}
"""A map of operations for each base address of a client; its parameters stand in the base and not in the operations."""

OURS = {"events": ("Event",), "shapes": ("CaseFile", "EvidenceCard")}
"""Types that `x-typescript` may name, by the module of `frontend/client/src` that has them."""

SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


class Unwritable(Exception):
    """The document holds something that has no form here yet; the message names it."""


def client(document: Node) -> str:
    """The text of `frontend/client/generated/api.ts`. Raises Unwritable."""
    schemas: Node = document["components"]["schemas"]
    operations = list(_operations(document["paths"]))
    asked = _reachable([each for _, _, each in operations], schemas, "requestBody", "parameters")
    answered = _reachable([each for _, _, each in operations], schemas, "responses")
    if both := sorted(name for name in asked & answered if schemas[name].get("type") == "object"):
        raise Unwritable(f"asked for and answered: {', '.join(both)}")
    lines = ["// Made from openapi.json by `./run generate`; do not edit.", ""]
    lines += [f"import type {{ {', '.join(names)} }} from '../src/{module}';" for module, names in OURS.items()]
    for name in sorted(asked | answered):
        lines += ["", *_declared(name, schemas[name], whole=name in answered)]
    for name, base in APIS.items():
        lines += ["", *_map(name, base, operations)]
    if strays := [
        path for path, _, _ in operations if not path.startswith(tuple(f"{base}/" for base in APIS.values()))
    ]:
        raise Unwritable(f"of no audience: {', '.join(strays)}")
    return "\n".join([*lines, ""])


def _operations(paths: Node) -> Iterator[tuple[str, str, Node]]:
    for path, methods in sorted(paths.items()):
        for method, operation in sorted(methods.items()):
            yield path, method.upper(), operation


def _reachable(operations: list[Node], schemas: Node, *parts: str) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [operation.get(part) for operation in operations for part in parts]
    while waiting:
        for name in set(_references(waiting.pop())) - found:
            found.add(name)
            waiting.append(schemas[name])
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield _name(node)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _declared(name: str, schema: Node, *, whole: bool) -> list[str]:
    about = _comment(schema.get("description"), "")
    if schema.get("type") != "object" or "x-typescript" in schema:
        return [*about, f"export type {name} = {_type(schema)};"]
    fields = [
        f"  {_field(field, part, needed=whole or field in schema.get('required', []))};"
        for field, part in schema["properties"].items()
    ]
    return [*about, f"export interface {name} {{", *fields, "}"]


def _map(name: str, base: str, operations: list[tuple[str, str, Node]]) -> list[str]:
    lines = [f"/** Below `{base}`. */", f"export interface {name} {{"]
    for path, method, operation in operations:
        if path.startswith(f"{base}/"):
            lines += _comment(operation.get("description"), "  ")
            lines += [f"  '{method} {path.removeprefix(base)}': {{", *_parts(operation, base), "  };"]
    return [*lines, "}"]


def _parts(operation: Node, base: str) -> Iterator[str]:
    for place in ("path", "query"):
        wanted = [each for each in operation["parameters"] if each["in"] == place]
        wanted = [each for each in wanted if f"{{{each['name']}}}" not in base]
        fields = [_field(each["name"], each["schema"], needed=bool(each.get("required"))) for each in wanted]
        if fields:
            needed = any(each.get("required") for each in wanted)
            yield f"    {place}{'' if needed else '?'}: {{ {'; '.join(fields)} }};"
    if "requestBody" in operation:
        yield f"    body: {_content(operation['requestBody'])};"
    yield f"    answer: {' | '.join(sorted({_content(each) for each in _successes(operation['responses'])}))};"


def _successes(responses: Node) -> list[Node]:
    return [response for status, response in responses.items() if 200 <= int(status) < 300]


def _content(message: Node) -> str:
    kinds: Node = message.get("content", {})
    if not kinds:
        return "undefined"
    return _type(kinds["application/json"]["schema"]) if "application/json" in kinds else "Blob"


def _field(name: str, schema: Node, *, needed: bool) -> str:
    return f"{name if name.isidentifier() else repr(name)}{'' if needed else '?'}: {_type(schema)}"


def _type(schema: Node) -> str:
    if "x-typescript" in schema:
        if not any((ours := schema["x-typescript"]) in names for names in OURS.values()):
            raise Unwritable(f"x-typescript names {ours}")
        return str(ours)
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(part) for part in schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return " | ".join(_literal(value) for value in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type")
    if kind == "array":
        inner = _type(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if kind == "object" and "properties" not in schema:
        rest = schema.get("additionalProperties", True)
        return f"Record<string, {_type(rest) if isinstance(rest, dict) else 'unknown'}>"
    if kind in SCALARS:
        return SCALARS[kind]
    raise Unwritable(f"no form for {schema}")


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _name(reference: Node) -> str:
    return str(reference["$ref"]).removeprefix("#/components/schemas/")


def _comment(text: str | None, indent: str) -> list[str]:
    return [f"{indent}/** {' '.join(text.split()).replace('*/', '* /')} */"] if text else []
