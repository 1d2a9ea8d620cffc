from decimal import Decimal

import pytest

from quizzes.grading.certainty import certainty_mark, visible_total
from tests.quizzes.grading.worked import quoted


@pytest.mark.parametrize(
    ("example", "fraction", "level", "mark"),
    [
        ("f = 1/2, C = 2: 1/2 × 2 + 1/2 × (−2) = 0", "0.5", 2, "0"),
        ("f = 0.75, C = 3: 0.75 × 3 + 0.25 × (−6) = 0.75", "0.75", 3, "0.75"),
        ("f = 0, C = 1: 0", "0", 1, "0"),
    ],
)
def test_mark_mixes_right_and_wrong(example, fraction, level, mark):
    quoted(example)
    assert certainty_mark(Decimal(fraction), level) == Decimal(mark)


@pytest.mark.parametrize(("level", "right", "wrong"), [(1, 1, 0), (2, 2, -2), (3, 3, -6)])
def test_mark_of_a_plain_answer(level, right, wrong):
    assert certainty_mark(Decimal(1), level) == right
    assert certainty_mark(Decimal(0), level) == wrong


def test_break_point_between_1_and_2_is_two_thirds():
    quoted("at 2/3: C1 earns 2/3, C2 earns 2/3 × 2 − 1/3 × 2 = 2/3")
    below, above = Decimal("0.66"), Decimal("0.67")
    assert certainty_mark(below, 1) > certainty_mark(below, 2)
    assert certainty_mark(above, 1) < certainty_mark(above, 2)


def test_break_point_between_2_and_3_is_four_fifths():
    assert certainty_mark(Decimal("0.8"), 2) == certainty_mark(Decimal("0.8"), 3)


@pytest.mark.parametrize(("fraction", "level"), [("0.5", 0), ("0.5", 4), ("1.1", 1), ("-0.1", 1)])
def test_mark_refuses_other_levels_and_fractions(fraction, level):
    with pytest.raises(ValueError, match="certainty is|fraction lies"):
        certainty_mark(Decimal(fraction), level)


def test_visible_total_never_falls_below_zero():
    assert visible_total([Decimal(3), Decimal(-6)]) == 0
    assert visible_total([Decimal(3), Decimal(-2)]) == 1
