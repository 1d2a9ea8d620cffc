"""What every grader returns: one outcome, with an exact fraction rounded once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

PLACES = 6
"""Decimal places of a stored fraction."""


class Completion(Enum):
    """Whether a machine could finish the grading."""

    GRADED = "graded"
    NEEDS_MARKING = "needs_marking"


def as_decimal(value: Fraction) -> Decimal:
    """An exact fraction as a Decimal of six places, halves to the even digit (2/3 -> 0.666667)."""
    return Decimal(round(value * 10**PLACES)).scaleb(-PLACES)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of grading one response.

    fraction: 0..1 with at most six decimal places, set exactly when ``completion`` is GRADED;
    detail: small counts for people, such as hits and targets. Raises ValueError otherwise.
    """

    completion: Completion
    fraction: Decimal | None = None
    detail: Mapping[str, int | str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if (self.completion is Completion.GRADED) != (self.fraction is not None):
            raise ValueError("a fraction is set exactly when the outcome is graded")
        if self.fraction is not None and not 0 <= self.fraction <= 1:
            msg = f"a fraction lies between 0 and 1, not {self.fraction}"
            raise ValueError(msg)

    @classmethod
    def graded(cls, fraction: Fraction | int, **detail: int | str) -> "Outcome":
        """A finished outcome; fraction: exact, 0..1; it is rounded here and nowhere else."""
        return cls(Completion.GRADED, as_decimal(Fraction(fraction)), detail)

    @classmethod
    def needs_marking(cls, **detail: int | str) -> "Outcome":
        """An outcome that waits for a person."""
        return cls(Completion.NEEDS_MARKING, None, detail)
