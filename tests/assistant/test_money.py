"""Where the money is: what is said about a transaction, and when a person must look."""

from datetime import timedelta

import pytest

from lightkeeper.core.audience import Audience
from lightkeeper.core.investigation.card import Confirmations, State
from lightkeeper.models import Event, Evidence
from lightkeeper.ports.chain import NodeInconsistent, NodeUnreachable
from lightkeeper.ports.wired import wired
from lightkeeper.queries.evidence import hash_expected
from tests.assistant.conftest import (
    FAILED,
    FINAL,
    INCLUDED,
    NOWHERE,
    PENDING,
    STRANGE,
    Desk,
    case_file,
    fresh,
    handed_over,
    reading,
    turn,
    wrote,
)
from tests.factories import start


def test_a_confirmed_deposit_is_answered_in_chinese_with_evidence_and_handed_over(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"我的充值没到账 {FINAL}")
    answer = turn(conversation)

    assert answer.author == "assistant"
    assert answer.language == "zh-Hans"
    assert answer.body.startswith("我是 Harbor 的智能助手")
    assert "资金已到达 Harbor Sandbox (Ethereum) 上的收款地址，转账已最终确认。" in answer.body
    assert "它已打包进区块 1204，共有 36 次确认。" in answer.body
    assert answer.body.index("资金已到达") < answer.body.index("它已打包") < answer.body.index("接下来由我们的人工客服")
    (block,) = answer.blocks
    evidence = Evidence.objects.get(conversation=conversation)
    assert block == {"type": "evidence", "id": evidence.ref, "card": evidence.card}
    assert evidence.card["subject"] == FINAL

    row = fresh(conversation)
    assert (row.language, row.handler, row.state) == ("zh-Hans", "person", "open")
    assert row.waiting_since is not None
    file = handed_over(conversation)
    assert file["reason"] == "crediting"
    assert file["summary"] == row.case_file
    assert row.case_file == {
        "wish": f"我的充值没到账 {FINAL}",
        "language": "zh-Hans",
        "facts": [{"kind": "hash", "value": FINAL}],
        "evidence": [evidence.ref],
        "tried": [
            {
                "key": "assistant.tried.looked_up",
                "params": {"subject": FINAL, "chain": "Harbor Sandbox (Ethereum)", "state": "final"},
            }
        ],
        "missing": ["platform_record"],
    }


def test_the_customer_never_sees_the_case_file(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived {FINAL}")
    turn(conversation)
    events = Event.objects.filter(conversation=conversation, audience=Audience.TEAM, seq__gt=conversation.seq)
    assert set(events.values_list("kind", flat=True)) == {"evidence.added", "handed.over"}


@pytest.mark.parametrize(
    ("tx_hash", "says"),
    [
        (PENDING, "has not moved yet"),
        (INCLUDED, "3 of 12"),
        (FAILED, "insufficient balance"),
    ],
)
def test_what_is_not_done_stays_with_the_assistant(desk: Desk, tx_hash: str, says: str) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived: {tx_hash}")
    answer = turn(conversation)
    assert says in answer.body
    assert [block["type"] for block in answer.blocks] == ["evidence"]
    row = fresh(conversation)
    assert (row.handler, row.state) == ("assistant", "waiting_customer")


def test_unknown_to_the_node_is_said_exactly_and_asked_about_once(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived: {NOWHERE}")
    answer = turn(conversation)
    assert "cannot yet be told" in answer.body or "does not know" in answer.body
    assert "dropped" not in answer.body
    assert "Harbor Sandbox (Ethereum)" in answer.body
    assert fresh(conversation).handler == "assistant"
    wrote(desk, conversation, f"It is right: {NOWHERE}")
    assert fresh(conversation).handler == "person"
    assert handed_over(conversation)["reason"] == "fact_missing"


def test_the_missing_hash_is_asked_for_once(desk: Desk) -> None:
    conversation = start(desk.house.dana, "My deposit has not arrived")
    answer = turn(conversation)
    assert "transaction hash" in answer.body
    assert fresh(conversation).handler == "assistant"
    answer = wrote(desk, conversation, "I don't know where that is")
    row = fresh(conversation)
    assert row.handler == "person"
    assert case_file(conversation)["missing"] == ["hash"]
    assert case_file(conversation)["tried"] == [{"key": "assistant.tried.asked_hash", "params": {}}]
    assert case_file(conversation)["wish"] == "My deposit has not arrived"
    assert "transaction hash" not in answer.body


def test_a_bare_hash_answers_the_question_for_it(desk: Desk) -> None:
    conversation = start(desk.house.dana, "我的充值没到账")
    turn(conversation)
    answer = wrote(desk, conversation, FINAL)
    assert answer.language == "zh-Hans"
    assert fresh(conversation).handler == "person"
    assert case_file(conversation)["wish"] == "我的充值没到账"


@pytest.mark.parametrize("error", [NodeUnreachable(), NodeInconsistent()])
def test_a_chain_that_cannot_be_read_is_told_and_handed_over(desk: Desk, error: Exception) -> None:
    desk.chain.fail(error)  # type: ignore[arg-type]
    conversation = start(desk.house.dana, f"My deposit has not arrived {FINAL}")
    answer = turn(conversation)
    assert "could not be read" in answer.body or "cannot be read" in answer.body
    row = fresh(conversation)
    assert row.handler == "person"
    assert case_file(conversation)["tried"][0]["params"]["state"] == "unreadable"
    assert case_file(conversation)["missing"] == ["chain_answer"]


def test_no_chain_at_all_is_told_too(desk: Desk) -> None:
    wired().chains.pop("sandbox")  # type: ignore[attr-defined]
    conversation = start(desk.house.dana, f"My deposit has not arrived {FINAL}")
    turn(conversation)
    assert handed_over(conversation)["reason"] == "unreadable"


def test_a_strangers_words_on_the_chain_are_not_passed_on(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived {STRANGE}")
    answer = turn(conversation)
    assert "evil.example" not in answer.body
    assert "9999" not in answer.body
    assert "1204" in answer.body


def test_still_not_there_is_looked_up_again(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"我的充值没到账 {INCLUDED}")
    turn(conversation)
    assert fresh(conversation).handler == "assistant"
    desk.chain.put(reading(INCLUDED, State.FINAL, confirmations=Confirmations(12, 12)))
    desk.chain.now += timedelta(minutes=5)
    answer = wrote(desk, conversation, "怎么还是没有，帮我再看看")
    assert handed_over(conversation)["reason"] == "crediting"
    assert len(case_file(conversation)["evidence"]) == 2
    assert answer.blocks[0]["card"]["state"] == "final"


def test_a_hash_of_a_network_that_nobody_reads_goes_to_a_person(desk: Desk) -> None:
    link = f"https://tronscan.org/#/transaction/{'7c' * 32}"
    conversation = start(desk.house.dana, f"My deposit has not arrived {link}")
    assert "Tron" in turn(conversation).body
    assert desk.chain.asked == []
    assert handed_over(conversation)["reason"] == "unreadable"


def test_a_torn_hash_is_put_together_and_a_short_one_is_pointed_out(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived {PENDING[:-3]}")
    assert "not whole" in turn(conversation).body
    assert desk.chain.asked == []
    wrote(desk, conversation, f"{PENDING[:40]}\n{PENDING[40:]}")
    assert desk.chain.asked == [PENDING]


def test_a_bare_hash_is_expected_once_it_was_asked_for(desk: Desk) -> None:
    conversation = start(desk.house.dana, "My deposit has not arrived")
    assert not hash_expected(desk.house.dana, conversation.reference)
    turn(conversation)
    assert hash_expected(desk.house.dana, conversation.reference)
    wrote(desk, conversation, PENDING)
    assert not hash_expected(desk.house.dana, conversation.reference)


def test_a_hash_that_was_told_before_is_known_again_and_no_other(desk: Desk) -> None:
    conversation = start(desk.house.dana, f"My deposit has not arrived {PENDING}")
    turn(conversation)
    told, other = PENDING.removeprefix("0x"), "5a" + PENDING[4:]
    assert hash_expected(desk.house.dana, conversation.reference, [told])
    assert hash_expected(desk.house.dana, conversation.reference, [told.upper()])
    assert not hash_expected(desk.house.dana, conversation.reference, [other])
    assert not hash_expected(desk.house.dana, conversation.reference, [told, other])
