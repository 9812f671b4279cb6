"""What a secret is called, where one was found, and the marker that stands in its place."""

import re
from dataclasses import dataclass
from enum import StrEnum


class SecretKind(StrEnum):
    """The kinds of secret that the guard knows. Values are part of stored texts (see `marker`): never rename one."""

    RECOVERY_PHRASE = "recovery_phrase"
    SLIP39 = "slip39"
    WIF = "wif"
    EXTENDED_PRIVATE_KEY = "extended_private_key"
    HEX_PRIVATE_KEY = "hex_private_key"
    BIP38 = "bip38"
    STELLAR_SEED = "stellar_seed"
    XRP_SEED = "xrp_seed"
    SOLANA_KEY = "solana_key"
    PRIVATE_KEY = "private_key"
    KEYSTORE = "keystore"
    OTPAUTH = "otpauth"
    API_SECRET = "api_secret"  # noqa: S105 - a name, not a password
    PASSWORD = "password"  # noqa: S105 - a name, not a password
    ONE_TIME_CODE = "one_time_code"
    UNCLEAR_HEX = "unclear_hex"


@dataclass(frozen=True, slots=True)
class Finding:
    """A secret of `kind` at the code points `start` up to, not including, `end` of the text that was given."""

    kind: SecretKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guarded:
    """`text` with a marker in the place of each secret; `findings` point into the text before that."""

    text: str
    findings: tuple[Finding, ...]


MARKER = "⟦secret:{kind}⟧"
MARKER_RE = re.compile("⟦secret:(" + "|".join(SecretKind) + ")⟧")
"""Group 1 is the kind. A customer may type a marker; it is drawn as a label and can do no more than that."""


def marker(kind: SecretKind) -> str:
    """The language-neutral token that is stored; screens replace it by the text `secrets.label.<kind>`."""
    return MARKER.format(kind=kind.value)
