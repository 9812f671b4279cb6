"""Wallet files, authenticator links, PEM blocks, and what customers state: passwords, codes, API secrets."""

import json

import pytest

from lightkeeper.core.secrets import SecretKind, find, guard

# The scrypt test vector of the Web3 Secret Storage Definition.
KEYSTORE = {
    "crypto": {
        "cipher": "aes-128-ctr",
        "cipherparams": {"iv": "83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
        "kdf": "scrypt",
        "kdfparams": {"dklen": 32, "n": 262144, "r": 1, "p": 8, "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591f"},
        "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
    },
    "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
    "version": 3,
}
SMALL, PRETTY = json.dumps(KEYSTORE), json.dumps(KEYSTORE, indent=2)
TORN = SMALL[SMALL.index('"cipherparams"') :]
POLKADOT = json.dumps(
    {"encoded": "MFMCAQEwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAA", "encoding": {"content": ["pkcs8", "sr25519"]}}
)
VAULT = json.dumps({"data": "q" * 60, "iv": "Ws9yFv8b", "salt": "Jm3k"})
PEM = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY/PuoAoGCCqGSM49"
PEM += "\n-----END EC PRIVATE KEY-----"
OTPAUTH = "otpauth://totp/Harbor:alice@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Harbor"

FOUND = [
    # minified, pretty, inside a list, with smart quotes out of a messenger
    (SecretKind.KEYSTORE, f"my file {SMALL} thanks", SMALL),
    (SecretKind.KEYSTORE, f"my file\n{PRETTY}\nthanks", PRETTY),
    # torn off at the end, and at the beginning
    (SecretKind.KEYSTORE, f"my file {SMALL[:180]}", SMALL[:180]),
    (SecretKind.KEYSTORE, TORN, TORN),
    # other wallets' files
    (SecretKind.KEYSTORE, f"here: {POLKADOT}", POLKADOT),
    (SecretKind.KEYSTORE, f"here: {VAULT}", VAULT),
    # authenticator links end at the blank
    (SecretKind.OTPAUTH, f"scan {OTPAUTH} please", OTPAUTH),
    (
        SecretKind.OTPAUTH,
        "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8",
        "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8",
    ),
    (SecretKind.OTPAUTH, "my 2fa key is JBSW Y3DP EHPK 3PXP", "JBSW Y3DP EHPK 3PXP"),
    # PEM, whole and torn off
    (SecretKind.PRIVATE_KEY, f"x\n{PEM}\ny", PEM),
    (SecretKind.PRIVATE_KEY, f"x\n{PEM[:80]}", PEM[:80]),
    # API secrets
    (SecretKind.API_SECRET, "API secret: aB3dE5fG7hJ9kL1mN3pQ5rS7", "aB3dE5fG7hJ9kL1mN3pQ5rS7"),
    (SecretKind.API_SECRET, "secret key ZyXwVu1234567890ZyXwVu12", "ZyXwVu1234567890ZyXwVu12"),
    # codes, in the languages of the product
    (SecretKind.ONE_TIME_CODE, "my code is 123456", "123456"),
    (SecretKind.ONE_TIME_CODE, "the sms code I got: it is the 2FA code 482 913", "482 913"),
    (SecretKind.ONE_TIME_CODE, "OTP: 4829", "4829"),
    (SecretKind.ONE_TIME_CODE, "验证码 123456", "123456"),
    (SecretKind.ONE_TIME_CODE, "验证码123456", "123456"),
    (SecretKind.ONE_TIME_CODE, "我的驗證碼是：884213", "884213"),
    (SecretKind.ONE_TIME_CODE, "mi código es 884213", "884213"),
    (SecretKind.ONE_TIME_CODE, "código de verificação: 884213", "884213"),
    (SecretKind.ONE_TIME_CODE, "мой код подтверждения: 884213", "884213"),
    (SecretKind.ONE_TIME_CODE, "認証コードは884213です", "884213"),
    (SecretKind.ONE_TIME_CODE, "인증번호는 884213 입니다", "884213"),
    (SecretKind.ONE_TIME_CODE, "mã xác nhận là 884213", "884213"),
    (SecretKind.ONE_TIME_CODE, "doğrulama kodu: 884213", "884213"),
    # passwords
    (SecretKind.PASSWORD, "my password is Hunter2!x, please", "Hunter2!x"),
    (SecretKind.PASSWORD, "Password: hunter22", "hunter22"),
    (SecretKind.PASSWORD, "my password for the exchange account is Summer2024", "Summer2024"),
    (SecretKind.PASSWORD, 'the password was "correct2horse"', "correct2horse"),
    (SecretKind.PASSWORD, "我的密码是 abc12345", "abc12345"),
    (SecretKind.PASSWORD, "密码abc12345", "abc12345"),
    (SecretKind.PASSWORD, "contraseña: Sol2024luna", "Sol2024luna"),
    (SecretKind.PASSWORD, "minha senha é Sol2024luna", "Sol2024luna"),
    (SecretKind.PASSWORD, "пароль: Qwerty123", "Qwerty123"),
    (SecretKind.PASSWORD, "パスワードは Qwerty123", "Qwerty123"),
    (SecretKind.PASSWORD, "비밀번호: Qwerty123", "Qwerty123"),
    (SecretKind.PASSWORD, "mật khẩu là Qwerty123", "Qwerty123"),
    (SecretKind.PASSWORD, "şifrem: Qwerty123", "Qwerty123"),
]


@pytest.mark.parametrize(("kind", "text", "secret"), FOUND)
def test_it_is_found_whole_and_alone(kind: SecretKind, text: str, secret: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in find(text)] == [(kind, secret)]


UNTOUCHED = [
    # codes of other sorts
    "error code 100045",
    "Error. Code: 100045",
    "错误码：100045",
    "my referral code: 483920",
    "邀请码是 123456",
    "pin code 110001, New Delhi",
    "promo code is 202411",
    # numbers that are no codes
    "订单号 123456789",
    "verification code 123456789012",
    "my pin was asked 5 times",
    "the OTP is 10,000 USDT away",
    # sentences about passwords
    "my password is wrong",
    "my password is not working!",
    "Password: forgot",
    "密码是什么",
    "密码需要8-20位",
    "password: https://harbor.example/reset?x=1",
    "password: ********",
    # public blocks and plain JSON
    "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
    '{"data": {"iv": 3, "salt": "x"}, "status": "crypto"}',
    "the ciphertext and the kdf of a keystore are not enough without its password",
    # links that only look alike
    "https://example.com/otpauth/totp",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert guard(text).text == text
