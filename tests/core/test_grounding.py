"""What an answer may say."""

import pytest

from lightkeeper.core.grounding import figures, unsupported


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 of 12 confirmations.", {"3", "12"}),
        ("It took 1,204.50 USDT.", {"1204.5"}),
        ("共有 36 次确认，区块 1204。", {"36", "1204"}),
        ("０．５ ETH", {"0.5"}),
        ("hash 0xABCdef12", {"0xabcdef12"}),
        ("1,000 and 1000", {"1000"}),
        ("no figures at all", set()),
        ("block 21\u202f000\u202f000", {"21000000"}),
        ("TRC20, ERC20", {"trc20", "erc20"}),
        ("at 12.", {"12"}),
    ],
)
def test_figures(text: str, found: set[str]) -> None:
    assert figures(text) == found


def test_what_the_sources_hold_is_supported() -> None:
    sources = ['{"confirmations": {"n": 36, "of": 12}, "amounts": [{"amount": "1250.50"}]}', "0xAB12"]
    assert unsupported("1,250.5 USDT have 36 of 12, see 0xab12.", sources) == ()


@pytest.mark.parametrize("answer", ["37 confirmations", "1250.51 USDT", "0xab13", "within 30 minutes", "ab12"])
def test_a_figure_from_nowhere_is_noticed(answer: str) -> None:
    sources = ["36 of 12", "1250.50", "0xAB12"]
    assert unsupported(answer, sources) != ()
