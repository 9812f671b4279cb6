"""Facts in real customers' messages; offsets always give back what was written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core.facts import Fact, FactKind, Flaw, extract

HASH = "4adb163c772238f3ca36c9432124c3a7ab2be9485701478af27668a180f59916"
TX = "0x" + HASH
ADDRESS = "0x5FbDB2315678afecb367f032d93F642f64180aa3"


def found(text: str, kind: FactKind, *, expected: bool = False) -> list[Fact]:
    facts = extract(text, hash_expected=expected)
    assert all(text[each.start : each.end] == each.written for each in facts)
    return [each for each in facts if each.kind is kind]


def values(text: str, kind: FactKind) -> list[str]:
    return [each.value for each in found(text, kind)]


@pytest.mark.parametrize(
    "text",
    [
        f"我的充值没到账 {TX}",
        f"我的充值没到账{TX}。谢谢",
        f"TXID:{TX}, thanks.",
        f"TxHash：{TX}！",
        f"`{TX}`",
        f"**{TX}**",
        f"“{TX}”",
        f"({TX})",
        f"https://etherscan.io/tx/{TX}?utm_source=chat#eventlog",
        f"[here](https://etherscan.io/tx/{TX})",
        TX.upper().replace("0X", "0x"),
        f"0X{HASH}",
        f"{TX[:30]}\n{TX[30:]}",
        f"{TX[:30]}\r\n{TX[30:]}",
        f"{TX[:30]} {TX[30:]}",
        f"> {TX[:42]}\n> {TX[42:]}",
        "".join(chr(ord(each) + 0xFEE0) for each in TX),
        f"{TX[:20]}\u200b{TX[20:]}",
        f"\ufeff{TX}",
    ],
)
def test_a_hash_is_found_however_it_was_pasted(text: str) -> None:
    assert values(text, FactKind.HASH) == [TX]


def test_torn_and_invisible_are_told() -> None:
    (torn,) = found(f"{TX[:30]}\n{TX[30:]}", FactKind.HASH)
    (unseen,) = found(f"{TX[:20]}\u200b{TX[20:]}", FactKind.HASH)
    assert (torn.flaws, unseen.flaws) == ((Flaw.BLANK,), (Flaw.INVISIBLE,))


def test_bare_digits_are_a_hash_only_beside_words_of_transfer() -> None:
    assert values(HASH, FactKind.HASH) == []
    assert values(f"hello {HASH}", FactKind.HASH) == []
    assert values(f"my deposit {HASH}", FactKind.HASH) == [HASH]
    assert values(f"充币 {HASH}", FactKind.HASH) == [HASH]
    assert [each.evm_hash for each in found(HASH, FactKind.HASH, expected=True)] == [TX]
    assert values(f"https://mempool.space/tx/{HASH}", FactKind.HASH) == [HASH]


def test_a_hash_that_lost_digits_is_told() -> None:
    (short,) = found(TX[:-3], FactKind.HASH)
    assert short.flaws == (Flaw.LENGTH,)


@pytest.mark.parametrize("link", ["https://bscscan.com/tx/", "bscscan.com/tx/", "https://www.bscscan.com/tx/"])
def test_an_explorer_s_link_names_the_network(link: str) -> None:
    (fact,) = found(f"see {link}{TX}.", FactKind.LINK)
    assert (fact.network, fact.value) == ("bnb", f"{link}{TX}")
    assert [each.network for each in found(f"see {link}{TX}.", FactKind.HASH)] == ["bnb"]


def test_other_hosts_are_no_explorers() -> None:
    assert extract("https://etherscan.io.evil.example/tx/1 and https://example.com/tx/") == ()


@pytest.mark.parametrize(
    ("written", "value", "flaws"),
    [
        (ADDRESS, ADDRESS, ()),
        (f"{ADDRESS[:20]} {ADDRESS[20:]}", ADDRESS, (Flaw.BLANK,)),
        (f"{ADDRESS[:20]}\u200d{ADDRESS[20:]}", ADDRESS, (Flaw.INVISIBLE,)),
        (ADDRESS[:-1], ADDRESS[:-1], (Flaw.LENGTH,)),
        (ADDRESS[:-1] + "O", ADDRESS[:-1] + "O", (Flaw.CHARACTER,)),
        ("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", ()),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", ()),
    ],
)
def test_addresses(written: str, value: str, flaws: tuple[Flaw, ...]) -> None:
    (fact,) = found(f"send it to {written}, please", FactKind.ADDRESS)
    assert (fact.value, fact.flaws, fact.written) == (value, flaws, written)


def test_two_addresses_on_two_lines_are_two() -> None:
    assert values(f"{ADDRESS}\n{ADDRESS}", FactKind.ADDRESS) == [ADDRESS, ADDRESS]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("1,000 USDT", [("1000", "USDT")]),
        ("1,000.50 usdt", [("1000.5", "USDT")]),
        ("1.000,50 USDT", [("1000.5", "USDT")]),
        ("0,5 ETH", [("0.5", "ETH")]),
        ("0.5个ETH", [("0.5", "ETH")]),
        ("充了0.5个以太币", [("0.5", "ETH")]),
        ("１００ USDT", [("100", "USDT")]),
        ("１，０００ＵＳＤＴ", [("1000", "USDT")]),
        ("1.5万USDT", [("15000", "USDT")]),
        ("10k usdt", [("10000", "USDT")]),
        ("USDT: 250", [("250", "USDT")]),
        ("2 BTC and 3 ETH", [("2", "BTC"), ("3", "ETH")]),
        ("5 sol", [("5", "SOL")]),
        ("0.00000001 BTC", [("0.00000001", "BTC")]),
        ("TRC-20 bitcoin", []),
        ("100 apples", []),
        ("1.2.3.4,5 ETH", []),
        ("1,00,000 USDT", [("100000", "USDT")]),
        ("1.000.000 USDT", [("1000000", "USDT")]),
        ("1.5 ETH", [("1.5", "ETH")]),
    ],
)
def test_amounts(text: str, amounts: list[tuple[str, str | None]]) -> None:
    assert [(each.value, each.asset) for each in found(text, FactKind.AMOUNT)] == amounts


@pytest.mark.parametrize(
    ("text", "networks"),
    [
        ("用以太坊网络", ["ethereum"]),
        ("币安智能链转的", ["bnb"]),
        ("波场 TRC20", ["tron", "tron"]),
        ("via ERC20", ["ethereum"]),
        ("BEP-20", ["bnb"]),
        ("my database is based on electronics", []),
    ],
)
def test_networks(text: str, networks: list[str]) -> None:
    assert values(text, FactKind.NETWORK) == networks


def test_assets_that_are_words_need_capitals() -> None:
    assert values("I was near the link, dot", FactKind.ASSET) == []
    assert values("my LINK and 比特币 and usdt", FactKind.ASSET) == ["LINK", "BTC", "USDT"]


def test_memos_and_orders() -> None:
    assert values("destination tag: 12345", FactKind.MEMO) == ["12345"]
    assert values("备注是 998877", FactKind.MEMO) == ["998877"]
    assert values("I forgot the memo on my transfer", FactKind.MEMO) == []
    assert values("order id ABC-123456", FactKind.ORDER) == ["ABC-123456"]
    assert values("订单号：20260131001", FactKind.ORDER) == ["20260131001"]
    assert values("in order to", FactKind.ORDER) == []


def test_facts_come_in_the_order_of_the_text() -> None:
    text = f"我从币安智能链充了100 USDT，memo 5512，hash {TX}"
    kinds = [each.kind for each in extract(text)]
    assert kinds == [FactKind.NETWORK, FactKind.AMOUNT, FactKind.MEMO, FactKind.HASH]


@given(st.text(max_size=300))
def test_any_text_gives_exact_offsets(text: str) -> None:
    for fact in extract(text):
        assert text[fact.start : fact.end] == fact.written
        assert fact.start < fact.end


@pytest.mark.parametrize(
    "piece", ["0x", "0xaaaaaaa ", "a ", "1,", "999999", "https://a.b/", "memo ", "1 btc ", "bc1", "Ａ"]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        extract(text)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)
