"""Passwords, one-time codes and API secrets that a customer states: "my code is 123456", 密码是…

A label, perhaps a word that equates, then the value; only the value is taken out. The guard is careful here: an
error code, an order number or "my password is not working" must stay readable.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lightkeeper.core.secrets.context import pattern
from lightkeeper.core.secrets.fold import fold_word
from lightkeeper.core.secrets.kinds import SecretKind

Span = tuple[SecretKind, int, int]

_TOPIC = "|".join(map(fold_word, ("は", "는", "은", "이", "가")))
_IS = rf"(?:\s{{0,2}}(?:[:=]|是|为|為|{_TOPIC}|\bis\b|\bwas\b|\bes\b|\be\b|\bla\b|—|->)){{1,2}}"
_CODE_LABELS = (
    "verification code;verify code;sms code;otp;otp code;2fa;2fa code;two-factor code;two factor code;"
    "authenticator code;"
    "google code;google authenticator code;ga code;login code;security code;one-time code;one time code;"
    "one-time password;"
    "auth code;authentication code;email code;passcode;totp;"
    "验证码;校验码;动态码;动态口令;谷歌验证;谷歌码;短信码;驗證碼;動態碼;谷歌驗證碼;簡訊碼;"
    "codigo de verificacion;codigo sms;codigo 2fa;codigo de seguridad;codigo de verificacao;codigo de seguranca;"
    "код подтверждения;код из смс;смс-код;смс код;код 2fa;код из sms;проверочный код;"
    "認証コード;確認コード;ワンタイムパスワード;인증번호;인증코드;인증 코드;"
    "mã xác nhận;mã xác minh;mã otp;doğrulama kodu;onay kodu;sms kodu"
)
_OWN_CODE_LABELS = (
    "pin;pin code;my code;the code i got;the code i received;code i got;code i received;code they sent;"
    "the code they sent me;"
    "mi codigo;meu codigo;мой код;код"
)
_LOGIN_LABELS = (
    "password;passwd;pass;pwd;passphrase;pass word;login pass;"
    "密码;密碼;口令;contrasena;clave de acceso;mi clave;senha;пароль;パスワード;비밀번호;비번;mật khẩu;parola;"
    "sifre;şifrem;parolam"
)
_API_LABELS = (
    "secret;api secret;api secret key;secret key;secretkey;api_secret;apisecret;client secret;secret access key;"
    "api密钥;api 密钥;api私钥;secret密钥;api密鑰;api 密鑰"
)
_SEED_LABELS = (
    "2fa secret;2fa key;2fa setup key;authenticator key;google authenticator key;authenticator secret;setup key;"
    "totp secret;"
    "totp key;谷歌密钥;谷歌验证密钥;谷歌验证器密钥;谷歌密鑰;谷歌驗證密鑰"
)
_PRIVATE_LABELS = (
    "private key;privatekey;private_key;privkey;priv key;wallet key;私钥;私鑰;秘密鍵;개인키;개인 키;приватный ключ;"
    "закрытый ключ;"
    "clave privada;llave privada;chave privada;khóa riêng;özel anahtar;özel anahtarım"
)
_NO_AMOUNT = r"(?!\s?(?:usd|btc|eth|%|years|times|hours|元|个|次|位))"
_DIGITS = r"(?<!\d)(?:\d{4,8}|\d{3}[ -]\d{3})(?![\d.,:/-]?\d)" + _NO_AMOUNT
_SURE_DIGITS = r"(?<!\d)(?:\d{6,8}|\d{3}[ -]\d{3})(?![\d.,:/-]?\d)" + _NO_AMOUNT
_QUOTES = "[\"'`“”‘’「」『』《》<(（【\\[]"
_QUOTE = rf"\s{{0,3}}{_QUOTES}{{0,2}}"
_ERROR = re.compile(
    r"(?:error|fehler|promo|invite|referral|country|postal|zip|status|错误|錯誤|邀请|邀請|推荐|优惠)\W{0,2}$"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: SecretKind
    labels: str
    value: re.Pattern[str]  # what follows a label
    by_word: bool = False  # the value must look made up, not like a word of the sentence


def _rule(kind: SecretKind, labels: str, between: str, value: str, *, by_word: bool = False) -> _Rule:
    return _Rule(kind, labels, re.compile(rf"{between}{_QUOTE}(?P<value>{value})"), by_word)


_RULES = (
    _rule(SecretKind.ONE_TIME_CODE, _CODE_LABELS, _IS, _DIGITS),
    _rule(SecretKind.ONE_TIME_CODE, _CODE_LABELS, r"\s{0,2}", _SURE_DIGITS),
    _rule(SecretKind.ONE_TIME_CODE, _OWN_CODE_LABELS, _IS, _DIGITS),
    _rule(
        SecretKind.PASSWORD,
        _LOGIN_LABELS,
        rf"(?:\s(?:for|of|to|on)\s[a-z ]{{1,40}}?)?{_IS}",
        r"[!-~]{4,64}",
        by_word=True,
    ),
    _rule(SecretKind.PASSWORD, "密码;密碼;口令", "", r"(?=[!-~]*\d)[!-~]{6,64}", by_word=True),
    _rule(SecretKind.API_SECRET, _API_LABELS, rf"(?:{_IS}|\s{{0,3}})", r"(?=[a-z+/_=-]*\d)[a-z0-9+/_=-]{20,200}"),
    _rule(SecretKind.OTPAUTH, _SEED_LABELS, _IS, r"(?:[a-z2-7]{4}[ -]?){4,16}[a-z2-7]{0,3}={0,6}(?![a-z])"),
    _rule(SecretKind.PRIVATE_KEY, _PRIVATE_LABELS, rf"(?:{_IS}|\s{{0,3}})", r"[a-z0-9+/_=-]{40,200}"),
)
_LABEL = re.compile(pattern(label for rule in _RULES for label in rule.labels.split(";")))


def _by_label() -> dict[str, tuple[_Rule, ...]]:
    table: dict[str, tuple[_Rule, ...]] = {}
    for rule in _RULES:
        for label in rule.labels.split(";"):
            key = "".join(fold_word(label).split())
            table[key] = (*table.get(key, ()), rule)
    return table


_BY_LABEL = _by_label()
_CLOSING = "\"'`”’.,;:!?)>]}"
_TYPICAL = re.compile(r"(?=.*\d)|(?=.*[^\w'-].*\w)|(?=.+[A-Z])(?=.*[a-z])")
_ORDINARY = re.compile(
    r"(?i)https?:|www\.|%\(|[{<]|\$\{|.*\*{3}|\d{1,2}-\d{1,2}$|[a-z]+[-'/][a-z]+$|[^@\s]+@[^@\s]+\.[a-z]+$"
)
_AFTER_LENGTH = re.compile(r"\s?(?:位|个|個|次|characters|chars|digits|letters)")


def find_disclosures(plain: str, lower: str) -> Iterator[Span]:
    """Spans of stated values in a folded text; `plain` keeps the case."""
    at = 0
    while label := _LABEL.search(lower, at):
        at = label.start() + 1
        for rule in _BY_LABEL["".join(label[0].split())]:
            span = _stated(rule, plain, lower, label)
            if span is not None:
                yield rule.kind, *span


def _stated(rule: _Rule, plain: str, lower: str, label: re.Match[str]) -> tuple[int, int] | None:
    found = rule.value.match(lower, label.end())
    if found is None or _ERROR.search(lower[max(0, label.start() - 12) : label.start()]):
        return None
    start, end = found.span("value")
    if not rule.by_word:
        return start, end
    end = start + len(plain[start:end].rstrip(_CLOSING))
    return (start, end) if _looks_chosen(plain, start, end) else None


def _looks_chosen(plain: str, start: int, end: int) -> bool:
    """Whether a value looks like a password rather than like the next word of a sentence."""
    value = plain[start:end]
    if len(value) < 4 or _ORDINARY.match(value) or _AFTER_LENGTH.match(plain, end):
        return False
    return _TYPICAL.match(value) is not None
