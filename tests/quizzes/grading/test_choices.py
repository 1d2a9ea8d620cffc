from fractions import Fraction

import pytest

from quizzes.grading.choices import evidence, one_best, several, share_right
from tests.quizzes.grading.worked import quoted

OPTIONS = frozenset("abcde")
KEY = frozenset("abc")


@pytest.mark.parametrize(
    ("example", "chosen", "fraction"),
    [
        ("2 of 3 right, 1 of 2 wrong: 2/3 − 1/2 = 1/6", "abd", Fraction(1, 6)),
        ("1 of 3 right, 0 of 2 wrong: 1/3", "b", Fraction(1, 3)),
        ("1 of 3 right, 2 of 2 wrong: 1/3 − 1 < 0, so 0", "ade", Fraction(0)),
    ],
)
def test_several_takes_the_share_wrong_from_the_share_right(example, chosen, fraction):
    quoted(example)
    assert several(frozenset(chosen), key=KEY, options=OPTIONS) == fraction


@pytest.mark.parametrize("chosen", [OPTIONS, frozenset()])
def test_several_pays_nothing_for_all_or_none(chosen):
    assert several(chosen, key=KEY, options=OPTIONS) == 0


def test_several_passes_over_options_that_are_gone():
    assert several(frozenset("abcz"), key=KEY, options=OPTIONS) == 1


def test_several_without_others_is_the_share_right():
    assert several(frozenset("ab"), key=KEY, options=KEY) == Fraction(2, 3)


def test_several_needs_a_key():
    with pytest.raises(ValueError, match="at least one"):
        several(frozenset(), key=frozenset(), options=OPTIONS)


def test_one_best_is_all_or_nothing():
    assert (one_best("a", "a"), one_best("b", "a")) == (1, 0)


def test_share_right_counts_pairs():
    quoted("1 of 3 pairs right: 1/3")
    assert share_right(1, 3) == Fraction(1, 3)


def test_share_right_counts_gaps():
    quoted("1 of 2 gaps right: 1/2")
    assert share_right(1, 2) == Fraction(1, 2)


@pytest.mark.parametrize(("right", "total"), [(4, 3), (-1, 3), (0, 0)])
def test_share_right_refuses_what_is_no_share(right, total):
    with pytest.raises(ValueError, match="is not a share"):
        share_right(right, total)


def test_evidence_card_alone_earns_two_thirds():
    quoted("right source, other stance: 2/3")
    assert evidence(card_is_right=True, stance_is_right=False) == Fraction(2, 3)


def test_evidence_stance_alone_earns_nothing():
    quoted("other source, right stance: 0")
    assert evidence(card_is_right=False, stance_is_right=True) == 0


def test_evidence_with_both_earns_all():
    assert evidence(card_is_right=True, stance_is_right=True) == 1
