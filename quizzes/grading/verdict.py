"""Credit for judging what claims rest on, row by row."""

from collections.abc import Collection, Sequence
from fractions import Fraction

NO_CARD = "none"
"""A learner's statement that none of the cards settles a claim."""


def support_row(verdict: str | None, *, key: str, also_ok: Collection[str] = ()) -> Fraction:
    """1 where the verdict is the key or also acceptable, 0 otherwise (nothing chosen included)."""
    return Fraction(int(verdict == key or verdict in also_ok))


def record_row(
    verdict: str | None,
    card: str | None,
    *,
    key: str,
    also_ok: Collection[str] = (),
    settled_by: Collection[str] = (),
) -> Fraction:
    """1/2 for the verdict and, where it is right, 1/2 for the card that settles it.

    settled_by: ids of the cards that settle the claim, any of them is right; empty when none
    does, and then ``NO_CARD`` is right.
    """
    if not support_row(verdict, key=key, also_ok=also_ok):
        return Fraction(0)
    right_card = card in settled_by if settled_by else card == NO_CARD
    return Fraction(1) if right_card else Fraction(1, 2)


def mean_of_rows(rows: Sequence[Fraction]) -> Fraction:
    """The mean of all rows, 0..1, exact; raises ValueError when there are none."""
    if not rows:
        raise ValueError("a verdict item needs at least one row")
    return sum(rows, Fraction(0)) / len(rows)
