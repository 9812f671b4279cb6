import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core import segment
from lightkeeper.core.reference import make, show
from lightkeeper.core.segment import document, query

HASH = "0xA1B2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90"


def fold(text: str) -> str:
    return text.translate(str.maketrans("儲帳", "储账"))


def finds(asked: str, text: str) -> bool:
    """What the database would say."""
    wanted, lexemes = query(asked, fold), document(text, fold)
    starts = all(any(lexeme.startswith(start) for lexeme in lexemes) for start in wanted.starts)
    return not wanted.empty and starts and set(wanted.must) <= set(lexemes)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("充值", "我的充值没到账"),
        ("充", "我的充值没到账"),
        ("儲值 到帳", "储值没到账"),  # traditional finds simplified
        ("储值", "我要儲值USDT"),
        ("usdt", "我要儲值USDT"),
        ("deposit", "Two deposits are missing"),
        ("depositing", "I deposited yesterday"),
        ("staked", "stake"),
        ("fees", "the fee is"),
        ("verify", "not verified"),
        ("deposit", "deposited...nothing arrived"),
        ("customers", "the customer's account"),
        ("CAFÉ", "cafe\u0301"),
        ("mañana", "MANANA"),
        ("Łódź", "lodz"),
        ("1234.56", "sent 1,234.56 USDT"),  # grouped and not
        ("USDT", "ＵＳＤＴ"),  # full width
        ("dana@example.com", "mail to Dana@Example.com."),
        ("example", "mail to Dana@Example.com."),
        ("ログイン", "ログインできません"),
        ("출금", "출금이 안돼요"),
        ("ถอนเงิน", "ฉันถอนเงินไม่ได้"),
        ("депозит", "Мой Депозит"),
        ("मदद", "हिन्दी में मदद"),
        (HASH, f"txid:{HASH}."),
        (HASH[2:].upper(), f"https://etherscan.io/tx/{HASH}"),
        ("a1b2c3", f"see {HASH}"),
        ("7e8f90", f"see {HASH}"),
        ("0xA1B2c3…7e8f90", f"see {HASH}"),
        ("a1b2...8f90", f"see {HASH}"),
        ("0xa1b2c3…7e8f90", "they wrote 0xA1B2C3...7E8F90"),
        (show(make(bytes(range(16)))).lower(), f"your case {make(bytes(range(16)))}"),
    ],
)
def test_finds(asked: str, text: str) -> None:
    assert finds(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("值充", "我的充值没到账"),
        ("提币", "提现和硬币"),
        ("withdraw", "deposit"),
        ("a1b2…8f90", "0xb1b2000000000000000000000000000000000000000000000000000000008f90"),
        ("", "anything"),
        ("!?", "anything !?"),
    ],
)
def test_does_not_find(asked: str, text: str) -> None:
    assert not finds(asked, text)


def test_exact_ids_are_kept_as_they_were_written() -> None:
    case = make(bytes(range(16)))
    bitcoin = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
    asked = query(f"{HASH} or {bitcoin} in {show(case)} but not internationalisation")
    assert asked.exact == (case, HASH, bitcoin)


def test_a_number_in_a_word_is_no_hash() -> None:
    assert document("TRC20 v2") == ["trc20", "v2"]


@given(st.text(max_size=200))
def test_a_text_finds_itself(text: str) -> None:
    wanted, lexemes = query(text[:100]), document(text[:100])
    assert set(wanted.must) <= set(lexemes)
    assert all(any(lexeme.startswith(start) for lexeme in lexemes) for start in wanted.starts)
    assert "" not in lexemes


@given(st.text(alphabet="ab c.。\n充", max_size=400), st.integers(5, 50))
def test_pieces_lose_no_character_but_blanks(text: str, most: int) -> None:
    pieces = segment.pieces(text, most=most)
    assert all(0 < len(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_pieces_end_where_a_sentence_ends() -> None:
    assert segment.pieces("One sentence. Two", most=15) == ["One sentence.", "Two"]


def test_a_flood_is_cut_in_time() -> None:
    for flood in (
        "a" * 20_000,
        "a." * 10_000,
        "0x" * 10_000,
        "1," * 10_000,
        "充" * 20_000,
        "a@" * 10_000,
        "a..." * 5_000,
    ):
        assert document(flood) is not None
