"""The words around a text that tell a private key from a transaction hash, in the languages of the product.

An entry matches as a whole word; `*` at its end lets it go on. Chinese, Japanese and Korean entries match anywhere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from lightkeeper.core.secrets.fold import fold_word

KEY_WORDS = {
    "en": "private key*;privatekey*;priv key;privkey*;secret key*;secret;seed*;mnemonic*;recovery;import;imported;"
    "importing;wallet password;keystore*;key;keys;pk;wif;sign with;signing key;restore wallet;unlock wallet",
    "zh-Hans": "私钥;秘钥;密钥;密匙;私匙;助记词;种子;导入;钱包密码;恢复钱包;解锁钱包",
    "zh-Hant": "私鑰;秘鑰;密鑰;金鑰;私匙;助記詞;種子;導入;匯入;錢包密碼;恢復錢包",
    "es": "clave privada;llave privada;clave secreta;semilla;importar*;importe mi;contrasena;frase",
    "pt": "chave privada;chave secreta;chave;semente;importar;importei;importando;senha",
    "ru": "приватн*;закрыт* ключ*;секретн*;ключ*;сид;сид-фраз*;импорт*;пароль от кошельк*;мнемоник*",
    "ja": "秘密鍵;プライベートキー;シード;インポート;ニーモニック;復元;ウォレットのパスワード",
    "ko": "개인키;개인 키;비밀키;프라이빗;시드;니모닉;가져오기;임포트;지갑 비밀번호",
    "vi": "khóa riêng;khóa cá nhân;khóa bí mật;private key;nhập ví;mật khẩu ví;cụm từ;khôi phục ví",
    "tr": "özel anahtar*;gizli anahtar*;anahtar*;tohum;içe aktar*;cüzdan şifre*",
}
TRANSFER_WORDS = {
    "en": "deposit*;withdraw*;tx;txs;txid;txhash;tx id;txn;hash;hashes;transaction*;transfer*;sent;send;sending;"
    "received;credited;arrive;arrived;pending;confirm*;confirmation*;block;explorer;payment;paid;swap;swapped;bridge;"
    "bridged;stuck;address;contract;public key;pubkey;order",
    "zh-Hans": "充值;充币;提币;提现;提款;转账;转帐;转出;转入;打款;哈希;交易;到账;到帐;入账;区块;浏览器;确认;地址;"
    "公钥;合约;订单",
    "zh-Hant": "儲值;充幣;充值;提幣;提現;提領;出金;入金;轉帳;轉賬;哈希;雜湊;交易;到帳;入帳;區塊;瀏覽器;確認;地址;"
    "公鑰;合約;訂單",
    "es": "deposit*;retir*;transacci*;transferenc*;transferi*;envi*;hash;txid;llego;pendiente;confirma*;bloque;"
    "direccion",
    "pt": "deposit*;saque*;retirada*;transac*;transfer*;envi*;mandei;hash;chegou;pendente;confirma*;bloco;endereco",
    "ru": "депозит*;пополн*;вывод*;вывел*;транзакц*;перевод*;перевел*;отправ*;хеш*;хэш*;зачисл*;пришл*;подтвержд*;"
    "блок*;адрес*",
    "ja": "入金;出金;送金;送付;着金;ハッシュ;トランザクション;取引;未着;承認;ブロック;エクスプローラー;アドレス;反映",
    "ko": "입금;출금;송금;전송;해시;트랜잭션;거래;미도착;확인;컨펌;블록;주소;보냈",
    "vi": "nạp;rút;gửi;chuyển;giao dịch;mã băm;hash;txid;chưa nhận;chưa đến;xác nhận;khối;địa chỉ",
    "tr": "yatır*;çek;çekim*;çektim;gönder*;transfer*;işlem*;hash;txid;ulaşma*;gelmedi;onay*;blok*;adres*",
}
PHRASE_WORDS = {
    "en": "seed*;mnemonic*;recovery;phrase*;secret words;backup*;back up;my words;wallet words;12 words;24 words;"
    "twelve words;words are",
    "zh-Hans": "助记;种子;恢复词;短语;备份;单词;密语",
    "zh-Hant": "助記;種子;恢復詞;短語;備份;單詞;註記詞",
    "es": "semilla;frase;palabras;recuperacion",
    "fr": "phrase*;mots;graine;recuperation;sauvegarde",
    "it": "frase;parole;seme;recupero",
    "cs": "slova;fraze;obnov*;zalohovac*",
    "pt": "semente;frase;palavras;recuperacao",
    "ru": "сид*;фраз*;мнемоник*;слова;восстановлен*",
    "ja": "シード;フレーズ;ニーモニック;リカバリー;復元;単語",
    "ko": "시드;니모닉;복구;구문;단어",
    "vi": "cụm từ;khôi phục;từ khóa",
    "tr": "tohum;kelime*;kurtarma;ifade*",
}


_Tree = dict[str, "_Tree"]
_UNBOUNDED = "\u1100"  # from here on are the scripts that do not part words: Korean with its particles, kana, Chinese
_TAILS = {"*": r"[^\W\d_]*", ".": r"(?![^\W\d_\u1100-\u11ff\u3040-\u9fff])", "": ""}
"""What may follow an entry: more of its word; no letter, unless of a script that needs no blank; anything."""


def pattern(entries: Iterable[str]) -> str:
    """A regular expression, for folded text, of entries in the form described at the top; the longest one matches.

    A tree by letters: one alternative for each first letter, and nothing is looked behind before that letter fits.
    A flat list of all entries, each with its own boundary, takes fifty times as long on a text without any of them.
    """
    root: _Tree = {}
    for entry in entries:
        node = root
        word = fold_word(entry.removesuffix("*"))
        for character in word:
            node = node.setdefault(character, {})
        node.setdefault("*" if entry.endswith("*") else "." if word[-1] < _UNBOUNDED else "", {})
    return _expression(root, first=True)


def _expression(node: _Tree, *, first: bool = False) -> str:
    parts = []
    for character, below in sorted(node.items()):
        if character in _TAILS:
            continue
        head = r"\s?" if character == " " else re.escape(character)
        bounded = first and character < _UNBOUNDED
        parts.append(head + (rf"(?<![^\W\d_]{head})" if bounded else "") + _expression(below))
    parts += [_TAILS[tail] for tail in _TAILS if tail in node]
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def compiled(table: dict[str, str]) -> re.Pattern[str]:
    """The pattern of a whole table of languages."""
    return re.compile(pattern(entry for line in table.values() for entry in line.split(";")))


_PHRASE = compiled(PHRASE_WORDS)
_KEY = compiled(KEY_WORDS)
_TRANSFER = compiled(TRANSFER_WORDS)
_PUBLIC = re.compile(r"(?:public|api|access)\s?$")


class Surroundings:
    """Where a folded text speaks of keys, phrases and transfers; looked up once, however many places are judged."""

    def __init__(self, lower: str) -> None:
        self._lower = lower

    @cached_property
    def _keys(self) -> list[int]:
        return [
            found.start()
            for found in _KEY.finditer(self._lower)
            if not _PUBLIC.search(self._lower[max(0, found.start() - 8) : found.start()])
        ]

    @cached_property
    def _transfers(self) -> list[int]:
        return [found.start() for found in _TRANSFER.finditer(self._lower)]

    @cached_property
    def _phrases(self) -> list[int]:
        return [found.start() for found in _PHRASE.finditer(self._lower)]

    def speaks_of_phrases(self, start: int, end: int) -> bool:
        """Whether somebody speaks of a recovery phrase in a span (the English list has "seed" and "phrase" itself), in
        the hundred characters before it or the sixty after.
        """
        return _any_between(self._phrases, start - 100, end + 60)

    def speaks_of_keys(self, start: int, end: int, *, before: int = 160, after: int = 80) -> bool:
        """Whether a key word stands within `before` characters ahead of a span or `after` behind it."""
        return _any_between(self._keys, start - before, start) or _any_between(self._keys, end, end + after)

    def speaks_of_transfers(self, start: int, end: int, *, before: int = 400, after: int = 300) -> bool:
        """The same for words of transfer."""
        return _any_between(self._transfers, start - before, start) or _any_between(self._transfers, end, end + after)


def _any_between(places: list[int], low: int, high: int) -> bool:
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high
