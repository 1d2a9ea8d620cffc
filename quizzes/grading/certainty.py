"""Certainty-based marking (Gardner-Medwin; values as in Moodle's engine, ``taxonomy.md`` 2c)."""

from collections.abc import Iterable
from decimal import Decimal

RIGHT = {1: 1, 2: 2, 3: 3}
"""What a right answer earns at each certainty."""

WRONG = {1: 0, 2: -2, 3: -6}
"""What a wrong answer costs at each certainty."""


def certainty_mark(fraction: Decimal, level: int) -> Decimal:
    """f * right(C) + (1 - f) * wrong(C), between -6 and 3, exact; the raw score stands beside it.

    fraction: 0..1; level: 1, 2 or 3. Honest break-points lie at 2/3 and 4/5.
    Raises ValueError for another level or fraction.
    """
    if level not in RIGHT:
        msg = f"certainty is 1, 2 or 3, not {level}"
        raise ValueError(msg)
    if not 0 <= fraction <= 1:
        msg = f"a fraction lies between 0 and 1, not {fraction}"
        raise ValueError(msg)
    return fraction * RIGHT[level] + (1 - fraction) * WRONG[level]


def visible_total(marks: Iterable[Decimal]) -> Decimal:
    """The sum of certainty marks as a learner sees it, never below 0."""
    return max(Decimal(0), sum(marks, Decimal(0)))
