"""Secrets with a form of their own: keystore files, authenticator links, PEM blocks, key pairs as lists of numbers."""

import re
from collections.abc import Iterator

from lightkeeper.core.secrets.kinds import SecretKind

Span = tuple[SecretKind, int, int]

_OTPAUTH = re.compile(r"otpauth(?:-migration)?://[^\s\"'<>⟦]+")
_PEM = re.compile(r"-{4,5}\s?begin [a-z0-9 ]{0,30}private key(?: block)?\s?-{4,5}")
_PEM_END = re.compile(r"-{4,5}\s?end [a-z0-9 ]{0,30}private key(?: block)?\s?-{4,5}")
_PEM_BODY = re.compile(r"(?:[\s\\]*[a-z0-9+/=:,-]{16,}|[\s\\]*[a-z-]+: [^\n]{0,80})*[\s\\]*[a-z0-9+/=]*")
_NUMBERS = re.compile(r"\[\s{0,8}\d{1,3}(?:\s{0,8},\s{0,8}\d{1,3}){63}\s{0,8}\]?(?![\s,]{0,8}\d)")
_NUMBER = re.compile(r"\d+")
_BRACE = re.compile("[{}]")
_TORN = re.compile(r"[\"'][\w-]+[\"']\s{0,4}:")
_REACH = 3000  # from a mark to the ends of its file
_NEAR = 800  # from a mark to its company
_LONGEST_BLOCK = 20_000

# What gives each kind of wallet file away, and what must stand near it: Ethereum's keystore v3 and its like,
# Polkadot's JSON export, the vault of a browser wallet, an encrypted Electrum or Bitcoin descriptor dump.
_QUOTE = r"\\?[\"'“”]?"
_FILES = tuple(
    (re.compile(mark), re.compile(company))
    for mark, company in (
        (
            rf"{_QUOTE}ciphertext{_QUOTE}\s{{0,4}}[:=]\s{{0,4}}{_QUOTE}[0-9a-f]{{8}}",
            r"kdf|cipherparams|crypto|\bmac\b|\biv\b",
        ),
        (rf"{_QUOTE}kdfparams{_QUOTE}\s{{0,4}}[:=]", r"cipher|crypto|\bmac\b|salt"),
        (rf"{_QUOTE}encoded{_QUOTE}\s{{0,4}}[:=]\s{{0,4}}{_QUOTE}[a-z0-9+/=]{{40}}", r"pkcs8|scrypt|sr25519"),
        (
            rf"{_QUOTE}data{_QUOTE}\s{{0,4}}:\s{{0,4}}{_QUOTE}[a-z0-9+/=]{{40}}",
            rf"{_QUOTE}iv{_QUOTE}\s?:[^{{}}]{{0,200}}salt",
        ),
    )
)


def find_documents(lower: str) -> Iterator[Span]:
    """Spans of such secrets in a folded text."""
    if "otpauth" in lower:
        for found in _OTPAUTH.finditer(lower):
            yield SecretKind.OTPAUTH, found.start(), found.end()
    if "private key" in lower:
        yield from _pem_blocks(lower)
    if "[" in lower:
        for found in _NUMBERS.finditer(lower):
            if all(int(number) < 256 for number in _NUMBER.findall(found[0])):
                yield SecretKind.SOLANA_KEY, found.start(), found.end()
    if "cipher" in lower or "kdf" in lower or "encoded" in lower or "salt" in lower:
        yield from _wallet_files(lower)


def _pem_blocks(lower: str) -> Iterator[Span]:
    opened = [found.span() for found in _PEM.finditer(lower)]
    for place, (start, end) in enumerate(opened):
        following = opened[place + 1][0] if place + 1 < len(opened) else len(lower)
        close = _PEM_END.search(lower, end, min(following, end + _LONGEST_BLOCK))
        body = _PEM_BODY.match(lower, end, min(following, end + _LONGEST_BLOCK))
        yield SecretKind.PRIVATE_KEY, start, close.end() if close else body.end() if body else end


def _wallet_files(lower: str) -> Iterator[Span]:
    """Files found by one of their marks, from the brace that opens to the one that closes, or to where it breaks."""
    for mark, company in _FILES:
        at = 0
        while found := mark.search(lower, at):
            low = max(at, found.start() - _REACH)
            if not company.search(lower, max(low, found.start() - _NEAR), found.end() + _NEAR):
                at = found.end()
                continue
            start = _opening(lower, low, found.start())
            end = _closing(lower, start, found.end())
            yield SecretKind.KEYSTORE, start, end
            at = max(end, found.end())


def _opening(lower: str, low: int, place: int) -> int:
    """The outermost unclosed brace before `place`; without one, the first quoted name of the same torn object."""
    depth, outermost = 0, -1
    for at in range(place - 1, low - 1, -1):
        if lower[at] == "}":
            depth += 1
        elif lower[at] == "{":
            if depth == 0:
                outermost = at
            depth = max(0, depth - 1)
    if outermost >= 0:
        return outermost
    torn = _TORN.search(lower, low, place)
    return torn.start() if torn else place


def _closing(lower: str, start: int, place: int) -> int:
    """Behind the brace that closes the one at `start`; of a torn object, its last brace or else its paragraph's end."""
    if lower[start] == "{":
        depth = 0
        for found in _BRACE.finditer(lower, start, start + 2 * _REACH):
            depth += 1 if found[0] == "{" else -1
            if depth == 0:
                return found.end()
    blank = lower.find("\n\n", place)
    paragraph = min(len(lower) if blank < 0 else blank, place + _REACH)
    last = lower.rfind("}", place, paragraph)
    return paragraph if last < 0 or lower[start] == "{" else last + 1
