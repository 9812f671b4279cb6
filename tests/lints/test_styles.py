"""Lints about looks: every colour, size and font comes from the tokens (`frontend/ui/src/tokens.css`)."""

import re

import pytest

from tests.lints.source import File, complaints, under

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(")
NAMED = re.compile(
    r"(?:color|background|border[a-z-]*|outline|fill|stroke|shadow)\s*:[^;]*"
    r"(?<![\w-])(?:white|black|red|green|blue|gr[ae]y|orange|yellow|purple|silver|navy|teal)(?![\w-])"
)
SIZE = re.compile(r"(?<![\w-])-?\d*\.?\d+(?:px|rem|em|pt|cm|mm)\b")
FONT = re.compile(r"font(?:-family)?\s*:(?!\s*(?:var\(|inherit|unset))")
# A media or container query cannot read a token.
QUERY = re.compile(r"@(?:media|container|custom-media|supports)\b[^{]*")
# A sheet of an app may name the measures of its own layout; a component may not.
MEASURE = re.compile(r"--[\w-]+\s*:\s*[\d.]+(?:px|rem)\s*;")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLOCK = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
INLINE = re.compile(r"\s(?:style|fill|stroke)=\"([^\"]*)\"|\sstyle:[\w-]+=\"([^\"]*)\"")


def literal_looks(file: File) -> list[str]:
    """A literal colour or size is wrong in one of the two themes or two densities, and nobody finds it by reading."""
    styles = file.text if file.path.endswith(".css") else "\n".join(BLOCK.findall(file.text))
    styles = QUERY.sub("", COMMENT.sub("", styles))
    styles = MEASURE.sub("", styles) if file.path.endswith(".css") else styles
    inline = "" if file.path.endswith(".css") else "\n".join("".join(found) for found in INLINE.findall(file.text))
    found = [match.group() for pattern in (COLOUR, NAMED, SIZE) for match in pattern.finditer(f"{styles}\n{inline}")]
    return [*found, *(match.group() for match in FONT.finditer(styles))]


def test_components_take_their_looks_from_the_tokens() -> None:
    found = under("frontend/", "lightkeeper/help/", suffixes=(".svelte", ".css", ".html"))
    assert complaints(literal_looks, tuple(file for file in found if not file.name.startswith("tokens"))) == []


@pytest.mark.parametrize(
    ("style", "bad"),
    [
        ("color: #fa0", True),
        ("color: #1b2c3d80", True),
        ("background: rgb(0 0 0 / 50%)", True),
        ("border-color: white", True),
        ("padding: 4px", True),
        ("margin: -.5rem", True),
        ("font-family: Arial", True),
        ("font: 12px Arial", True),
        ("padding: var(--space-2)", False),
        ("font-family: var(--font-mono)", False),
        ("font: inherit", False),
        ("width: 100%", False),
        ("height: 100dvh", False),
        ("margin: 0", False),
        ("color: var(--ink-red)", False),
        ("border-color: color-mix(in oklch, var(--line) 50%, transparent)", False),
        ("/* 4px grid, never #fff */ gap: var(--space-1)", False),
        ("@media (max-width: 640px) { margin: 0 }", False),
    ],
)
def test_literal_looks(style: str, bad: bool) -> None:
    assert bool(literal_looks(File("a.svelte", f"<p>4px #fff</p>\n<style>\n  p {{ {style} }}\n</style>"))) is bad
    assert bool(literal_looks(File("a.css", f"p {{ {style} }}"))) is bad


def test_a_sheet_names_measures_but_no_colours() -> None:
    assert literal_looks(File("app.css", ":root { --rail: 208px; }")) == []
    assert literal_looks(File("app.css", ":root { --rail: #fff; }")) != []
    assert literal_looks(File("a.svelte", "<style>p { --rail: 208px; }</style>")) != []


@pytest.mark.parametrize(
    ("markup", "bad"),
    [
        ('<p style="width: 4px">', True),
        ('<path fill="#fff">', True),
        ('<p style:width="4px">', True),
        ('<path fill="currentColor">', False),
        ('<p style:--at="{x}%">', False),
        ('<a href="#add">', False),
    ],
)
def test_literal_looks_in_markup(markup: str, bad: bool) -> None:
    assert bool(literal_looks(File("a.svelte", markup))) is bad
