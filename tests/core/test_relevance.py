"""How well a question's words fit a text."""

import pytest

from lightkeeper.core.relevance import Words, fits, weigh


def words(naming: str, aside: str = "") -> Words:
    return Words(frozenset(naming.split()), frozenset(aside.split()))


SHELF = (words("fee withdrawal cost", "how much"), words("password reset", "fee free"), words("limit withdrawal"))
WEIGHTS = weigh(SHELF)


def test_the_text_that_is_named_by_every_word_fits_wholly() -> None:
    assert fits(["password", "reset"], SHELF, WEIGHTS) == [0, 1, 0]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    fee, _, limit = fits(["withdrawal", "limit"], SHELF, WEIGHTS)
    assert limit == 1
    assert 0 < fee < 0.5


def test_a_word_beside_counts_half() -> None:
    named, beside, _ = fits(["fee"], SHELF, WEIGHTS)
    assert (named, beside) == (1, 0.5)


def test_unknown_words_count_against_every_text() -> None:
    assert max(fits(["weather", "tomorrow", "fee"], SHELF, WEIGHTS)) < 0.3


@pytest.mark.parametrize("question", [[], ["how", "is", "the"]])
def test_a_question_without_a_subject_fits_none(question: list[str]) -> None:
    assert fits(question, SHELF, WEIGHTS) == [0, 0, 0]


def test_nothing_fits_an_empty_shelf() -> None:
    assert fits(["fee"], (), weigh(())) == []
