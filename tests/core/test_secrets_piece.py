"""Which messages are worth a look at those before them."""

import pytest

from lightkeeper.core.secrets.piece import may_be_piece


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("abandon ability able about", True),
        ("5. acid 6. acoustic 7. acquire", True),
        ("walnut", True),  # one word a message
        ("的 一 是 在", True),
        ("5Kb8kLf9zgWQnogidDA76Mz", True),
        ("我的充值没到账", False),
        ("The deposit has still not arrived", False),
        ("谢谢", False),
        ("", False),
        ("!!!", False),
    ],
)
def test_may_be_piece(text: str, may: bool) -> None:
    assert may_be_piece(text) is may
