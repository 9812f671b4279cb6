"""The secret guard: what must never be stored, logged, shown or sent to a model is found here and taken out.

Pure and quick (it stands in the way of every message). See docs/reference/secret-guard.md.
"""

from lightkeeper.core.secrets.advice import advice_key
from lightkeeper.core.secrets.guard import find, guard, guard_pieces
from lightkeeper.core.secrets.kinds import MARKER, MARKER_RE, Finding, Guarded, SecretKind, marker

__all__ = [
    "MARKER",
    "MARKER_RE",
    "Finding",
    "Guarded",
    "SecretKind",
    "advice_key",
    "find",
    "guard",
    "guard_pieces",
    "marker",
]
