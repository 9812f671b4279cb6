"""The chains of an installation, by its environment."""

from datetime import UTC, datetime

import pytest

from lightkeeper.chains.evm import EvmReader
from lightkeeper.config.nodes import NodesUnreadable, readers
from lightkeeper.core.investigation.card import Chain, Source


def now() -> datetime:
    return datetime(2026, 1, 31, tzinfo=UTC)


def close(made: object) -> None:
    assert isinstance(made, EvmReader)
    made.close()


def test_none_without_configuration() -> None:
    assert readers({}, now) == {}


def test_the_sandbox_comes_first_and_keys_stay_out_of_labels() -> None:
    environment = {
        "LIGHTKEEPER_CHAIN_RPC": "http://127.0.0.1:8545",
        "LIGHTKEEPER_NODES": "ethereum=https://node.example/v3/access-key",
    }
    made = readers(environment, now)
    assert list(made) == ["sandbox", "ethereum"]
    assert made["ethereum"].chain == Chain("ethereum", "Ethereum")
    assert made["ethereum"].source == Source("Ethereum node", "node.example")
    close(made["sandbox"])


@pytest.mark.parametrize("entry", ["ethereum", "ethereum=", "ethereum=ftp://a", "moon=https://a", "=https://a"])
def test_an_entry_that_makes_no_sense(entry: str) -> None:
    with pytest.raises(NodesUnreadable):
        readers({"LIGHTKEEPER_NODES": entry}, now)
