from decimal import Decimal

import pytest

from quizzes.grading.policies import (
    Counts,
    attempt_score,
    counted_score,
    item_score,
    passes,
    rounded,
)
from tests.quizzes.grading.worked import quoted


def test_attempt_score_rounds_the_sum_and_not_its_parts():
    quoted("0.333333 × 1 + 0.333333 × 1 + 0.333333 × 1 = 0.999999, shown as 1.00")
    assert attempt_score([(Decimal("0.333333"), Decimal(1))] * 3) == Decimal("1.00")


def test_item_score_is_fraction_times_max_score():
    assert item_score(Decimal("0.666667"), Decimal(4)) == Decimal("2.67")


def test_rounding_takes_halves_up():
    assert rounded(Decimal("0.125")) == Decimal("0.13")


@pytest.mark.parametrize(
    ("rule", "score"),
    [(Counts.BEST, "7.00"), (Counts.LATEST, "6.00"), (Counts.MEAN, "5.67")],
)
def test_counted_score_follows_the_rule(rule, score):
    quoted("scores 4.00, 7.00 and 6.00: best 7.00, latest 6.00, mean 5.67")
    scores = [Decimal("4.00"), Decimal("7.00"), Decimal("6.00")]
    assert counted_score(scores, rule) == Decimal(score)


@pytest.mark.parametrize("rule", Counts)
def test_counted_score_without_attempts_is_none(rule):
    assert counted_score([], rule) is None


@pytest.mark.parametrize(("score", "passed"), [("5.99", False), ("6.00", True)])
def test_pass_mark_is_reached_exactly(score, passed):
    quoted("5.99 of 10 at 60 % is not passed, 6.00 is")
    assert passes(Decimal(score), possible=Decimal(10), pass_percent=60) is passed


def test_attempt_worth_nothing_is_not_passed():
    assert not passes(Decimal(0), possible=Decimal(0), pass_percent=0)
