"""Names of people in the ledger: pseudonyms that mean nothing once a person's record is erased."""

ASSISTANT = "assistant"
SYSTEM = "system"
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def agent_ref(randomness: bytes) -> str:
    """`a_` and 20 characters from 20 random bytes."""
    return "a_" + _text(randomness)


def customer_ref(randomness: bytes) -> str:
    """`c_` and 20 characters from 20 random bytes."""
    return "c_" + _text(randomness)


def _text(randomness: bytes) -> str:
    if len(randomness) < 20:
        raise ValueError("20 random bytes are needed")
    return "".join(_ALPHABET[byte % 32] for byte in randomness[:20])
