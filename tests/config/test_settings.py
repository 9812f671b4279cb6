"""Every variable that the product reads is on the page for operators, and the page names none that is not read."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\b(?:LIGHTKEEPER_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\b")
LIBRARY = "GRANIAN_"  # its own settings, which the page names by example


def test_the_page_and_the_code_name_the_same_variables() -> None:
    sources = [ROOT / "run", *(ROOT / "scripts").iterdir(), *(ROOT / "lightkeeper").rglob("*.py")]
    sources += (ROOT / "tests").rglob("*.py")
    read = {name for path in sources if path.is_file() for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
    told = {name for row in re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE) for name in VARIABLE.findall(row)}
    assert told == read


def test_the_page_names_every_settings_document() -> None:
    page = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
    kinds = set()
    for path in (ROOT / "lightkeeper").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "settings_document" in text:
            kinds |= set(re.findall(r'^KIND: Final = "(\w+)"', text, re.MULTILINE))
            kinds |= set(re.findall(r'\bsetting\("(\w+)"', text))
    assert kinds
    assert {kind for kind in kinds if f"| `{kind}` |" not in page} == set()
