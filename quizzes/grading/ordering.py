"""Credit for putting things in order."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations


def concordance(placed: Sequence[str], right: Sequence[str]) -> Fraction:
    """How well two orders agree, 0..1: max(0, (agreeing pairs - disagreeing pairs) / pairs).

    placed, right: the same ids, at least two; ids that ``right`` does not hold are passed over,
    ids that ``placed`` lacks make no agreeing pair. A random order earns as many agreeing as
    disagreeing pairs. Source: Kendall 1938, rank correlation tau, cut off at 0.
    """
    if len(right) < 2:
        raise ValueError("an order needs at least two things")
    rank = {entry: place for place, entry in enumerate(right)}
    known = [rank[entry] for entry in dict.fromkeys(placed) if entry in rank]
    balance = sum(1 if first < second else -1 for first, second in combinations(known, 2))
    pairs = len(right) * (len(right) - 1) // 2
    return max(Fraction(0), Fraction(balance, pairs))
