"""What every chain reader promises: the real one on a real node, and the one in memory."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from lightkeeper.chains.look_up import look_up_transaction
from lightkeeper.config.demo.transfers import demo_transfers, fill
from lightkeeper.core.investigation.card import Chain, State
from lightkeeper.core.investigation.reading import Trouble
from lightkeeper.ports.chain import ChainReader, InMemoryChain, NodeTimedOut, NodeUnreachable
from tests.chains.conftest import NOW, Node

UNKNOWN = "0x" + "ab" * 32


@pytest.fixture(params=["real", "memory"])
def reader(request: pytest.FixtureRequest) -> ChainReader:
    node = cast("Node", request.getfixturevalue("node"))
    fill(node.url)
    node.mine(2)
    if request.param == "real":
        return node.reader()
    memory = InMemoryChain(Chain("sandbox", "Harbor Sandbox (Ethereum)"), NOW)
    for tx_hash in (demo_transfers().native_deposit, demo_transfers().pending_deposit):
        memory.put(node.reader().transaction(tx_hash))
    memory.put_address(node.reader().address(demo_transfers().usdt))
    return memory


def test_what_it_reads(reader: ChainReader) -> None:
    facts = demo_transfers()
    assert reader.transaction(facts.native_deposit).state is State.INCLUDED
    assert reader.transaction(facts.native_deposit.upper().replace("X", "x")).state is State.INCLUDED
    assert reader.transaction(facts.pending_deposit).state is State.PENDING
    assert reader.transaction(UNKNOWN).state is State.UNKNOWN
    assert reader.address(facts.usdt).account.contract is True
    assert reader.head().height >= 1
    assert reader.transaction(UNKNOWN).source == reader.source


@pytest.fixture
def memory() -> InMemoryChain:
    return InMemoryChain(Chain("ethereum", "Ethereum"), NOW)


def test_memory_fails_when_told(memory: InMemoryChain) -> None:
    memory.fail(NodeUnreachable(reason="connection"))
    with pytest.raises(NodeUnreachable):
        memory.head()
    memory.behave()
    memory.delay(60)
    with pytest.raises(NodeTimedOut):
        memory.transaction(UNKNOWN)
    memory.delay(1)
    assert memory.transaction(UNKNOWN).state is State.UNKNOWN


def test_memory_disagrees_when_told(memory: InMemoryChain) -> None:
    honest = memory.transaction(UNKNOWN)
    memory.put(replace(honest, state=State.FINAL))
    memory.disagree({UNKNOWN: replace(honest, state=State.FAILED)})
    assert memory.transaction(UNKNOWN).state is State.FAILED
    memory.behave()
    assert memory.transaction(UNKNOWN).state is State.FINAL


def test_memory_replaces(memory: InMemoryChain) -> None:
    earlier = replace(memory.transaction(UNKNOWN), state=State.PENDING)
    memory.put(earlier)
    memory.replace(UNKNOWN, replace(earlier, hash="0x" + "cd" * 32))
    assert memory.transaction(UNKNOWN).state is State.UNKNOWN
    later = memory.transaction(UNKNOWN, earlier=earlier)
    assert (later.state, later.replaced_by) == (State.REPLACED, "0x" + "cd" * 32)


@pytest.mark.parametrize(
    ("break_it", "trouble"),
    [
        (lambda memory: memory.fail(NodeUnreachable()), Trouble.UNREACHABLE),
        (lambda memory: memory.delay(60), Trouble.TIMED_OUT),
    ],
)
def test_a_look_up_never_raises_for_the_node(
    memory: InMemoryChain, break_it: Callable[[InMemoryChain], None], trouble: Trouble
) -> None:
    break_it(memory)
    evidence = look_up_transaction(memory, UNKNOWN, now=NOW)
    assert evidence.explanation[1].key == f"evidence.happened.{trouble}"
