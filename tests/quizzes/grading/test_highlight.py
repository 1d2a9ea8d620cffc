from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading.highlight import (
    Marks,
    Tendency,
    corrected_rates,
    count_marks,
    criterion,
    d_prime,
    highlight_fraction,
    informedness,
    pooled,
    tendency,
)
from tests.quizzes.grading.worked import quoted


@pytest.mark.parametrize(
    ("example", "marks", "fraction"),
    [
        (
            "4 of 5 found, 1 of 6 marked without need: 4/5 − 1/6 = 19/30",
            Marks(4, 5, 1, 6),
            Fraction(19, 30),
        ),
        ("everything marked: 5/5 − 6/6 = 0", Marks(5, 5, 6, 6), 0),
        ("nothing marked: 0/5 − 0/6 = 0", Marks(0, 5, 0, 6), 0),
        (
            "2 of 5 found, 3 of 6 marked without need: 2/5 − 1/2 < 0, so 0",
            Marks(2, 5, 3, 6),
            0,
        ),
    ],
)
def test_highlight_earns_informedness_above_zero(example, marks, fraction):
    quoted(example)
    assert highlight_fraction(marks) == fraction


def test_informedness_may_be_negative():
    assert informedness(Marks(2, 5, 3, 6)) == Fraction(-1, 10)


def test_count_passes_over_sentences_on_neither_side():
    marks = count_marks(
        frozenset({"t1", "l1", "also", "gone"}),
        targets=frozenset({"t1", "t2"}),
        lures=frozenset({"l1", "l2", "l3"}),
    )
    assert marks == Marks(1, 2, 1, 3)
    assert (marks.misses, marks.rightly_left) == (1, 2)


def test_marking_at_random_earns_what_the_page_says():
    quoted("expected |difference| of 12 fair coins from 6 is 924 × 6 ÷ 4096 = 1.354; ÷ 12 = 0.113")
    ways = [(comb(6, h) * comb(6, f), h, f) for h in range(7) for f in range(7)]
    mean = sum(w * highlight_fraction(Marks(h, 6, f, 6)) for w, h, f in ways) / 4**6
    assert round(float(mean), 3) == 0.113


def test_corrected_rates_are_those_of_the_page():
    quoted("4 of 5, 1 of 6: H = 49/65 = 0.7538, F = 17/78 = 0.2179")
    assert corrected_rates(Marks(4, 5, 1, 6)) == pytest.approx((49 / 65, 17 / 78))


def test_d_prime_is_that_of_the_page():
    quoted("z(0.7538) − z(0.2179) = 0.687 + 0.779 = 1.466")
    assert d_prime(Marks(4, 5, 1, 6)) == pytest.approx(1.466, abs=0.001)


def test_criterion_of_marking_everything_says_too_much():
    quoted("everything marked: H = F = 12/13, d′ = 0, c = −1.426")
    everything = Marks(5, 5, 6, 6)
    assert corrected_rates(everything) == pytest.approx((12 / 13, 12 / 13))
    assert criterion(everything) == pytest.approx(-1.426, abs=0.001)
    assert tendency(criterion(everything)) is Tendency.MARKS_MUCH


@given(st.integers(1, 40), st.integers(1, 40), st.booleans())
def test_d_prime_of_all_or_none_is_zero_for_any_passage(targets, lures, everything):
    marks = Marks(targets * everything, targets, lures * everything, lures)
    assert d_prime(marks) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "words"),
    [(-0.25, Tendency.MARKS_MUCH), (0.0, Tendency.EVEN), (0.25, Tendency.MARKS_LITTLE)],
)
def test_tendency_has_a_quiet_middle(value, words):
    assert tendency(value) is words


@pytest.mark.parametrize(
    "counts", [(0, 0, 0, 4), (0, 4, 0, 0), (5, 4, 0, 4), (0, 4, 5, 4), (-1, 4, 0, 4)]
)
def test_marks_refuse_impossible_counts(counts):
    with pytest.raises(ValueError, match="at least one|more marks"):
        Marks(*counts)


def test_pooled_adds_up_passages():
    assert pooled([Marks(4, 5, 1, 6), Marks(2, 4, 0, 4)]) == Marks(6, 9, 1, 10)
