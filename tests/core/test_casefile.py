"""What is written down for the person who takes over."""

from lightkeeper.core.casefile import MOST_FACTS, CaseFile, Known, known, merged, plain, wish
from lightkeeper.core.facts import extract
from lightkeeper.core.investigation.card import Text


def test_facts_are_kept_plainly() -> None:
    facts = extract("I sent 1,250.50 USDT over TRC20, order 88123456")
    assert [known(each) for each in facts] == [
        Known("amount", "1250.5 USDT"),
        Known("network", "tron"),
        Known("order", "88123456"),
    ]


def test_each_fact_once_and_not_too_many() -> None:
    one, other = Known("asset", "ETH"), Known("asset", "BTC")
    assert merged([one, other], [one]) == (one, other)
    assert len(merged([], [Known("order", str(number)) for number in range(500)])) == MOST_FACTS


def test_the_wish_is_the_first_message_that_says_something() -> None:
    assert wish(["hello", "my deposit is missing", "thanks"], ["hello", "thanks"]) == "my deposit is missing"
    assert wish(["a person please"], ["a person please"]) == "a person please"
    assert wish(["", " "], []) == ""
    assert len(wish(["word " * 1000], [])) <= 280


def test_as_the_screens_have_it() -> None:
    file = CaseFile("w", "en", (Known("hash", "0x1"),), ("ev_1",), (Text("assistant.tried.asked_hash"),), ("hash",))
    assert plain(file) == {
        "wish": "w",
        "language": "en",
        "facts": [{"kind": "hash", "value": "0x1"}],
        "evidence": ["ev_1"],
        "tried": [{"key": "assistant.tried.asked_hash", "params": {}}],
        "missing": ["hash"],
    }
