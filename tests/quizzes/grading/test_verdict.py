from fractions import Fraction

import pytest

from quizzes.grading.verdict import NO_CARD, mean_of_rows, record_row, support_row
from tests.quizzes.grading.worked import quoted


@pytest.mark.parametrize(
    ("verdict", "credit"), [("cited", 1), ("named", 1), ("bare", 0), (None, 0)]
)
def test_support_row_takes_the_key_and_what_is_also_acceptable(verdict, credit):
    assert support_row(verdict, key="cited", also_ok=["named"]) == credit


@pytest.mark.parametrize(
    ("verdict", "card", "credit"),
    [
        ("contradicted", "one", Fraction(1)),
        ("contradicted", "two", Fraction(1)),
        ("contradicted", "three", Fraction(1, 2)),
        ("contradicted", NO_CARD, Fraction(1, 2)),
        ("contradicted", None, Fraction(1, 2)),
        ("open", "one", Fraction(0)),
        (None, "one", Fraction(0)),
    ],
)
def test_record_row_pays_for_a_card_only_with_its_verdict(verdict, card, credit):
    assert record_row(verdict, card, key="contradicted", settled_by=["one", "two"]) == credit


@pytest.mark.parametrize(("card", "credit"), [(NO_CARD, Fraction(1)), ("one", Fraction(1, 2))])
def test_record_row_that_nothing_settles(card, credit):
    assert record_row("open", card, key="open") == credit


def test_mean_of_rows_is_exact():
    quoted("three claims with 1/2, 1 and 0: (1/2 + 1 + 0) ÷ 3 = 1/2")
    assert mean_of_rows([Fraction(1, 2), Fraction(1), Fraction(0)]) == Fraction(1, 2)


def test_mean_of_rows_needs_a_row():
    with pytest.raises(ValueError, match="at least one row"):
        mean_of_rows([])
