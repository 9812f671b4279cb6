"""Which fixed advice a customer gets at once after a secret was taken out of what they wrote."""

from collections.abc import Collection

from lightkeeper.core.secrets.kinds import SecretKind

_ADVICE = (
    (
        "wallet",
        frozenset(
            {
                SecretKind.RECOVERY_PHRASE,
                SecretKind.SLIP39,
                SecretKind.WIF,
                SecretKind.EXTENDED_PRIVATE_KEY,
                SecretKind.HEX_PRIVATE_KEY,
                SecretKind.STELLAR_SEED,
                SecretKind.XRP_SEED,
                SecretKind.SOLANA_KEY,
                SecretKind.PRIVATE_KEY,
            }
        ),
    ),
    ("locked_wallet", frozenset({SecretKind.KEYSTORE, SecretKind.BIP38})),
    ("api", frozenset({SecretKind.API_SECRET})),
    ("two_factor", frozenset({SecretKind.OTPAUTH})),
    ("password", frozenset({SecretKind.PASSWORD})),
    ("code", frozenset({SecretKind.ONE_TIME_CODE})),
    ("unclear_hex", frozenset({SecretKind.UNCLEAR_HEX})),
)
"""Gravest first: of several kinds in one message the customer is told about the gravest."""


def advice_key(kinds: Collection[SecretKind]) -> str:
    """The text key of the advice for the gravest of `kinds`. Raises ValueError when there are none."""
    for name, group in _ADVICE:
        if not group.isdisjoint(kinds):
            return f"secrets.advice.{name}"
    raise ValueError("advice needs at least one kind of secret")
