from fractions import Fraction

import pytest

from quizzes.grading.blind import (
    Markable,
    has_capital_inside,
    highlight_scores,
    marks_of,
    option_scores,
)

TEXTS = ["It rained 3 days.", "Then Anna left.", 'He said "no" (twice).', "All was calm there."]


@pytest.mark.parametrize(
    ("strategy", "marked"),
    [
        ("all", {0, 1, 2, 3}),
        ("none", set()),
        ("longest half", {2, 3}),
        ("shortest half", {0, 1}),
        ("with a digit", {0}),
        ("without a digit", {1, 2, 3}),
        ("with a quotation mark", {2}),
        ("without a quotation mark", {0, 1, 3}),
        ("with a capitalised word inside", {1}),
        ("without a capitalised word inside", {0, 2, 3}),
        ("with a bracket", {2}),
        ("without a bracket", {0, 1, 3}),
        ("no digit and no quotation mark", {1, 3}),
        ("first half", {0, 1}),
        ("last half", {2, 3}),
        ("odd sentences", {0, 2}),
        ("even sentences", {1, 3}),
    ],
)
def test_blind_strategy_marks_what_it_says(strategy, marked):
    assert marks_of(TEXTS)[strategy] == marked


def test_blind_strategies_are_listed_once():
    assert len(marks_of(TEXTS)) == 17


def test_capital_of_the_first_word_does_not_count():
    assert not has_capital_inside("Anna left.")
    assert not has_capital_inside("“Anna left.")


def test_blind_scores_are_informedness_above_zero():
    kinds = ["target", "lure", "target", "also"]
    scores = highlight_scores([Markable(t, k) for t, k in zip(TEXTS, kinds, strict=True)])
    assert scores["all"] == scores["none"] == 0
    assert scores["with a digit"] == Fraction(1, 2)
    assert scores["odd sentences"] == 1
    assert scores["even sentences"] == 0


def test_blind_scores_need_both_sides():
    with pytest.raises(ValueError, match="one target and one lure"):
        highlight_scores([Markable("a", "target")])


def test_blind_option_scores():
    assert option_scores(["aa", "bbbb", "cccc"], frozenset({1})) == {
        "the first option": 0,
        "the longest option": 1,
    }
