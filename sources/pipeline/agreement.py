"""How far raters agree, beyond what chance would give, and how sure that figure is.

A *unit* is what was rated (a sentence); its ratings stand in the order of the raters, None where
one gave none. Every coefficient is 1 for full agreement and 0 for what chance gives; below 0
raters agree less than chance. None stands for *undefined*: nothing that two raters rated, or no
variation, so that chance alone would agree as well.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)
Unit = Sequence[Value | None]
Distance = Callable[[Value, Value], float]

FIT_FOR_A_GRADE = 0.80
FIT_FOR_PRACTICE = 0.67
"""Krippendorff 2004, "Content Analysis", 2nd ed., 11.4.4: rely on .800; from .667, tentatively."""
FEWEST_UNITS = 10
"""Below so many units with two ratings there is no gate: too few to tell."""
SAMPLES = 500
SEED = 4
_ENOUGH_DEFINED = 0.9
"""The share of samples whose figure has to be defined for there to be an interval."""


class Gate(StrEnum):
    """What labels with this much agreement are fit for."""

    GRADE = "grade"
    PRACTICE = "practice"
    DISCUSSION = "discussion"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of one dimension of labels, over the units that two raters or more rated.

    observed: the share of pairs of ratings that are equal, 0..1; alpha with its 95 % interval;
    kappa: Cohen's for two raters, Fleiss' for more; ac1: Gwet's, which holds where nearly all
    labels are alike. None: undefined. constant: all ratings are the same, so that agreement
    beyond chance cannot be told.
    """

    units: int
    ratings: int
    observed: float | None
    alpha: float | None
    low: float | None
    high: float | None
    kappa: float | None
    ac1: float | None
    constant: bool
    gate: Gate


def nominal(one: Hashable, other: Hashable) -> float:
    """0 for equal values, 1 for any other."""
    return float(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Distance of two sets, 0..1: 1 - J·M.

    J is Jaccard's index; M is 1 for equal sets, 2/3 when one holds the other, 1/3 when they
    overlap, 0 when nothing is common. Two empty sets are equal. Source: Passonneau 2006, LREC,
    "Measuring agreement on set-valued items (MASI)".
    """
    if one == other:
        return 0.0
    common = one & other
    if not common:
        return 1.0
    share = len(common) / len(one | other)
    nested = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - share * nested


def krippendorff_alpha(
    units: Iterable[Unit[Value]], distance: Distance[Value] = nominal
) -> float | None:
    """Krippendorff's α, at most 1: 1 - observed by expected distance; ratings may be missing.

    Over the units with m >= 2 ratings, n ratings in all: the observed distance is the mean of
    the distances of all ordered pairs within a unit, each weighed by 1/(m - 1); the expected one
    that of all ordered pairs whatever their unit, over n(n - 1). For sets, `masi` is taken as it
    is, not squared (as Passonneau does). None when no unit has two ratings, or all ratings are
    equal. Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability".
    """
    return _alpha(Counter(tuple(_given(unit)) for unit in units), distance)


def _alpha(sorts: Counter[tuple[Value, ...]], distance: Distance[Value]) -> float | None:
    """α of sorts of units, each with how often it occurs; those of one rating do not count."""
    counts: Counter[Value] = Counter()
    observed = 0.0
    for unit, times in sorts.items():
        if len(unit) < 2:
            continue
        within = Counter(unit)
        for value, count in within.items():
            counts[value] += times * count
        if len(within) > 1:
            apart = sum(
                within[one] * within[other] * distance(one, other) for one, other in _pairs(within)
            )
            observed += times * 2 * apart / (len(unit) - 1)
    expected = sum(
        2 * counts[one] * counts[other] * distance(one, other) for one, other in _pairs(counts)
    )
    return 1 - (counts.total() - 1) * observed / expected if expected else None


def cohen_kappa(units: Iterable[Unit[Value]]) -> float | None:
    """Cohen's κ of two raters, -1..1, over the units that both rated.

    (p_o - p_e) / (1 - p_e), p_e the sum over values of the product of the two raters' shares.
    None when no unit has both ratings, or p_e is 1. Unstable where one value is nearly always
    given. Source: Cohen 1960, Educ. Psychol. Meas. 20. Raises ValueError for other than two
    raters.
    """
    pairs = []
    for unit in units:
        if len(unit) != 2:
            raise ValueError("Cohen's kappa is for two raters")
        one, other = unit
        if one is not None and other is not None:
            pairs.append((one, other))
    if not pairs:
        return None
    firsts, seconds = Counter(p[0] for p in pairs), Counter(p[1] for p in pairs)
    agreed = sum(one == other for one, other in pairs)
    by_chance = sum(firsts[value] * seconds[value] for value in firsts)
    # In whole numbers, so that no rounding hides that chance alone agrees on all.
    if by_chance == len(pairs) ** 2:
        return None
    return (agreed * len(pairs) - by_chance) / (len(pairs) ** 2 - by_chance)


def fleiss_kappa(units: Iterable[Unit[Value]]) -> float | None:
    """Fleiss' κ of any fixed number of raters, at most 1, over the units that all rated.

    (P - P_e) / (1 - P_e): P is the mean share of agreeing pairs in a unit, P_e the sum of the
    squares of the values' shares. None when no unit has all ratings (of two or more raters), or
    only one value was given. Source: Fleiss 1971, Psychol. Bull. 76.
    """
    full = [given for unit in units if len(given := _given(unit)) == len(unit) > 1]
    counts = Counter(value for unit in full for value in unit)
    if len(counts) < 2:
        return None
    total = counts.total()
    by_chance = sum((count / total) ** 2 for count in counts.values())
    return (_mean_agreement(full) - by_chance) / (1 - by_chance)


def gwet_ac1(units: Iterable[Unit[Value]], *, values: int) -> float | None:
    """Gwet's AC1, at most 1; ratings may be missing. values: how many values there are, >= 2.

    (p_a - p_e) / (1 - p_e): p_a is the mean share of agreeing pairs over units with two ratings
    or more, p_e = sum of π(1 - π) over the values, by (values - 1), π a value's mean share over
    all rated units. It stays high where nearly all ratings are alike, as κ does not. None when no
    unit has two ratings. Source: Gwet 2008, Br. J. Math. Stat. Psychol. 61. Raises ValueError for
    fewer than two values.
    """
    if values < 2:
        raise ValueError("there must be two values to choose from")
    given = [ratings for unit in units if (ratings := _given(unit))]
    paired = [ratings for ratings in given if len(ratings) > 1]
    if not paired:
        return None
    shares: dict[Value, float] = {}
    for ratings in given:
        for value, count in Counter(ratings).items():
            shares[value] = shares.get(value, 0.0) + count / len(ratings) / len(given)
    by_chance = sum(share * (1 - share) for share in shares.values()) / (values - 1)
    return (_mean_agreement(paired) - by_chance) / (1 - by_chance)


def observed_agreement(units: Iterable[Unit[Value]]) -> float | None:
    """The mean share of agreeing pairs, 0..1, over units with two ratings or more."""
    paired = [given for unit in units if len(given := _given(unit)) > 1]
    return _mean_agreement(paired) if paired else None


def interval(
    units: Sequence[Unit[Value]], distance: Distance[Value] = nominal, *, samples: int = SAMPLES
) -> tuple[float, float] | None:
    """A 95 % percentile interval of α over units drawn with replacement; seeded.

    None when α is undefined for more than a tenth of the samples: then too little was rated, or
    too little varies. Source: Efron & Tibshirani 1993, ch. 13.
    """
    sorts = [tuple(_given(unit)) for unit in units]
    if not sorts:
        return None
    chosen = Random(SEED)  # noqa: S311 - for figures, not for secrets
    drawn = (_alpha(Counter(chosen.choices(sorts, k=len(sorts))), distance) for _ in range(samples))
    defined = sorted(value for value in drawn if value is not None)
    if len(defined) < _ENOUGH_DEFINED * samples:
        return None
    low = defined[int(0.025 * (len(defined) - 1))]
    return low, defined[math.ceil(0.975 * (len(defined) - 1))]


def gate_of(alpha: float | None, units: int, *, is_sure: bool = True) -> Gate:
    """What labels are fit for, by α and by how many units two raters rated.

    is_sure: there is an interval; without one too little varies to tell. An undefined α over
    enough units is fit for discussion only: nothing was told apart.
    """
    if units < FEWEST_UNITS or not is_sure:
        return Gate.TOO_FEW
    if alpha is None or alpha < FIT_FOR_PRACTICE:
        return Gate.DISCUSSION
    return Gate.GRADE if alpha >= FIT_FOR_A_GRADE else Gate.PRACTICE


def agreement_on(
    units: Iterable[Unit[Value]], *, values: int, distance: Distance[Value] = nominal
) -> Agreement:
    """All figures of one dimension. values: how many values a rater can choose from, >= 2.

    The units are those that two raters or more rated. Time is linear in units for a fixed number
    of values; the interval takes `SAMPLES` times as long as α.
    """
    rated = [unit for unit in units if len(_given(unit)) > 1]
    counts = Counter(value for unit in rated for value in _given(unit))
    found = krippendorff_alpha(rated, distance)
    ends = interval(rated, distance) if found is not None and len(rated) >= FEWEST_UNITS else None
    two = bool(rated) and all(len(unit) == 2 for unit in rated)
    return Agreement(
        units=len(rated),
        ratings=counts.total(),
        observed=observed_agreement(rated),
        alpha=found,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        kappa=cohen_kappa(rated) if two else fleiss_kappa(rated),
        ac1=gwet_ac1(rated, values=values),
        constant=len(counts) == 1,
        gate=gate_of(found, len(rated), is_sure=ends is not None or found is None),
    )


def _given(unit: Unit[Value]) -> list[Value]:
    return [value for value in unit if value is not None]


def _pairs(counts: Counter[Value]) -> Iterable[tuple[Value, Value]]:
    values = list(counts)
    for place, one in enumerate(values):
        for other in values[place + 1 :]:
            yield one, other


def _mean_agreement(units: Sequence[Sequence[Value]]) -> float:
    """The mean over units of the share of ordered pairs of ratings that are equal."""
    shares = []
    for unit in units:
        m = len(unit)
        agreeing = sum(count * (count - 1) for count in Counter(unit).values())
        shares.append(agreeing / (m * (m - 1)))
    return math.fsum(shares) / len(shares)
