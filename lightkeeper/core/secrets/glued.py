"""Recovery phrases whose words are written together, as camel case or in kana: a long text that is words throughout."""

import re
from collections.abc import Iterator

from lightkeeper.core.secrets.kinds import SecretKind
from lightkeeper.core.secrets.lexicon import BIP39, CHINESE, numbers

Span = tuple[SecretKind, int, int]
_LONG = re.compile(r"[a-z]{36,}|[а-я]{40,}|[ぁ-ゖ\u3099\u309a]{36,}|[\u1100-\u11ff]{48,}")
_SCRIPTS = (
    (re.compile("[a-z]"), tuple(name for name in BIP39 if name not in (*CHINESE, "ru", "ja", "ko"))),
    (re.compile("[а-я]"), ("ru",)),
    (re.compile("[\u1100-\u11ff]"), ("ko",)),
    (re.compile(""), ("ja",)),
)
_LONGEST_WORD = 11
_LONGEST_TEXT = 400  # more than 24 words of any list; a longer text is no phrase


def find_glued(lower: str) -> Iterator[Span]:
    """Spans of 12 to 24 words without separators in a folded text."""
    for found in _LONG.finditer(lower):
        if len(found[0]) <= _LONGEST_TEXT and any(_is_words(found[0], name) for name in _lists(found[0])):
            yield SecretKind.RECOVERY_PHRASE, found.start(), found.end()


def _lists(text: str) -> tuple[str, ...]:
    return next(lists for script, lists in _SCRIPTS if script.match(text))


def _is_words(text: str, name: str) -> bool:
    """Whether `text` falls into 12 to 24 words of the list without a rest."""
    known = numbers(name)
    counts: list[set[int]] = [set() for _ in range(len(text) + 1)]
    counts[0].add(0)
    for start in range(len(text)):
        if counts[start]:
            for end in range(start + 3, min(len(text), start + _LONGEST_WORD) + 1):
                if text[start:end] in known:
                    counts[end] |= {count + 1 for count in counts[start] if count < 24}
    return any(count >= 12 for count in counts[-1])
