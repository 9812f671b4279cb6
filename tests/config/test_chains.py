"""Which chains are read: the operator's document first, else what the environment names."""

from datetime import datetime
from typing import Any

import pytest

from lightkeeper.chains.http import NodeClient
from lightkeeper.config.chains import ChainsMisconfigured, ConfiguredChains, readers
from lightkeeper.core.investigation.card import Chain
from lightkeeper.models import SettingsDocument
from lightkeeper.ports.chain import InMemoryChain

NODE = {"url": "http://127.0.0.1:1/key", "name": "Our node", "label": "node.example"}
OWN = {
    "id": "harbor",
    "name": "Harbor chain",
    "chain_id": 77,
    "asset": "HBR",
    "confirmations": 5,
    "as_of": "2026-01-01",
    "block_seconds": "1.5",
    "node": NODE,
}


def activate(body: Any, version: int, now: datetime) -> None:
    SettingsDocument.objects.filter(kind="chains").update(state=SettingsDocument.State.RETIRED)
    SettingsDocument.objects.create(
        kind="chains", version=version, state=SettingsDocument.State.ACTIVE, body=body, valid_from=now, created_at=now
    )


def test_a_new_version_counts_at_once(db: None, now: datetime) -> None:
    sandbox = InMemoryChain(Chain("sandbox", "Sandbox"), now)
    chains = ConfiguredChains(lambda: now, {"sandbox": sandbox})
    assert dict(chains) == {"sandbox": sandbox}
    activate({"chains": [OWN, {"id": "ethereum", "node": NODE}]}, 1, now)
    assert list(chains) == ["harbor", "ethereum"]
    kept = chains["harbor"]
    assert chains["harbor"] is kept
    activate({"chains": [OWN]}, 2, now)
    assert list(chains) == ["harbor"]
    SettingsDocument.objects.filter(kind="chains").update(state=SettingsDocument.State.RETIRED)
    assert dict(chains) == {"sandbox": sandbox}


def test_a_chain_says_who_is_asked_and_not_by_which_key(now: datetime) -> None:
    made = readers({"chains": [OWN]}, NodeClient(), lambda: now)["harbor"]
    assert made.chain == Chain("harbor", "Harbor chain")
    assert (made.source.name, made.source.label) == ("Our node", "node.example")


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"id": "ethereum"},
        {"id": "ethereum", "node": {"name": "No address"}},
        {"id": "elsewhere", "node": NODE},
        {**OWN, "as_of": "yesterday"},
        {**OWN, "tokens": [{"symbol": "USDT"}]},
        "ethereum",
    ],
)
def test_what_cannot_be_used_is_named(entry: Any, now: datetime) -> None:
    with pytest.raises(ChainsMisconfigured):
        readers({"chains": [entry]}, NodeClient(), lambda: now)
