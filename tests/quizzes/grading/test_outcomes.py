from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.grading.outcomes import Completion, Outcome, as_decimal
from tests.quizzes.grading.worked import quoted


def test_fraction_is_kept_with_six_places():
    quoted("2/3 is kept as 0.666667")
    assert Outcome.graded(Fraction(2, 3)).fraction == Decimal("0.666667")


def test_fraction_halfway_goes_to_the_even_digit():
    assert as_decimal(Fraction(1, 2_000_000)) == Decimal("0.000000")
    assert as_decimal(Fraction(3, 2_000_000)) == Decimal("0.000002")


@pytest.mark.parametrize("fraction", [Decimal("-0.000001"), Decimal("1.000001")])
def test_outcome_refuses_a_fraction_outside_0_to_1(fraction):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Outcome(Completion.GRADED, fraction)


def test_outcome_refuses_to_be_graded_without_a_fraction():
    with pytest.raises(ValueError, match="exactly when"):
        Outcome(Completion.GRADED)


def test_outcome_that_waits_has_no_fraction():
    with pytest.raises(ValueError, match="exactly when"):
        Outcome(Completion.NEEDS_MARKING, Decimal(1))
    assert Outcome.needs_marking(words=2).fraction is None
