"""Published vectors: known secrets of each standard are found, and nothing around them is taken along."""

import pytest

from lightkeeper.core.secrets import SecretKind, find

# BIP-39 test vectors (python-mnemonic, vectors.json, English): entropy and phrase.
BIP39_VECTORS = [
    # all zeros: eleven times the same word
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
    # repeated 7f
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    # repeated 80
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    # repeated ff
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
    # 18 words
    "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal will",
    # 24 words
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
    # random entropy
    "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
    "scheme spot photo card baby mountain device kick cradle pact join borrow",
    "gravity machine north sort system female filter attitude volume fold club stay feature office ecology stable narrow fog",  # noqa: E501
    "vessel ladder alter error federal sibling chat ability sun glass valve picture",
    "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold",  # noqa: E501
]


@pytest.mark.parametrize("phrase", BIP39_VECTORS)
def test_the_published_phrases_are_found_whole(phrase: str) -> None:
    text = f"Hello, {phrase}. Thanks!"
    (found,) = find(text)
    assert found.kind is SecretKind.RECOVERY_PHRASE
    assert text[found.start : found.end] == phrase


KEYS = [
    # WIF, uncompressed (Bitcoin wiki)
    (SecretKind.WIF, "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"),
    # BIP-38, no compression, no EC multiply
    (SecretKind.BIP38, "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg"),
    # BIP-32 test vector 1, chain m
    (
        SecretKind.EXTENDED_PRIVATE_KEY,
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    ),
    # XRP Ledger: the family seed of "masterpassphrase"
    (SecretKind.XRP_SEED, "snoPBrXtMeMyMHUVTgbuqAfg1SUTb"),
]


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_the_published_keys_are_found_whole(kind: SecretKind, key: str) -> None:
    text = f"it is {key}, ok?"
    (found,) = find(text)
    assert (found.kind, text[found.start : found.end]) == (kind, key)


PUBLIC = [
    # BIP-32 test vector 1, chain m, the public half
    "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",  # Bitcoin, pay to public key hash
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",  # Bitcoin, segwit
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",  # EIP-55 vector
    "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8",  # Tron
    "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",  # XRP Ledger, the account of the seed above
    "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ",  # Stellar, public key of SEP-23
    "550e8400-e29b-41d4-a716-446655440000",  # RFC 4122's example of a UUID
    "02b4632d08485ff1df2db55b9dafd23347d1c47a457072a1e87be26896549a8737",  # BIP-143, compressed public key
]


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_stays(text: str) -> None:
    assert find(f"please check {text} for me") == ()
