"""Files that are made from code and committed, so that a change of either is seen in review."""

import json
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from lightkeeper.config import typescript
from lightkeeper.core import events, ticket


def openapi() -> str:
    """`openapi.json`: the API as one document."""
    return json.dumps(_document(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def api_types() -> str:
    """`frontend/client/generated/api.ts`: the API's schemas and operations."""
    return typescript.client(_document())


def event_types() -> str:
    """`frontend/client/generated/events.ts`: the payload of each kind of event."""
    lines = [
        "// Made from lightkeeper/core/events.py by `./run generate`; do not edit.",
        "",
        "import type { Block, CaseFile, EvidenceCard } from '../src/shapes';",
        "",
        "export interface Payloads {",
    ]
    for kind, payload in sorted(events.KINDS.items()):
        fields = [
            f"    {name}: {_typescript(hint)};"
            for name, hint in get_type_hints(payload, include_extras=True).items()
            if name not in {"kind", "audience"}
        ]
        lines += [f"  '{kind}': {{", *fields, "  };"]
    return "\n".join([*lines, "}", ""])


def states() -> str:
    """`docs/reference/conversation-states.md`: the table of `core/ticket` as a diagram and as rows."""
    lines = [
        "# The life of a conversation",
        "",
        "Made from `lightkeeper/core/ticket.py` by `./run generate`.",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    moves = [(before, cause, after) for before, row in ticket.TRANSITIONS.items() for cause, after in row.items()]
    lines += [f"    {before} --> {after}: {cause}" for before, cause, after in moves if before != after]
    lines += ["```", "", "| state | cause | becomes |", "|---|---|---|"]
    lines += [f"| {before} | {cause} | {after} |" for before, cause, after in moves]
    return "\n".join([*lines, ""])


FILES: dict[str, Callable[[], str]] = {
    "openapi.json": openapi,
    "frontend/client/generated/api.ts": api_types,
    "frontend/client/generated/events.ts": event_types,
    "docs/reference/conversation-states.md": states,
}


def _document() -> dict[str, Any]:
    from lightkeeper.api.root import api

    return dict(api.get_openapi_schema(path_prefix="/api/"))


def _typescript(hint: Any) -> str:
    origin = get_origin(hint)
    if origin is Annotated:
        return str(hint.__metadata__[0])
    if origin is Literal:
        return " | ".join(f"'{value}'" for value in get_args(hint))
    if origin in {Union, UnionType}:
        return " | ".join(_typescript(part) for part in get_args(hint))
    if origin is tuple:
        inner = _typescript(get_args(hint)[0])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    return {str: "string", int: "number", bool: "boolean", NoneType: "null"}[hint]
