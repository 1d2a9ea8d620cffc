"""Worked examples: Krippendorff 2011 ("Computing Krippendorff's alpha-reliability", A to C),
Fleiss 1971 (table 1), Gwet 2002 (125 subjects); the others are worked by hand beside them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pipeline.agreement import (
    FEWEST_UNITS,
    Gate,
    agreement_on,
    cohen_kappa,
    fleiss_kappa,
    gate_of,
    gwet_ac1,
    interval,
    krippendorff_alpha,
    masi,
    observed_agreement,
)


def units(*raters):
    """One string of values for each rater, “.” where one is missing."""
    return [tuple(None if v == "." else v for v in unit) for unit in zip(*raters, strict=True)]


def table(*rows):
    """One row of counts per unit, as Fleiss prints them."""
    return [tuple(v for v, count in enumerate(row) for _ in range(count)) for row in rows]


def square(both, first_only, second_only, neither):
    """A fourfold table of two raters."""
    pairs = {(1, 1): both, (1, 0): first_only, (0, 1): second_only, (0, 0): neither}
    return [pair for pair, count in pairs.items() for _ in range(count)]


def sets(*texts):
    return tuple(None if text is None else frozenset(text) for text in texts)


@pytest.mark.parametrize(
    ("raters", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
    ids=["two observers, two values", "two observers, five values", "four observers, missing"],
)
def test_alpha_of_the_published_examples(raters, alpha):
    assert krippendorff_alpha(units(*raters)) == pytest.approx(alpha, abs=5e-4)


def test_alpha_of_full_agreement_is_one():
    assert krippendorff_alpha(units("abc", "abc")) == 1


def test_alpha_is_below_zero_where_raters_disagree_more_than_chance():
    # Two units ab, ba: observed 1; of 4 values 8 of 12 ordered pairs differ; 1 - 1 / (8/12).
    assert krippendorff_alpha(units("ab", "ba")) == pytest.approx(-0.5)


def test_alpha_leaves_out_what_one_rater_rated():
    assert krippendorff_alpha(units("abcx", "abc.")) == 1


@pytest.mark.parametrize("rated", [[], units("a.", ".b"), units("aa", "aa")])
def test_alpha_is_undefined_without_pairs_or_without_variation(rated):
    assert krippendorff_alpha(rated) is None


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("ab", "ab", 0),
        ("", "", 0),
        ("a", "", 1),
        ("a", "b", 1),
        ("a", "ab", 1 - 1 / 2 * 2 / 3),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
        ("abc", "abd", 1 - 2 / 4 * 1 / 3),
    ],
)
def test_masi_of_two_sets(one, other, distance):
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)


def test_alpha_of_sets_counts_a_subset_as_partly_the_same():
    # Units (a, a), (a, ab), (b, b). Distances: a-ab 2/3, b-ab 2/3, a-b 1. n = 6: a 3, ab 1, b 2.
    # Observed: 2 * 2/3 / (2 - 1) = 4/3. Expected: 2 * (3*1*2/3 + 3*2*1 + 1*2*2/3) = 56/3.
    # 1 - 5 * (4/3) / (56/3) = 1 - 20/56.
    rated = [sets("a", "a"), sets("a", "ab"), sets("b", "b")]
    assert krippendorff_alpha(rated, masi) == pytest.approx(1 - 20 / 56)


def test_cohen_kappa_of_a_fourfold_table():
    # Agreed 35 of 50 = .70; by chance .5 * .6 + .5 * .4 = .50; .20 / .50.
    assert cohen_kappa(square(20, 5, 10, 15)) == pytest.approx(0.4)


def test_cohen_kappa_leaves_out_what_one_rater_did_not_rate():
    assert cohen_kappa([*square(20, 5, 10, 15), (1, None), (None, 0)]) == pytest.approx(0.4)


@pytest.mark.parametrize("rated", [[], [(1, None)], [(1, 1)] * 5])
def test_cohen_kappa_is_undefined_without_pairs_or_without_variation(rated):
    assert cohen_kappa(rated) is None


def test_cohen_kappa_is_for_two_raters():
    with pytest.raises(ValueError, match="two raters"):
        cohen_kappa([(1, 1, 1)])


def test_fleiss_kappa_of_the_published_example():
    rated = table(
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    )  # fmt: skip
    assert fleiss_kappa(rated) == pytest.approx(0.210, abs=5e-4)


def test_fleiss_kappa_is_undefined_without_variation():
    assert fleiss_kappa([(1, 1, 1)] * 3) is None


def test_gwet_ac1_stays_high_where_kappa_falls():
    # 118 of 125 both yes, 5 and 2 apart, none both no. π = (123 + 120) / 250 = .972;
    # by chance 2 * .972 * .028 = .054432; agreed .944.
    rated = square(118, 5, 2, 0)
    assert gwet_ac1(rated, values=2) == pytest.approx((0.944 - 0.054432) / (1 - 0.054432))
    assert cohen_kappa(rated) < 0


def test_gwet_ac1_of_one_value_only_is_one():
    assert gwet_ac1([(1, 1)] * 4, values=2) == 1


def test_gwet_ac1_counts_what_one_rater_rated_for_chance_only():
    # Pairs agree on 1 of 2. Shares of a: (1 + 1/2 + 0) / 3 = 1/2; by chance 2 * 1/4.
    assert gwet_ac1(units("aab", "ab."), values=2) == pytest.approx(0.0)


def test_gwet_ac1_is_undefined_without_pairs():
    assert gwet_ac1(units("a.", ".b"), values=2) is None


def test_gwet_ac1_needs_two_values_to_choose_from():
    with pytest.raises(ValueError, match="two values"):
        gwet_ac1([(1, 1)], values=1)


def test_observed_agreement_is_the_mean_share_of_pairs():
    # Three raters: of unit 1 all three pairs agree, of unit 2 one of three.
    assert observed_agreement([("a", "a", "a"), ("a", "a", "b")]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("alpha", "gate"),
    [
        (0.80, Gate.GRADE),
        (0.7999, Gate.PRACTICE),
        (0.67, Gate.PRACTICE),
        (0.6699, Gate.DISCUSSION),
        (-0.2, Gate.DISCUSSION),
        (None, Gate.DISCUSSION),
    ],
)
def test_gate_of_alpha(alpha, gate):
    assert gate_of(alpha, FEWEST_UNITS) is gate


def test_gate_of_few_units_is_too_few():
    assert gate_of(1.0, FEWEST_UNITS - 1) is Gate.TOO_FEW


def test_gate_of_what_hardly_varies_is_too_few():
    # 30 sentences, of which one is marked, by both: α is 1 and rests on that one.
    figures = agreement_on([(False, False)] * 29 + [(True, True)], values=2)
    assert figures.alpha == 1
    assert (figures.low, figures.gate) == (None, Gate.TOO_FEW)


def test_interval_is_the_same_each_time_and_holds_the_figure():
    rated = units("aabbdcccedda" * 3, "babbbcccedda" * 3)
    low, high = interval(rated)
    assert (low, high) == interval(rated)
    assert low < krippendorff_alpha(rated) < high


def test_interval_is_wider_for_fewer_units():
    def width(times):
        low, high = interval(units("aabbc" * times, "abbbc" * times))
        return high - low

    assert width(3) > width(30)


def test_interval_of_what_hardly_varies_is_none():
    assert interval([("a", "a")] * 30 + [("b", "b")]) is None


def test_agreement_on_two_raters_gives_cohen_kappa():
    figures = agreement_on(square(20, 5, 10, 15), values=2)
    assert (figures.units, figures.ratings, figures.observed) == (50, 100, 0.7)
    assert figures.kappa == pytest.approx(0.4)
    assert figures.low < figures.alpha < figures.high
    assert figures.gate is Gate.DISCUSSION


def test_agreement_on_more_raters_gives_fleiss_kappa():
    figures = agreement_on([("a", "a", "a"), ("b", "b", "b"), ("a", "a", "b")], values=2)
    assert figures.kappa == pytest.approx(fleiss_kappa([tuple("aaa"), tuple("bbb"), tuple("aab")]))
    assert figures.gate is Gate.TOO_FEW
    assert figures.low is None


def test_agreement_on_one_value_only_says_so():
    figures = agreement_on([("a", "a")] * 20, values=2)
    assert (figures.constant, figures.alpha, figures.kappa, figures.ac1) == (True, None, None, 1)
    assert figures.gate is Gate.DISCUSSION


def test_agreement_on_nothing_is_undefined():
    figures = agreement_on([], values=2)
    assert (figures.units, figures.observed, figures.alpha, figures.ac1) == (0, None, None, None)


RATINGS = st.lists(
    st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), min_size=0, max_size=12
)


@given(RATINGS)
def test_coefficients_are_never_above_one(rated):
    figures = (
        krippendorff_alpha(rated),
        fleiss_kappa(rated),
        gwet_ac1(rated, values=3),
        observed_agreement(rated),
    )
    assert all(figure is None or figure <= 1 + 1e-9 for figure in figures)


@given(RATINGS)
def test_alpha_does_not_depend_on_which_rater_comes_first(rated):
    one, other = krippendorff_alpha(rated), krippendorff_alpha([unit[::-1] for unit in rated])
    assert one == pytest.approx(other)


def test_alpha_of_many_units_counts_values_rather_than_pairs():
    # 10,000 units are 400 million pairs of ratings; of values there are 9.
    rated = units("abc" * 3334, "abb" * 3334)
    begun = time.process_time()
    krippendorff_alpha(rated)
    assert time.process_time() - begun < 5
