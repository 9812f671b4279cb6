"""The fold of a conversation, on the vectors that the screens run too (`frontend/client/src/projection.test.ts`)."""

import json
from pathlib import Path
from typing import Any

import pytest

from lightkeeper.core import projection

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "fixtures" / "projection.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vectors(vector: dict[str, Any]) -> None:
    assert projection.fold_all(vector["events"]) == vector["view"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_in_parts_as_in_one(vector: dict[str, Any]) -> None:
    events = vector["events"]
    for cut in range(len(events)):
        half = projection.fold_all(events[:cut])
        assert projection.fold_all(events, half) == vector["view"]
