"""The part of ICU MessageFormat that our texts use: parse once, format often.

    {name}                                              the value as it is, never grouped: ids, names, formatted times
    {n, number}                                         grouped, never rounded: an amount keeps its digits
    {n, plural, =0 {..} one {..} other {# cases}}       `#` is the number
    {kind, select, chat {..} other {..}}

Apostrophes as in ICU: `''` is one apostrophe, `'{'` quotes syntax, a lone one before anything else is itself.
Source: ICU User Guide, "Formatting Messages" (ApostropheMode DOUBLE_OPTIONAL). The twin is `frontend/ui/src/texts.ts`;
both run the vectors of `tests/fixtures/messageformat.json`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

Value = str | int | float | Decimal

# A wei amount has about thirty; without a limit "1e999999999" is a gigabyte of zeros.
MAX_DIGITS = 100

KINDS = ("number", "plural", "select")


class MessageError(ValueError):
    """A text that does not parse, or a parameter that is missing or no number."""


@dataclass(frozen=True, slots=True)
class Argument:
    """`{name}` or `{name, number}`."""

    name: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """`{name, plural, ...}` or `{name, select, ...}`; `cases` always holds "other"."""

    name: str
    kind: str
    cases: Mapping[str, "Message"]


@dataclass(frozen=True, slots=True)
class Pound:
    """`#` inside a plural case: that plural's number."""


Message = tuple[str | Argument | Choice | Pound, ...]


@dataclass(frozen=True, slots=True)
class Locale:
    """What a language brings: its plural categories (CLDR names) and how it writes a number."""

    plural: Callable[[Decimal], str]
    number: Callable[[Decimal], str]


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def fail(self, what: str) -> MessageError:
        return MessageError(f"{what} at character {self.at} of {self.source!r}")

    def blank(self) -> None:
        while self.source[self.at : self.at + 1].isspace():
            self.at += 1

    def word(self) -> str:
        self.blank()
        start = self.at
        while self.at < len(self.source) and (self.source[self.at].isalnum() or self.source[self.at] in "_=-"):
            self.at += 1
        if start == self.at:
            raise self.fail("a name is missing")
        word = self.source[start : self.at]
        self.blank()
        return word

    def take(self, mark: str) -> None:
        if not self.source.startswith(mark, self.at):
            raise self.fail(f"{mark!r} is missing")
        self.at += 1

    def quoted(self, plural: bool) -> str:
        """The literal text that the apostrophe at the cursor stands for."""
        self.at += 1
        following = self.source[self.at : self.at + 1]
        if following == "'":
            self.at += 1
            return "'"
        if not following or following not in ("{}#" if plural else "{}"):
            return "'"
        out = []
        while self.at < len(self.source):
            if self.source.startswith("''", self.at):
                out.append("'")
                self.at += 2
            elif self.source[self.at] == "'":
                self.at += 1
                break
            else:
                out.append(self.source[self.at])
                self.at += 1
        return "".join(out)

    def message(self, *, nested: bool, plural: bool) -> Message:
        parts: list[str | Argument | Choice | Pound] = []
        text: list[str] = []

        def flush() -> None:
            if text:
                parts.append("".join(text))
                text.clear()

        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "}":
                break
            if char == "'":
                text.append(self.quoted(plural))
            elif char == "{":
                flush()
                parts.append(self.placeholder(plural))
            else:
                self.at += 1
                if char == "#" and plural:
                    flush()
                    parts.append(Pound())
                else:
                    text.append(char)
        if nested != (self.at < len(self.source)):
            raise self.fail("'}' is missing" if nested else "'}' has no '{'")
        flush()
        return tuple(parts)

    def placeholder(self, plural: bool) -> Argument | Choice:
        self.take("{")
        name = self.word()
        if self.source.startswith("}", self.at):
            self.at += 1
            return Argument(name)
        self.take(",")
        kind = self.word()
        if kind not in KINDS:
            raise self.fail(f"{kind!r} is none of {', '.join(KINDS)}")
        if kind == "number":
            self.take("}")
            return Argument(name, kind)
        self.take(",")
        cases: dict[str, Message] = {}
        self.blank()
        while not self.source.startswith("}", self.at):
            case = self.word()
            if case in cases:
                raise self.fail(f"the case {case!r} is there twice")
            self.take("{")
            cases[case] = self.message(nested=True, plural=plural or kind == "plural")
            self.take("}")
            self.blank()
        self.take("}")
        if "other" not in cases:
            raise self.fail("the case 'other' is missing")
        return Choice(name, kind, cases)


def parse(source: str) -> Message:
    """The parts of a text. Raises MessageError with the place."""
    return _Parser(source).message(nested=False, plural=False)


def number_of(value: Value) -> Decimal:
    """The number that a parameter stands for; decimal strings count. Raises MessageError for anything else."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise MessageError("the parameter is no number") from None
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise MessageError("the parameter is no number")
    # Decimal("1.0") has a visible fraction, which CLDR calls "other" in English; a browser's 1.0 is "one".
    digits = f"{number:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def render(
    message: Message, params: Mapping[str, Value], locale: Locale, *, strict: bool = True, pound: Decimal | None = None
) -> str:
    """The text for a reader. A missing parameter raises MessageError, or is shown as `{name}` when not `strict`."""
    out: list[str] = []
    for part in message:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Pound):
            out.append("#" if pound is None else locale.number(pound))
        elif part.name not in params:
            if strict:
                raise MessageError(f"the parameter {part.name!r} is missing")
            out.append(f"{{{part.name}}}")
        elif isinstance(part, Argument):
            value = params[part.name]
            out.append(locale.number(number_of(value)) if part.kind == "number" else str(value))
        else:
            number = number_of(params[part.name]) if part.kind == "plural" else None
            chosen = part.cases[_case(part, params[part.name], number, locale)]
            out.append(render(chosen, params, locale, strict=strict, pound=pound if number is None else number))
    return "".join(out)


def _case(choice: Choice, value: Value, number: Decimal | None, locale: Locale) -> str:
    if number is None:
        return str(value) if str(value) in choice.cases else "other"
    exact = f"={number:f}"
    if exact in choice.cases:
        return exact
    category = locale.plural(number)
    return category if category in choice.cases else "other"


def parameters(message: Message) -> dict[str, frozenset[str]]:
    """The parameters of a text: name -> the cases of its selects (empty for the other kinds).

    Two languages agree when these are equal: plural cases differ by nature and are left out.
    """
    found: dict[str, frozenset[str]] = {}
    for name, cases in _walk(message):
        found[name] = found.get(name, frozenset()) | cases
    return found


def _walk(message: Message) -> Iterator[tuple[str, frozenset[str]]]:
    for part in message:
        if isinstance(part, Argument):
            yield part.name, frozenset()
        elif isinstance(part, Choice):
            yield part.name, frozenset(part.cases) if part.kind == "select" else frozenset()
            for case in part.cases.values():
                yield from _walk(case)
