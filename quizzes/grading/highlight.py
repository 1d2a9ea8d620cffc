"""Discernment: finding what is weak and leaving alone what is sound (``taxonomy.md`` 2b)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from statistics import NormalDist

EVEN_HANDED = 0.25
"""A criterion closer to 0 than this shows no tendency."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Counts of one passage: hits of targets, false alarms of lures. Raises ValueError if not."""

    hits: int
    targets: int
    false_alarms: int
    lures: int

    def __post_init__(self) -> None:
        if self.targets < 1 or self.lures < 1:
            raise ValueError("a highlight passage needs at least one target and one lure")
        if not (0 <= self.hits <= self.targets and 0 <= self.false_alarms <= self.lures):
            raise ValueError("more marks than sentences")

    @property
    def misses(self) -> int:
        """Targets that were not marked."""
        return self.targets - self.hits

    @property
    def rightly_left(self) -> int:
        """Lures that were not marked."""
        return self.lures - self.false_alarms


class Tendency(Enum):
    """What the criterion says about a reader, in words."""

    MARKS_MUCH = "much"
    EVEN = "even"
    MARKS_LITTLE = "little"


def count_marks(
    marked: AbstractSet[str], *, targets: AbstractSet[str], lures: AbstractSet[str]
) -> Marks:
    """Count marks; sentences in neither set (also acceptable, contested, none) do not count."""
    return Marks(len(marked & targets), len(targets), len(marked & lures), len(lures))


def informedness(marks: Marks) -> Fraction:
    """J = hits / targets - false alarms / lures, -1..1, exact (Youden 1950)."""
    return Fraction(marks.hits, marks.targets) - Fraction(marks.false_alarms, marks.lures)


def highlight_fraction(marks: Marks) -> Fraction:
    """The credit for one passage: max(0, J), 0..1, exact."""
    return max(Fraction(0), informedness(marks))


def corrected_rates(marks: Marks) -> tuple[float, float]:
    """Hit and false-alarm rate with the log-linear correction, each inside 0..1.

    H = (hits + P/T) / (P + 2P/T), F = (fa + N/T) / (N + 2N/T), T = P + N, so that marking
    everything gives H = F for any P and N (``taxonomy.md`` 2b, after Hautus 1995).
    """
    total = marks.targets + marks.lures
    target_share, lure_share = marks.targets / total, marks.lures / total
    hit_rate = (marks.hits + target_share) / (marks.targets + 2 * target_share)
    false_alarm_rate = (marks.false_alarms + lure_share) / (marks.lures + 2 * lure_share)
    return hit_rate, false_alarm_rate


def d_prime(marks: Marks) -> float:
    """Sensitivity z(H) - z(F), in standard deviations; 0 is no discernment.

    Report it over at least five passages or twenty targets and twenty lures.
    """
    hit_rate, false_alarm_rate = corrected_rates(marks)
    z = NormalDist().inv_cdf
    return z(hit_rate) - z(false_alarm_rate)


def criterion(marks: Marks) -> float:
    """Bias -(z(H) + z(F)) / 2: below 0 marks too much, above 0 too little."""
    hit_rate, false_alarm_rate = corrected_rates(marks)
    z = NormalDist().inv_cdf
    return -(z(hit_rate) + z(false_alarm_rate)) / 2


def tendency(value: float) -> Tendency:
    """The criterion in words; within ±0.25 a reader counts as even-handed."""
    if abs(value) < EVEN_HANDED:
        return Tendency.EVEN
    return Tendency.MARKS_MUCH if value < 0 else Tendency.MARKS_LITTLE


def pooled(passages: list[Marks]) -> Marks:
    """The counts of several passages together; raises ValueError when there are none."""
    return Marks(
        sum(m.hits for m in passages),
        sum(m.targets for m in passages),
        sum(m.false_alarms for m in passages),
        sum(m.lures for m in passages),
    )
