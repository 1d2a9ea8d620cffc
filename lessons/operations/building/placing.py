"""The order of lessons and steps after a build."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from lessons.models import Lesson, Release, Step
from lessons.operations.building.comparing import Change, What
from lessons.operations.building.parts import Kind, PlannedPart

_Placed = TypeVar("_Placed", Lesson, Step)


def put_in_order(
    release: Release, planned: Sequence[PlannedPart], changes: Sequence[Change]
) -> None:
    """Give new lessons and steps their places; where nothing is new, a person's order stays.

    What a person added stays behind the one that it stood behind.
    """
    new = {change.key for change in changes if change.what == What.ADDED}
    lessons = list(release.lessons.prefetch_related("steps"))
    wanted = [part.slug for part in planned if part.kind == Kind.LESSON]
    if any(kind == Kind.LESSON for kind, _slug in new):
        _renumber(Lesson, lessons, {slug: at for at, slug in enumerate(wanted)})
    for lesson in lessons:
        steps = [
            part.slug.partition("/")[2]
            for part in planned
            if part.kind == Kind.STEP and part.slug.startswith(f"{lesson.slug}/")
        ]
        if any((Kind.STEP, f"{lesson.slug}/{slug}") in new for slug in steps):
            _renumber(Step, list(lesson.steps.all()), {slug: at for at, slug in enumerate(steps)})


def _renumber(model: type[_Placed], rows: Sequence[_Placed], wanted: Mapping[str, int]) -> None:
    """Positions 1, 2 … : planned rows in the planned order, others behind their forerunner."""
    order: dict[int, tuple[int, int]] = {}
    anchor = -1
    for place, row in enumerate(rows):
        if row.slug in wanted:
            anchor = wanted[row.slug]
            order[row.pk] = (anchor, 0)
        else:
            order[row.pk] = (anchor, place + 1)
    for position, row in enumerate(sorted(rows, key=lambda row: order[row.pk]), start=1):
        row.position = position
    model._default_manager.bulk_update(rows, ["position"])
