import json
from decimal import Decimal
from pathlib import Path

import pytest

from lightkeeper.ports import catalogue
from lightkeeper.ports.catalogue import Catalogue, TextError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "en": {"case": {"case.open": "{n, plural, one {# case} other {# cases}}", "case.by": "by {name}"}},
        "zh-Hans": {"case": {"case.open": "{n, plural, other {# 个工单}}"}},
    }
    for lang, areas in texts.items():
        (tmp_path / lang).mkdir()
        for area, content in areas.items():
            (tmp_path / lang / f"{area}.json").write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "README.md").write_text("not a language")
    return tmp_path


@pytest.mark.parametrize("lang", ["zh-Hans", "zh", "zh-CN", "zh-SG", "zh-TW", "zh-HK", "zh_hant"])
def test_every_chinese_reads_the_nearest_one(folder: Path, lang: str) -> None:
    assert Catalogue(folder).text(lang, "case.open", n=2) == "2 个工单"


@pytest.mark.parametrize("lang", ["en", "en-GB", "de", "", "?", "x" * 9000])
def test_everybody_else_reads_english(folder: Path, lang: str) -> None:
    assert Catalogue(folder, strict=True).text(lang, "case.open", n=1) == "1 case"


def test_a_text_missing_in_a_language_is_english(folder: Path) -> None:
    assert Catalogue(folder).text("zh-Hans", "case.by", name="Dana") == "by Dana"


def test_a_missing_key_is_loud_in_tests_and_quiet_in_production(folder: Path) -> None:
    with pytest.raises(TextError):
        Catalogue(folder, strict=True).text("en", "case.gone")
    assert Catalogue(folder).text("zh-Hans", "case.gone") == "case.gone"


def test_a_missing_parameter_is_loud_in_tests_and_quiet_in_production(folder: Path) -> None:
    with pytest.raises(TextError):
        Catalogue(folder, strict=True).text("en", "case.by")
    assert Catalogue(folder).text("en", "case.by") == "by {name}"


def test_an_operator_overrides_one_text_in_one_language(folder: Path) -> None:
    shipped = Catalogue(folder)
    own = shipped.overridden({"en": {"case.by": "from {name}"}, "zh-Hans": {"case.open": "{broken"}})
    assert own.text("en", "case.by", name="Dana") == "from Dana"
    assert own.text("zh", "case.open", n=1) == "1 个工单"
    assert shipped.text("en", "case.by", name="Dana") == "by Dana"


def test_an_override_that_cannot_be_used_is_explained(folder: Path) -> None:
    texts = Catalogue(folder)
    assert texts.problems("en", "case.by", "from {name}") is None
    assert texts.problems("en", "case.by", "from {nmae}") == "en: unknown: nmae"
    assert "is missing" in str(texts.problems("en", "case.by", "from {name"))
    assert texts.problems("en", "case.gone", "x") == "There is no text case.gone."


def test_keys_and_messages_of_an_area(folder: Path) -> None:
    texts = Catalogue(folder, overrides={"en": {"case.by": "from {name}"}})
    assert texts.keys("case") == ("case.open", "case.by")
    assert texts.keys("other") == ()
    assert texts.messages("zh-CN", "case") == {"case.open": "{n, plural, other {# 个工单}}", "case.by": "from {name}"}
    assert texts.languages() == ("en", "zh-Hans")
    assert texts.resolve("zh-MO") == "zh-Hans"


@pytest.mark.parametrize(
    "content", ['{"case.a": "x", "case.a": "y"}', '{"other.a": "x"}', '{"case": "x"}', '{"case.a": 1}']
)
def test_a_file_that_breaks_the_form_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "case.json").write_text(content)
    with pytest.raises(TextError):
        catalogue.read(tmp_path)


def test_a_language_unknown_to_cldr_still_counts() -> None:
    assert catalogue.locale("qq").number(Decimal(12345)) == "12,345"
