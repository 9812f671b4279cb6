"""64 hex digits are a private key or the hash of a transaction; only what stands around them tells.

The table of decisions, first line that fits:

| Found                                                             | Taken as        |
|-------------------------------------------------------------------|-----------------|
| 24 or more leading zeros and no key words: a padded number         | data            |
| in a link, as the value of a parameter named for a key             | private key     |
| in a link whose path speaks of keys                                | private key     |
| in any other link                                                  | hash            |
| right after "tx hash:", no key words in that line                  | hash            |
| key words near it                                                  | private key     |
| words of transfer near it, or a hash was asked for                 | hash            |
| neither                                                            | unclear         |
"""

import re

from lightkeeper.core.secrets.context import Surroundings, pattern
from lightkeeper.core.secrets.kinds import SecretKind

_LINK = re.compile(r"(?:https?://|www\.|(?<![a-z0-9.])(?:[a-z0-9-]+\.){1,4}[a-z]{2,10}/)\S*$")
_PARAMETER = re.compile(r"[?&#;/]([\w.-]{1,40})=$")
_KEY_PARAMETER = re.compile(r"priv|secret|seed|mnemonic|wif|import|pvt|prv|(?:^|[_.-])(?:p?k|key|sk)$|^key")
_KEY_PATH = re.compile(r"priv|secret|seed|mnemonic|import|/keys?/")
_HASH_NAMES = (
    "tx hash;txhash;txid;tx id;transaction hash;transaction id;tx;hash;block hash;address;contract;public key;"
    "pubkey;交易哈希;哈希;哈希值;交易id;交易号;交易單號;雜湊;地址;公钥;公鑰;hash de la transaccion;"
    "hash da transacao;хеш;хэш;хеш транзакции;トランザクションハッシュ;ハッシュ;해시;트랜잭션 해시;ma giao dich;"
    "islem hash"
)
_HASH_LABEL = re.compile(
    rf"(?:{pattern(_HASH_NAMES.split(';'))})"
    r"(?:\s?(?:is|was|id|es|e|la|是|为|為|は|\u1102\u1173\u11ab|\u110b\u1173\u11ab|:|=|#|-|\"|'|\(|\[|<|>)){0,4}\s*$"
)
_NEVER_PADDED = "0" * 24


def hex_kind(
    digits: str, lower: str, start: int, end: int, surroundings: Surroundings, *, expects_hash: bool
) -> SecretKind | None:
    """What 64 hex digits at a span of a folded text are: HEX_PRIVATE_KEY, UNCLEAR_HEX, or None for a hash."""
    near_keys = surroundings.speaks_of_keys(start, end)
    if len(set(digits.lower())) < 6 or digits.startswith(_NEVER_PADDED):
        return SecretKind.HEX_PRIVATE_KEY if near_keys else None
    ahead = lower[max(0, start - 300) : start]
    link = _LINK.search(ahead)
    if link:
        return SecretKind.HEX_PRIVATE_KEY if _link_carries_key(link[0]) else None
    if near_keys:
        return None if _labelled_hash(ahead, start, surroundings) else SecretKind.HEX_PRIVATE_KEY
    if expects_hash or surroundings.speaks_of_transfers(start, end):
        return None
    return SecretKind.UNCLEAR_HEX


def _link_carries_key(link: str) -> bool:
    parameter = _PARAMETER.search(link)
    if parameter:
        return _KEY_PARAMETER.search(parameter[1]) is not None
    return _KEY_PATH.search(link) is not None


def _labelled_hash(ahead: str, start: int, surroundings: Surroundings) -> bool:
    """Whether the text is called a hash in so many words, and its line speaks of no key before it."""
    if not _HASH_LABEL.search(ahead[-60:]):
        return False
    line = max(ahead.rfind(mark) for mark in "\n.;。；!?！？")
    return not surroundings.speaks_of_keys(start, start, before=len(ahead) - line - 1, after=0)
