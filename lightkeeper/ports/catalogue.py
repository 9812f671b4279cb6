"""Every text that a person reads: `lightkeeper/texts/<language>/<area>.json`, with the operator's overrides on top.

    text("zh-TW", "case.reopened", reference="7KM-2QX-9D4T")

The key's first word is its area, the name of the file. Templates for the browser are the same files (`messages`).
"""

import functools
import json
import logging
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from babel import Locale as CldrLocale
from babel import UnknownLocaleError

from lightkeeper.core import language, messageformat
from lightkeeper.core.messageformat import Message, MessageError, Value

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent.parent / "texts"

# Languages that write 1234 without a mark and 12.345 with one (CLDR minimumGroupingDigits); babel does not carry it.
_GROUP_FROM_FIVE = frozenset({"es", "pl", "pt-PT"})


class TextError(LookupError):
    """A text that is not in the catalogue, or one that cannot be used. Raised in strict mode only."""


class Catalogue:
    """The texts of one folder. Reading is cheap: files are read once, a text is parsed when it is first used.

    `strict` (tests) raises TextError for a missing key or parameter; otherwise the reader gets the English text, or the
    key itself when there is none, and the log tells. `overrides`: language -> key -> text in the operator's words.
    """

    def __init__(
        self, folder: Path = FOLDER, *, strict: bool = False, overrides: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._folder = folder
        self._strict = strict
        self._overrides = overrides or {}
        self._sources: dict[str, dict[str, str]] = {}
        self._parsed: dict[tuple[str, str], Message | None] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._languages = tuple(sorted(each.name for each in folder.iterdir() if each.is_dir()))

    def overridden(self, overrides: Mapping[str, Mapping[str, str]]) -> "Catalogue":
        """The same texts with a brand's own words for some; shares what is already read."""
        other = Catalogue(self._folder, strict=self._strict, overrides=overrides)
        other._sources = self._sources
        return other

    def languages(self) -> tuple[str, ...]:
        """The languages that have a folder, sorted by tag."""
        return self._languages

    def resolve(self, lang: str) -> str:
        """The language that a reader of `lang` gets."""
        return language.resolve(lang, self._languages)

    def text(self, lang: str, key: str, /, **params: Value) -> str:
        """The text of `key` in the best language for `lang`, filled in."""
        for each in self._chain(lang):
            message = self._message(each, key)
            if message is not None:
                try:
                    return messageformat.render(message, params, locale(each), strict=self._strict)
                except MessageError as error:
                    if self._strict:
                        raise TextError(f"{each}: {key}: {error}") from error
                    log.warning("text %s in %s is unusable: %s", key, each, error)
        if self._strict:
            raise TextError(f"no text {key!r} in {lang}")
        log.warning("no text %s in %s", key, lang)
        return key

    def keys(self, area: str = "") -> tuple[str, ...]:
        """The keys of an area (all areas when empty) as English has them: English is the reference."""
        return tuple(key for key in self._source(language.DEFAULT) if not area or key.split(".")[0] == area)

    def messages(self, lang: str, area: str) -> dict[str, str]:
        """The raw texts of an area for a browser: the best language of `lang` for each key, overrides included."""
        found: dict[str, str] = {}
        for each in reversed(self._chain(lang)):
            for source in (self._source(each), self._overrides.get(each, {})):
                found.update({key: text for key, text in source.items() if key.split(".")[0] == area})
        return found

    def problems(self, lang: str, key: str, override: str) -> str | None:
        """Why an operator's words for a text cannot be used (English, for the settings screen); None when they can."""
        try:
            wanted = messageformat.parameters(messageformat.parse(self._source(language.DEFAULT)[key]))
            given = messageformat.parameters(messageformat.parse(override))
        except KeyError:
            return f"There is no text {key}."
        except MessageError as error:
            return str(error)
        unknown = sorted(set(given) - set(wanted))
        return f"{lang}: unknown: {', '.join(unknown)}" if unknown else None

    def _chain(self, lang: str) -> tuple[str, ...]:
        if lang not in self._chains:
            if len(self._chains) > 500:  # tags come from browsers: never let them fill the memory
                self._chains.clear()
            wanted = language.chain(lang)
            self._chains[lang] = tuple(each for each in wanted if each in self._languages)
        return self._chains[lang]

    def _source(self, lang: str) -> dict[str, str]:
        if lang not in self._sources:
            self._sources[lang] = read(self._folder / lang)
        return self._sources[lang]

    def _message(self, lang: str, key: str) -> Message | None:
        if (lang, key) not in self._parsed:
            self._parsed[lang, key] = self._parse(lang, key)
        return self._parsed[lang, key]

    def _parse(self, lang: str, key: str) -> Message | None:
        override = self._overrides.get(lang, {}).get(key)
        if override is not None:
            try:
                return messageformat.parse(override)
            except MessageError as error:
                log.warning("the override of %s in %s does not parse: %s", key, lang, error)
        source = self._source(lang).get(key)
        if source is None:
            return None
        try:
            return messageformat.parse(source)
        except MessageError as error:
            raise TextError(f"{lang}: {key}: {error}") from error


def read(folder: Path) -> dict[str, str]:
    """All texts of one language's folder. Raises TextError for a key outside its area or one that is there twice."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):

        def unique(pairs: list[tuple[str, str]], path: Path = path) -> dict[str, str]:
            texts = dict(pairs)
            if len(texts) != len(pairs):
                raise TextError(f"{path.parent.name}/{path.name} has a key twice")
            return texts

        texts = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
        for key, text in texts.items():
            if key.split(".")[0] != path.stem or "." not in key or not isinstance(text, str):
                raise TextError(f"{path.parent.name}/{path.name}: {key!r} is no text of '{path.stem}.'")
        found.update(texts)
    return found


@functools.cache
def locale(lang: str) -> messageformat.Locale:
    """Plurals and numbers of a language by CLDR; English rules for one that CLDR does not know."""
    try:
        cldr = CldrLocale.parse((language.normalise(lang) or language.DEFAULT).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        cldr = CldrLocale.parse(language.DEFAULT)
    symbols = cldr.number_symbols.get("latn") or cldr.number_symbols
    grouping = cldr.decimal_formats[None].grouping
    from_digits = 5 if lang in _GROUP_FROM_FIVE else 4

    def number(value: Decimal) -> str:
        # babel's own formatter fails above 28 digits, which a wei amount has.
        whole, _, fraction = f"{value.copy_abs():f}".partition(".")
        if len(whole) >= from_digits:
            whole = _grouped(whole, symbols["group"], grouping)
        return (
            (symbols["minusSign"] if value.is_signed() else "")
            + whole
            + (symbols["decimal"] + fraction if fraction else "")
        )

    return messageformat.Locale(plural=cldr.plural_form, number=number)


def _grouped(digits: str, mark: str, grouping: tuple[int, int]) -> str:
    primary, secondary = grouping
    groups = [digits[-primary:]]
    digits = digits[:-primary]
    while digits:
        groups.append(digits[-secondary:])
        digits = digits[:-secondary]
    return mark.join(reversed(groups))


@functools.cache
def catalogue() -> Catalogue:
    """The shipped texts. `LIGHTKEEPER_STRICT_TEXTS=1` (set by the tests) makes a missing text an error."""
    return Catalogue(strict=os.environ.get("LIGHTKEEPER_STRICT_TEXTS") == "1")


def text(lang: str, key: str, /, **params: Value) -> str:
    """A shipped text, filled in; see `Catalogue.text`."""
    return catalogue().text(lang, key, **params)
