"""How sure an estimate is."""

from math import sqrt

Z_95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95 % interval."""


def wilson(mean: float, count: int, *, z: float = Z_95) -> tuple[float, float]:
    """Wilson score interval of a proportion; both ends inside 0..1.

    mean: observed proportion 0..1 (fractions may be averaged); count: observations, >= 1.
    Raises ValueError otherwise. Source: Wilson 1927, JASA 22.
    """
    if count < 1 or not 0 <= mean <= 1:
        raise ValueError("an interval needs a mean between 0 and 1 and at least one observation")
    weight = z * z / count
    centre = (mean + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(mean * (1 - mean) / count + weight / (4 * count))
    return max(0.0, centre - half), min(1.0, centre + half)
