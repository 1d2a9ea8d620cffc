"""A rubric: the criteria that a person looks at, and what the levels reached come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at, with its weight and a sentence for each level from 0 up."""

    id: str
    name: str
    weight: int
    levels: tuple[str, ...]

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.levels) - 1


class LevelsUnlikeRubric(ValueError):
    """A criterion without a level, one that the rubric does not have, or a level outside it."""


def rubric_fraction(criteria: Sequence[Criterion], levels: Mapping[str, int]) -> Fraction:
    """The weighted mean of level ÷ top level over all criteria, 0..1, exact.

    levels: the level reached, from 0, by the criterion's id; each criterion has exactly one.
    Raises LevelsUnlikeRubric otherwise, and ValueError for a rubric without criteria.
    """
    if not criteria:
        raise ValueError("a rubric needs at least one criterion")
    if {criterion.id for criterion in criteria} != set(levels):
        raise LevelsUnlikeRubric(sorted(levels))
    for criterion in criteria:
        if not 0 <= levels[criterion.id] <= criterion.top:
            raise LevelsUnlikeRubric(criterion.id, levels[criterion.id])
    earned = sum(
        (
            criterion.weight * Fraction(levels[criterion.id], criterion.top)
            for criterion in criteria
        ),
        Fraction(0),
    )
    return earned / sum(criterion.weight for criterion in criteria)


def share_of(criteria: Sequence[Criterion], criterion: Criterion, level: int) -> Fraction:
    """What one level of one criterion adds to the fraction, 0..1, exact."""
    total = sum(each.weight for each in criteria)
    return criterion.weight * Fraction(level, criterion.top) / total
