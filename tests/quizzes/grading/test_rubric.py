from fractions import Fraction

import pytest

from quizzes.grading.rubric import Criterion, LevelsUnlikeRubric, rubric_fraction, share_of
from tests.quizzes.grading.worked import quoted

WORDS = ("no", "in part", "mostly", "fully")
GROUNDS = Criterion("grounds", "Names the grounds", 3, WORDS)
WORDING = Criterion("wording", "Is fair", 1, WORDS)
RUBRIC = [GROUNDS, WORDING]


@pytest.mark.parametrize(
    ("example", "grounds", "wording", "fraction"),
    [
        ("level 2 (weight 3) and level 3 (weight 1): (3 × 2/3 + 1 × 3/3) ÷ 4 = 3/4", 2, 3, "3/4"),
        ("level 0 (weight 3) and level 3 (weight 1): (3 × 0 + 1) ÷ 4 = 1/4", 0, 3, "1/4"),
        ("every criterion at its top level: 1", 3, 3, "1"),
    ],
)
def test_rubric_fraction_is_the_weighted_mean(example, grounds, wording, fraction):
    quoted(example)
    assert rubric_fraction(RUBRIC, {"grounds": grounds, "wording": wording}) == Fraction(fraction)


@pytest.mark.parametrize(
    "levels",
    [
        {"grounds": 2},
        {"grounds": 2, "wording": 1, "spelling": 3},
        {"grounds": 4, "wording": 1},
        {"grounds": -1, "wording": 1},
    ],
)
def test_rubric_fraction_refuses_levels_that_the_rubric_has_not(levels):
    with pytest.raises(LevelsUnlikeRubric):
        rubric_fraction(RUBRIC, levels)


def test_rubric_fraction_needs_a_criterion():
    with pytest.raises(ValueError, match="at least one criterion"):
        rubric_fraction([], {})


def test_share_of_a_level_is_what_it_adds():
    quoted("6 × 3/4 × 1/3 = 1.5 points")
    assert 6 * share_of(RUBRIC, GROUNDS, 1) == Fraction(3, 2)
