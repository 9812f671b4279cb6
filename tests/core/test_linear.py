"""Nothing that reads a stranger's text takes longer than its length deserves: twice the text, about twice the time."""

import time
from collections.abc import Callable

import pytest

from lightkeeper.core.facts import extract
from lightkeeper.core.secrets import guard
from lightkeeper.core.secrets.piece import continues_phrase, may_be_piece
from lightkeeper.core.text import MAX_BODY, clean

BITS = (
    *(
        "a",
        "a ",
        "1",
        "1 ",
        " ",
        "\n",
        "-",
        "{",
        '{"',
        "<",
        "@",
        "a.",
        "0x",
        "⟦secret:",
        "的",
        "的 ",
        "a\u0301",
        "a\u200d",
    ),
    *("abandon ", "abc-", "xprv", "otpauth://", "http://", "password: ", "is my password ", "ab12", "$1,000,", "bc1q"),
)
READERS: dict[str, Callable[[str], object]] = {
    "guard": guard,
    "may_be_piece": may_be_piece,
    "continues_phrase": continues_phrase,
    "extract": extract,
    "clean": clean,
}
SECONDS = 2.0
"""Far above the slowest (0.1 s on an idle core, for one of a busy machine), far below what a quadratic one takes."""


@pytest.mark.parametrize("name", READERS)
def test_the_longest_message_of_anything_is_read_at_once(name: str) -> None:
    slow = {}
    for bit in BITS:
        text = (bit * MAX_BODY)[:MAX_BODY]
        began = time.process_time()
        READERS[name](text)
        if (took := time.process_time() - began) > SECONDS:
            slow[bit] = round(took, 1)
    assert slow == {}
