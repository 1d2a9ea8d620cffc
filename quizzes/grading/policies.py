"""From fractions to scores: which attempt counts, who passes, and the one rounding of scores."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

CENT = Decimal("0.01")
"""Scores are shown, stored and compared with two decimal places."""


class Counts(Enum):
    """Which of a learner's attempts counts."""

    BEST = "best"
    LATEST = "latest"
    MEAN = "mean"


def rounded(score: Decimal) -> Decimal:
    """The single rounding step of scores: two places, halves up, as schools round."""
    return score.quantize(CENT, ROUND_HALF_UP)


def item_score(fraction: Decimal, max_score: Decimal) -> Decimal:
    """fraction (0..1) times the slot's max score, rounded once."""
    return rounded(fraction * max_score)


def attempt_score(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Sum of fraction times max score over an attempt; the sum is rounded, not its parts."""
    return rounded(sum((fraction * max_score for fraction, max_score in parts), Decimal(0)))


def counted_score(scores: Sequence[Decimal], rule: Counts) -> Decimal | None:
    """The score that stands, or None without a graded attempt.

    scores: of all graded attempts in the order of their numbers. The mean is rounded once.
    """
    if not scores:
        return None
    if rule is Counts.BEST:
        return max(scores)
    if rule is Counts.LATEST:
        return scores[-1]
    return rounded(sum(scores, Decimal(0)) / len(scores))


def passes(score: Decimal, *, possible: Decimal, pass_percent: int) -> bool:
    """Whether a rounded raw score reaches the pass mark; an attempt worth nothing is not passed.

    possible: sum of the max scores, in points; pass_percent: 0..100. Certainty never enters.
    """
    return possible > 0 and score * 100 >= pass_percent * possible
