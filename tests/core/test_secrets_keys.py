"""Keys in one token, whole or torn by a copy, and the table that tells a key from a transaction hash."""

import json
import random

import pytest

from lightkeeper.core.secrets import SecretKind, find, guard

HEX = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
OTHER = "88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe340394cbe"
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
XPRV = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
STELLAR = "SCZANGBA5YHTNYVVV4C3U252E2B6P6F5T3U6MM63WBSBZATAQI3EBTQ4"  # stellar-sdk's documentation
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# RFC 8032, test 2: seed and public key, then the signature of the message 72 by that key.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def base58(raw: bytes) -> str:
    value, text = int.from_bytes(raw, "big"), ""
    while value:
        value, digit = divmod(value, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def groups(text: str, size: int, by: str = " ") -> str:
    return by.join(text[place : place + size] for place in range(0, len(text), size))


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


FOUND = [
    # whole, beside Chinese without a blank, in brackets, as a value
    (SecretKind.WIF, f"私钥{WIF}谢谢", WIF),
    (SecretKind.WIF, f"({WIF})", WIF),
    (SecretKind.EXTENDED_PRIVATE_KEY, f'{{"k":"{XPRV}"}}', XPRV),
    (SecretKind.STELLAR_SEED, f"seed={STELLAR};", STELLAR),
    # Stellar in lower case
    (SecretKind.STELLAR_SEED, STELLAR.lower(), STELLAR.lower()),
    # torn by blanks and by lines, as PDF readers copy
    (SecretKind.WIF, f"here {groups(WIF, 4)} ok", groups(WIF, 4)),
    (SecretKind.WIF, f"here {groups(WIF, 30, chr(10))} ok", groups(WIF, 30, "\n")),
    (SecretKind.EXTENDED_PRIVATE_KEY, groups(XPRV, 40, "\r\n"), groups(XPRV, 40, "\r\n")),
    # full-width letters, soft hyphens and zero-width blanks in between
    (SecretKind.WIF, f"x {wide(WIF)} y", wide(WIF)),
    (SecretKind.WIF, f"x {groups(WIF, 9, chr(0xAD))} y", groups(WIF, 9, "\u00ad")),
    (SecretKind.WIF, f"x {groups(WIF, 9, chr(0x200B))} y", groups(WIF, 9, "\u200b")),
    # an extended key with a wrong letter is still one
    (SecretKind.EXTENDED_PRIVATE_KEY, XPRV[:-1] + "j", XPRV[:-1] + "j"),
    # a Solana key pair, told from a signature by arithmetic; as numbers in a file
    (SecretKind.SOLANA_KEY, f"it is {base58(SEED + PUBLIC)}", base58(SEED + PUBLIC)),
    (SecretKind.SOLANA_KEY, json.dumps([*SEED, *PUBLIC]), json.dumps([*SEED, *PUBLIC])),
    (SecretKind.SOLANA_KEY, json.dumps([*SEED, *PUBLIC], indent=1), json.dumps([*SEED, *PUBLIC], indent=1)),
    # hex with key words, by language; upper case; torn; full width
    (SecretKind.HEX_PRIVATE_KEY, f"my private key is {HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"{HEX} <- key", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"I want to import 0x{HEX}", f"0x{HEX}"),
    (SecretKind.HEX_PRIVATE_KEY, f"private key: 0X{HEX.upper()}", f"0X{HEX.upper()}"),
    (SecretKind.HEX_PRIVATE_KEY, f"private key: {groups(HEX, 16)}", groups(HEX, 16)),
    (SecretKind.HEX_PRIVATE_KEY, f"private key: {groups(HEX, 33, chr(10))}", groups(HEX, 33, "\n")),
    (SecretKind.HEX_PRIVATE_KEY, f"private key: {wide(HEX)}", wide(HEX)),
    (SecretKind.HEX_PRIVATE_KEY, f"我的私钥是{HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"我的私鑰：{HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"mi clave privada: {HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"minha chave é {HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"приватный ключ {HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"秘密鍵は{HEX}です", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"개인키는 {HEX} 입니다", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"khóa riêng của tôi: {HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"özel anahtarım {HEX}", HEX),
    # words of transfer do not outweigh key words
    (SecretKind.HEX_PRIVATE_KEY, f"deposit not arrived, here is the private key {HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"private key of the transaction: {HEX}", HEX),
    # in a link, as a parameter named for a key or behind a path that imports
    (SecretKind.HEX_PRIVATE_KEY, f"https://x.example/?privateKey={HEX}&n=1", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"https://x.example/#pk={HEX}", HEX),
    (SecretKind.HEX_PRIVATE_KEY, f"https://x.example/import/{HEX}", HEX),
    # neither
    (SecretKind.UNCLEAR_HEX, HEX, HEX),
    (SecretKind.UNCLEAR_HEX, f"0x{HEX}", f"0x{HEX}"),
    (SecretKind.UNCLEAR_HEX, f"hello, what about {HEX}?", HEX),
    # a key that no list knows, by its label
    (SecretKind.PRIVATE_KEY, f"private key: {OTHER}{OTHER}", OTHER + OTHER),
]


@pytest.mark.parametrize(("kind", "text", "secret"), FOUND)
def test_a_key_is_found_whole_and_alone(kind: SecretKind, text: str, secret: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in find(text)] == [(kind, secret)]


HASHES = [
    # words of transfer, by language
    f"deposit {HEX}",
    f"my withdrawal 0x{HEX} is stuck",
    f"txid: {HEX}",
    f"我的充值没到账 {HEX}",
    f"提币哈希{HEX}",
    f"提領的交易 {HEX}",
    f"mi depósito {HEX}",
    f"meu saque {HEX} não chegou",
    f"мой перевод {HEX}",
    f"入金 {HEX}",
    f"입금했어요 {HEX}",
    f"tôi đã nạp {HEX}",
    f"para yatırdım {HEX}",
    # links of explorers, whatever is said around them
    f"my private key is safe, see https://etherscan.io/tx/0x{HEX}",
    f"blockchair.com/bitcoin/transaction/{HEX} import",
    f"https://x.example/?tx={HEX}",
    # called a hash in so many words, with a key named in another sentence
    f"I will not give you my private key. Tx hash: {HEX}",
    # a padded number of a contract call
    "0x" + "0" * 24 + OTHER[:40],
    # longer and shorter than a key
    "0x" + HEX + HEX,
    HEX[:-1],
    # a signature, which is how Solana names a transaction: alone and with words
    base58(SIGNATURE),
    f"tx {base58(SIGNATURE)}",
    # 64 numbers that are no bytes
    json.dumps(list(range(200, 264))),
]


@pytest.mark.parametrize("text", HASHES)
def test_a_hash_stays(text: str) -> None:
    assert find(text) == ()


def test_a_hash_that_was_asked_for_stays_unless_it_is_called_a_key() -> None:
    assert find(HEX, expects_hash=True) == ()
    assert [one.kind for one in find(f"private key {HEX}", expects_hash=True)] == [SecretKind.HEX_PRIVATE_KEY]


def test_key_and_hash_in_one_message_are_told_apart() -> None:
    text = f"private key: {HEX}\ntx hash: {OTHER}"
    assert guard(text).text == f"private key: ⟦secret:hex_private_key⟧\ntx hash: {OTHER}"


def test_random_base58_is_no_key() -> None:
    rng = random.Random(5)
    texts = ["".join(rng.choices(ALPHABET, k=length)) for length in (29, 34, 44, 51, 52, 56, 58) for _ in range(50)]
    assert [text for text in texts if find(text)] == []
