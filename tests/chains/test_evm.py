"""Reading a real development node: each state that a transfer can be in, and its words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lightkeeper.chains.look_up import look_up_address, look_up_transaction
from lightkeeper.config.demo import wallet
from lightkeeper.config.demo.transfers import DEPOSIT_LIN, LIN, OMAR, demo_chain, fill
from lightkeeper.core.investigation.card import Amount, Confirmations, Level, State, StepState, Text
from lightkeeper.core.investigation.evidence import Evidence
from lightkeeper.core.investigation.reading import Failure, Stuck
from lightkeeper.ports.catalogue import Catalogue
from tests.chains.conftest import NOW, Node

GWEI = 10**9


def said(evidence: Evidence) -> list[str]:
    return [each.key for each in evidence.explanation]


def send(node: Node, index: int, nonce: int, *, price: int = 20 * GWEI, value: int = 7, to: int = DEPOSIT_LIN) -> str:
    signed = wallet.sign(index, nonce, to=wallet.address(to), value=value, data=b"", gas=21_000, price=price)
    node.ask("eth_sendRawTransaction", signed.raw)
    return signed.hash


@pytest.fixture
def filled(node: Node) -> Node:
    fill(node.url)
    node.mine(3)
    return node


def test_native_deposit_counts_confirmations_until_final(filled: Node) -> None:
    facts = fill(filled.url)
    reading = filled.reader().transaction(facts.native_deposit)
    assert (reading.state, reading.confirmations) == (State.INCLUDED, Confirmations(3, 12))
    assert reading.amounts == (
        Amount("ETH", "0.5", "500000000000000000", sender=facts.lin, recipient=facts.lin_deposit_address),
    )
    assert reading.fee is not None
    assert (reading.fee.amount, reading.fee.rate) == ("0.00042", "20")
    assert reading.block is not None
    assert (reading.block.height, reading.block.at is not None) == (1, True)
    filled.mine(9)
    assert filled.reader().transaction(facts.native_deposit).state is State.FINAL


def test_finalized_tag_is_enough_before_the_count(filled: Node) -> None:
    facts = fill(filled.url)
    filled.mine(100)
    reader = filled.reader()
    reader._config = replace(demo_chain(), confirmations=1_000)
    reading = reader.transaction(facts.native_deposit)
    assert (reading.state, reading.finalised) == (State.FINAL, True)


def test_token_deposit_is_of_the_listed_contract(filled: Node) -> None:
    facts = fill(filled.url)
    reading = filled.reader().transaction(facts.token_deposit)
    assert reading.amounts == (
        Amount(
            "USDT",
            "250",
            "250000000",
            contract=facts.usdt,
            listed=True,
            sender=facts.lin,
            recipient=facts.lin_deposit_address,
        ),
    )
    assert reading.recipients == (facts.lin_deposit_address,)


def test_counterfeit_with_the_same_ticker_is_told(filled: Node) -> None:
    facts = fill(filled.url)
    evidence = look_up_transaction(filled.reader(), facts.counterfeit_deposit, now=NOW)
    (amount,) = evidence.card.amounts
    assert (amount.asset, amount.amount, amount.listed, amount.imitates) == ("USDT", "5000", False, "USDT")
    (notice,) = evidence.card.notable
    assert (notice.key, notice.level) == ("evidence.notable.counterfeit", Level.DANGER)
    assert said(evidence) == ["evidence.money.unlisted", "evidence.happened.included", "evidence.next.unlisted"]


def test_revert_reason_comes_from_the_trace(filled: Node) -> None:
    facts = fill(filled.url)
    evidence = look_up_transaction(filled.reader(), facts.failed_deposit, now=NOW)
    assert evidence.card.state is State.FAILED
    assert evidence.card.steps[-1].state is StepState.FAILED
    money, happened, after = evidence.explanation
    assert (money.key, after.key) == ("evidence.money.failed", "evidence.next.failed")
    assert (happened.key, happened.params["reason"]) == ("evidence.happened.reverted", "balance is too low")


def test_nonce_gap(filled: Node) -> None:
    facts = fill(filled.url)
    reading = filled.reader().transaction(facts.pending_deposit)
    assert (reading.state, reading.stuck, reading.waiting_behind) == (State.PENDING, Stuck.NONCE_GAP, 1)
    send(filled, OMAR, 0)
    reading = filled.reader().transaction(facts.pending_deposit)
    assert (reading.stuck, reading.waiting_behind) == (Stuck.EARLIER_PENDING, 1)
    filled.mine()
    assert filled.reader().transaction(facts.pending_deposit).state is State.INCLUDED


def test_pending_without_a_reason_to_be_stuck(node: Node) -> None:
    evidence = look_up_transaction(node.reader(), send(node, LIN, 0), now=NOW)
    assert evidence.card.state is State.PENDING
    assert said(evidence) == ["evidence.money.pending", "evidence.happened.pending", "evidence.next.pending"]
    assert evidence.card.block is None
    assert evidence.card.confirmations is None


def test_replaced_is_noticed_with_an_earlier_look_and_unknown_without(node: Node) -> None:
    reader = node.reader()
    first = send(node, LIN, 0)
    earlier = reader.transaction(first)
    send(node, LIN, 0, price=40 * GWEI, value=8)
    node.mine()
    assert reader.transaction(first).state is State.UNKNOWN
    assert reader.transaction(first, earlier=earlier).state is State.REPLACED


def test_dropped_is_never_said(node: Node) -> None:
    reader = node.reader()
    first = send(node, LIN, 0)
    earlier = reader.transaction(first)
    node.ask("anvil_dropTransaction", first)
    assert reader.transaction(first, earlier=earlier).state is State.UNKNOWN


def test_unknown_hash(node: Node) -> None:
    evidence = look_up_transaction(node.reader(), "0x" + "ab" * 32, now=NOW)
    assert evidence.card.state is State.UNKNOWN
    assert evidence.card.amounts == ()
    assert said(evidence) == ["evidence.money.unknown", "evidence.happened.unknown", "evidence.next.unknown"]


def test_out_of_gas(node: Node) -> None:
    facts = fill(node.url)
    node.mine()
    data = bytes.fromhex("a9059cbb") + bytes.fromhex(facts.omar[2:]).rjust(32, b"\0") + (5).to_bytes(32)
    signed = wallet.sign(LIN, 3, to=facts.usdt, value=0, data=data, gas=24_000, price=20 * GWEI)
    node.ask("eth_sendRawTransaction", signed.raw)
    node.mine()
    reading = node.reader().transaction(signed.hash)
    assert (reading.state, reading.failure) == (State.FAILED, Failure.OUT_OF_GAS)


def test_reorganised_transaction_is_pending_or_unknown_again(node: Node) -> None:
    tx_hash = send(node, LIN, 0)
    node.mine(3)
    assert node.reader().transaction(tx_hash).state is State.INCLUDED
    node.ask("anvil_rollback", 3)
    assert node.reader().transaction(tx_hash).state in (State.UNKNOWN, State.PENDING)


def test_contract_creation_and_call_without_value(filled: Node) -> None:
    facts = fill(filled.url)
    (transaction,) = filled.ask("eth_getBlockByNumber", "0x1", True)["transactions"][:1]
    evidence = look_up_transaction(filled.reader(), transaction["hash"], now=NOW)
    assert "evidence.notable.creates_contract" in [each.key for each in evidence.card.notable]
    approve = bytes.fromhex("095ea7b3") + bytes.fromhex(facts.omar[2:]).rjust(32, b"\0") + (5).to_bytes(32)
    signed = wallet.sign(LIN, 3, to=facts.usdt, value=0, data=approve, gas=90_000, price=20 * GWEI)
    filled.ask("eth_sendRawTransaction", signed.raw)
    filled.mine()
    evidence = look_up_transaction(filled.reader(), signed.hash, now=NOW)
    assert said(evidence)[0] == "evidence.money.nothing_moved"
    assert [each.key for each in evidence.card.notable] == ["evidence.notable.contract_call"]


def test_addresses(filled: Node) -> None:
    facts = fill(filled.url)
    contract = look_up_address(filled.reader(), facts.usdt.lower(), now=NOW)
    assert contract.card.account is not None
    assert (contract.card.subject, contract.card.account.contract) == (facts.usdt, True)
    fresh = look_up_address(filled.reader(), "0x" + "12" * 20, now=NOW)
    assert fresh.card.account is not None
    assert (fresh.card.account.contract, fresh.card.account.used) == (False, False)
    assert said(fresh) == ["evidence.headline.address", "evidence.happened.unused_address"]


def test_only_a_hash_is_ever_sent(node: Node) -> None:
    with pytest.raises(ValueError, match="hash"):
        node.reader().transaction("test test test test test test test test test test test junk")


def test_raw_answers_are_kept(filled: Node) -> None:
    evidence = look_up_transaction(filled.reader(), fill(filled.url).native_deposit, now=NOW)
    assert [each.question for each in evidence.raw][:3] == [
        "eth_chainId",
        "eth_getTransactionByHash",
        "eth_getTransactionReceipt",
    ]
    assert evidence.card.subject in evidence.raw[1].answer


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_word_can_be_said(filled: Node, language: str) -> None:
    facts = fill(filled.url)
    catalogue = Catalogue(strict=True)
    hashes = (facts.native_deposit, facts.failed_deposit, facts.pending_deposit, facts.counterfeit_deposit)
    for tx_hash in hashes:
        evidence = look_up_transaction(filled.reader(), tx_hash, now=NOW)
        notable = [Text(each.key, each.params) for each in evidence.card.notable]
        texts = [evidence.card.headline, *evidence.explanation, *notable]
        assert all(catalogue.text(language, each.key, **each.params) for each in texts)


def test_restarted_node_still_knows_and_tells_a_reason_of_today(
    start_node: Callable[..., Node], tmp_path: object
) -> None:
    state = f"{tmp_path}/state.json"
    first = start_node("--no-mining", "--state", state)
    facts = fill(first.url)
    first.mine(2)
    before = first.reader().transaction(facts.failed_deposit)
    blob = first.ask("anvil_dumpState")
    second = start_node("--no-mining")
    second.ask("anvil_loadState", blob)
    after = second.reader().transaction(facts.failed_deposit)
    assert (after.state, after.block) == (before.state, before.block)
    assert (after.failure_detail, after.failure_today) == ("balance is too low", True)
