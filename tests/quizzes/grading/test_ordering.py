from fractions import Fraction
from itertools import permutations

import pytest

from quizzes.grading.ordering import concordance
from tests.quizzes.grading.worked import quoted


@pytest.mark.parametrize(
    ("example", "placed", "fraction"),
    [
        (
            "a b c d placed as b a c d: 5 right, 1 reversed: (5 − 1) ÷ 6 = 2/3",
            "bacd",
            Fraction(2, 3),
        ),
        ("a b c d placed as d c b a: 0 right, 6 reversed: 0", "dcba", Fraction(0)),
        (
            "a b c d placed as a c d b: 4 right, 2 reversed: (4 − 2) ÷ 6 = 1/3",
            "acdb",
            Fraction(1, 3),
        ),
    ],
)
def test_concordance_counts_pairs(example, placed, fraction):
    quoted(example)
    assert concordance(placed, "abcd") == fraction


def test_concordance_of_the_right_order_is_one():
    assert concordance("abcde", "abcde") == 1


def test_concordance_of_all_orders_balances_to_zero():
    scores = [concordance(order, "abc") for order in permutations("abc")]
    assert sorted(scores) == [0, 0, 0, Fraction(1, 3), Fraction(1, 3), 1]


def test_concordance_passes_over_entries_that_are_gone_or_repeated():
    assert concordance(["a", "z", "b", "b"], ["a", "b", "c"]) == Fraction(1, 3)


def test_concordance_needs_two_entries():
    with pytest.raises(ValueError, match="at least two"):
        concordance("a", "a")
