"""Is it ours? A table of what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightkeeper.core.official import Channel, Verdict, host, judge

CHANNELS = (
    Channel("site", "harbor-exchange.example", "Website"),
    Channel("email", "support@harbor-exchange.example", "Support"),
    Channel("phone", "+44 20 7946 0018", "Support line"),
    Channel("telegram", "harbor_official", "Telegram"),
    Channel("x", "HarborExchange", "X"),
)

OFFICIAL = [
    ("harbor-exchange.example", "site"),
    ("https://www.harbor-exchange.example/login?next=/", "site"),
    ("HTTP://Harbor-Exchange.Example.", "site"),
    ("help.harbor-exchange.example:443/x", "site"),
    ("harbor\u200b-exchange.example", "site"),  # an invisible character that came along from a PDF
    ("Support@Harbor-Exchange.example", "email"),
    ("mailto:support@harbor-exchange.example", "email"),
    ("Harbor <support@harbor-exchange.example>", "email"),
    ("0044 20 7946 0018", "phone"),
    ("+44 (20) 7946-0018", "phone"),
    ("@harbor_official", "telegram"),
    ("https://t.me/Harbor_Official", "telegram"),
    ("https://twitter.com/@harborexchange/status/1", "x"),
    ("ｘ．ｃｏｍ/HarborExchange", "x"),  # full width, as Chinese keyboards write it
]

LOOKALIKES = [
    "harbor-exchange.com",  # another ending
    "harborexchange.example",
    "harb0r-exchange.example",
    "harbour-exchange.example",
    "haarbor-exchange.example",
    "hrabor-exchange.example",
    "harbor-exchange-support.example",
    "harbor-exchange.example.secure-login.test",
    "https://harbor-exchange.example.verify.test/x",
    "hаrbor-exchange.example",  # Cyrillic a
    "xn--hrbor-exchange-x9k.example",
    "https://harbor-exchange.example@evil.test/login",
    "support@harbor-exchange.help",
    "support@harb0r-exchange.example",
    "@harbor_official_support",
    "@harb0r_official",
    "https://t.me/harbor_0fficial",
    "+44 20 7946 0019",
    "https://x.com/harbor_official",  # ours on Telegram, but nobody's on X
]

UNKNOWN = [
    "binance.com",
    "somebody@gmail.com",
    "+1 212 555 0100",
    "@random_person",
    "https://t.me/random",
]


@pytest.mark.parametrize(("pasted", "kind"), OFFICIAL)
def test_ours(pasted: str, kind: str) -> None:
    answer = judge(pasted, CHANNELS)
    assert answer.verdict is Verdict.OFFICIAL
    assert [each.kind for each in answer.matches] == [kind]


@pytest.mark.parametrize("pasted", LOOKALIKES)
def test_made_to_be_taken_for_ours(pasted: str) -> None:
    answer = judge(pasted, CHANNELS)
    assert answer.verdict is Verdict.LOOKALIKE
    assert answer.resembles in CHANNELS


@pytest.mark.parametrize("pasted", UNKNOWN)
def test_nobody_we_know(pasted: str) -> None:
    answer = judge(pasted, CHANNELS)
    assert (answer.verdict, answer.matches) == (Verdict.UNKNOWN, ())


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "Is this you? I got a call",
        "。。。",
        "http://",
        "x" * 400,
        r"https:\\harbor-exchange.example\@evil.test",
    ],
)
def test_what_cannot_be_read(pasted: str) -> None:
    assert judge(pasted, CHANNELS).verdict is Verdict.UNREADABLE


def test_an_address_at_our_domain_that_we_do_not_use() -> None:
    for pasted in ("refunds@harbor-exchange.example", "a@mail.harbor-exchange.example"):
        assert judge(pasted, CHANNELS).verdict is Verdict.UNLISTED


def test_what_stands_before_the_at_is_told_apart_from_the_host() -> None:
    asked = judge("https://harbor-exchange.example@evil.test/login", CHANNELS).asked
    assert asked is not None
    assert (asked.value, asked.disguise) == ("evil.test", "harbor-exchange.example")


def test_letters_of_another_script_are_named() -> None:
    assert judge("hаrbor-exchange.example", CHANNELS).strange == ("а",)
    assert judge("例子.example", CHANNELS).strange == ()
    assert judge("биржа.рф", CHANNELS).strange == ()


def test_hosts_are_shown_in_both_spellings() -> None:
    assert host("xn--fsqu00a.example") == ("例子.example", "xn--fsqu00a.example")
    assert host("例子.example") == ("例子.example", "xn--fsqu00a.example")
    assert host("WWW.Harbor.Example.") == ("harbor.example", "")


@given(st.text(max_size=400))
def test_anything_can_be_pasted(pasted: str) -> None:
    answer = judge(pasted, CHANNELS)
    assert bool(answer.matches) is (answer.verdict is Verdict.OFFICIAL)
