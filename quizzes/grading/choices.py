"""Credit for choosing among given answers. All fractions are exact and lie between 0 and 1."""

from collections.abc import Set as AbstractSet
from fractions import Fraction

CARD_SHARE = Fraction(2, 3)
"""Evidence choice: what the right card earns; the stance earns the rest."""


def one_best(chosen: str, key: str) -> Fraction:
    """1 for the key, 0 for anything else."""
    return Fraction(int(chosen == key))


def several(
    chosen: AbstractSet[str], *, key: AbstractSet[str], options: AbstractSet[str]
) -> Fraction:
    """Share of the key chosen less the share of the other options chosen, never below 0.

    chosen: option ids, unknown ones are ignored; key: at least one id, a part of ``options``.
    max(0, hits / |key| - wrong / |others|); where every option belongs to the key nothing can be
    wrongly chosen. Choosing all earns 0, unless there is nothing wrong to choose.
    Raises ValueError for an empty key.
    """
    if not key:
        raise ValueError("a multiple response needs at least one right option")
    others = options - key
    hits = Fraction(len(chosen & key), len(key))
    wrong = Fraction(len(chosen & others), len(others)) if others else Fraction(0)
    return max(Fraction(0), hits - wrong)


def share_right(right: int, total: int) -> Fraction:
    """Right parts of all parts (pairs, gaps); raises ValueError unless 0 <= right <= total."""
    if total < 1 or not 0 <= right <= total:
        msg = f"{right} of {total} is not a share"
        raise ValueError(msg)
    return Fraction(right, total)


def evidence(*, card_is_right: bool, stance_is_right: bool) -> Fraction:
    """2/3 for the card and 1/3 for its stance; the stance counts only with the right card."""
    if not card_is_right:
        return Fraction(0)
    return Fraction(1) if stance_is_right else CARD_SHARE
