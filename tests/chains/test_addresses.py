"""Addresses: the published vectors, and what people do to an address on its way into a message."""

import pytest

from lightkeeper.chains.addresses.check import check_address
from lightkeeper.chains.addresses.verdict import TEXT, Finding, Problem
from lightkeeper.ports.catalogue import Catalogue

GOOD = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

# EIP-55, "Test Cases".
EIP55 = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
]

# BIP-173 and BIP-350, valid segregated-witness addresses.
SEGWIT = [
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "BC1SW50QGDZ25J",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
]

# BIP-350, invalid ones of the main network.
NOT_SEGWIT = [
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
    "bc1pw5dgrnzv",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
    "bc1gmk9yu",
]


def problems(written: str, network: str | None = None) -> list[tuple[Problem, int | None]]:
    return [(each.problem, each.at) for each in check_address(written, network).findings]


@pytest.mark.parametrize("address", EIP55)
def test_eip55_vectors(address: str) -> None:
    verdict = check_address(address, "ethereum")
    assert (verdict.valid, verdict.normalised) == (True, address)


@pytest.mark.parametrize("address", EIP55[4:])
def test_one_capital_too_many_spoils_the_checksum(address: str) -> None:
    at = next(at for at, each in enumerate(address) if each.islower() and at > 2)
    spoiled = address[:at] + address[at].upper() + address[at + 1 :]
    assert problems(spoiled) == [(Problem.BAD_CHECKSUM, None)]


def test_without_capitals_it_is_valid_but_unchecked() -> None:
    verdict = check_address(GOOD.lower())
    assert (verdict.valid, verdict.normalised) == (True, GOOD)
    assert verdict.findings == (Finding(Problem.UNCHECKED),)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"  {GOOD}\n", []),  # blanks around it are nobody's mistake
        (GOOD[:10] + " " + GOOD[10:], [(Problem.STRAY_BLANK, 10)]),
        (GOOD[:10] + "\u3000" + GOOD[10:], [(Problem.STRAY_BLANK, 10)]),
        (GOOD[:10] + "\u200b" + GOOD[10:], [(Problem.INVISIBLE, 10)]),
        (GOOD[:-1], [(Problem.TOO_SHORT, None)]),
        (GOOD + "1", [(Problem.TOO_LONG, None)]),
        (GOOD[:2] + "O" + GOOD[3:], [(Problem.BAD_CHARACTER, 2)]),
        (GOOD[:3] + "а" + GOOD[4:], [(Problem.LOOK_ALIKE, 3)]),  # a Cyrillic a
        (GOOD[2:], [(Problem.MISSING_PREFIX, 0)]),
        ("0x" + "0" * 40, [(Problem.ZERO, None)]),
        ("my wallet", [(Problem.STRAY_BLANK, 2), (Problem.UNKNOWN_FORM, None)]),
        ("", [(Problem.UNKNOWN_FORM, None)]),
    ],
)
def test_what_copying_does(written: str, expected: list[tuple[Problem, int | None]]) -> None:
    assert problems(written) == expected


@pytest.mark.parametrize("address", SEGWIT)
def test_segwit_vectors(address: str) -> None:
    verdict = check_address(address)
    assert (verdict.valid, verdict.networks, verdict.normalised) == (True, ("bitcoin",), address.lower())


@pytest.mark.parametrize("address", NOT_SEGWIT)
def test_segwit_vectors_that_are_wrong(address: str) -> None:
    assert not check_address(address).valid


@pytest.mark.parametrize(
    ("written", "network"),
    [
        ("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", "tron"),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bitcoin"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin"),
        ("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", "litecoin"),
    ],
)
def test_addresses_of_other_networks(written: str, network: str) -> None:
    assert check_address(written).networks == (network,)
    assert check_address(written, network).valid
    assert problems(written, "ethereum")[0] == (Problem.OTHER_NETWORK, None)


@pytest.mark.parametrize("at", [3, 17, 33])
def test_base58_notices_a_wrong_letter(at: int) -> None:
    address = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"
    other = "2" if address[at] != "2" else "3"
    assert problems(address[:at] + other + address[at + 1 :], "tron") == [(Problem.BAD_CHECKSUM, None)]


def test_test_networks_are_refused() -> None:
    assert problems("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx") == [(Problem.TESTNET, None)]
    assert problems("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn") == [(Problem.TESTNET, None)]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("problem", Problem)
def test_every_problem_can_be_said(problem: Problem, language: str) -> None:
    notice = Finding(problem, at=4, length=41, network="Tron", wanted="Ethereum").notice()
    said = Catalogue(strict=True).text(language, TEXT[problem], **notice.params)
    assert said
    assert "{" not in said
