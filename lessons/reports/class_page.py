"""The page of a class: its grid, who needs a look first, its skills, and the sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser

from lessons.reports.class_columns import ClassColumns, Column, Thing, columns_of
from lessons.reports.class_grid import Cell, GridRow, grid_of
from lessons.reports.class_skills import ClassSkill, class_skills
from quizzes.grading.policies import rounded
from rosters.models import Classroom, User

IDLE = timedelta(days=7)
"""Started, and nothing done for so long: stuck (decision 24)."""

FAILS = 2
"""The same check failed so often: stuck (decision 24)."""

LATELY = timedelta(days=14)
"""For so long after its end it is still said who never started something."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a learner is stuck: idle since `since` in something, or a check failed `fails` times."""

    title: str
    since: datetime | None = None
    fails: int = 0


@dataclass(frozen=True, slots=True)
class Stuck:
    """A learner who needs a look, and why."""

    row: GridRow
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class NotStarted:
    """Something that was given to the class, and who has not begun it."""

    thing: Thing
    rows: Sequence[GridRow]
    is_over: bool


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """The foot of a column: how many of the class are done, and the mean of the scores there."""

    done: int
    total: int
    mean: Decimal | None = None
    is_lesson: bool = False


@dataclass(frozen=True, slots=True)
class ClassPage:
    """Everything that the page of a class shows; see `class_page` for its queries."""

    classroom: Classroom
    found: ClassColumns
    rows: Sequence[GridRow]
    stuck: Sequence[Stuck] = field(default_factory=list)
    not_started: Sequence[NotStarted] = field(default_factory=list)
    sums: Sequence[ColumnSum] = field(default_factory=list)
    skills: Sequence[ClassSkill] = field(default_factory=list)

    @property
    def columns(self) -> Sequence[Column]:
        return self.found.columns

    @property
    def is_calm(self) -> bool:
        return not self.stuck and not self.not_started

    @property
    def started(self) -> int:
        """Learners who have begun anything."""
        return sum(any(cell.begun for cell in row.cells) for row in self.rows)

    @property
    def lessons_done(self) -> int:
        return sum(s.done for s in self.sums if s.is_lesson)

    @property
    def lessons_total(self) -> int:
        return sum(s.total for s in self.sums if s.is_lesson)

    @property
    def quizzes_done(self) -> int:
        return sum(s.done for s in self.sums if not s.is_lesson)

    @property
    def quizzes_total(self) -> int:
        return sum(s.total for s in self.sums if not s.is_lesson)

    @property
    def waiting(self) -> int:
        """Cells in which something waits for a person."""
        return sum(cell.waits for row in self.rows for cell in row.cells)

    @property
    def running(self) -> int:
        return sum(cell.running for row in self.rows for cell in row.cells)


def class_page(
    classroom: Classroom,
    user: "User | AnonymousUser",
    *,
    module_id: int | None = None,
    at: datetime,
    with_skills: bool = True,
) -> ClassPage:
    """A class as its teacher sees it, in all that is given to it or in one module.

    Seven queries, whatever the number of learners, quizzes and attempts; six without skills.
    """
    found = columns_of(classroom, user, module_id=module_id)
    rows = grid_of(classroom, found)
    return ClassPage(
        classroom=classroom,
        found=found,
        rows=rows,
        stuck=_stuck(found, rows, at),
        not_started=list(_not_started(found, rows, at)),
        sums=[
            _sum(column, [row.cells[i] for row in rows]) for i, column in enumerate(found.columns)
        ],
        skills=class_skills(classroom, found.collections) if with_skills else [],
    )


def _stuck(found: ClassColumns, rows: Sequence[GridRow], at: datetime) -> Sequence[Stuck]:
    """Who is stuck, the most reasons first."""
    places = _places(found)
    stuck = [Stuck(row, list(_reasons(found, places, row, at))) for row in rows]
    return sorted((s for s in stuck if s.reasons), key=lambda s: -len(s.reasons))


def _places(found: ClassColumns) -> Sequence[Sequence[int]]:
    """For each thing, the places of its columns."""
    places: list[list[int]] = [[] for _thing in found.things]
    for place, column in enumerate(found.columns):
        places[column.thing].append(place)
    return places


def _reasons(
    found: ClassColumns, places: Sequence[Sequence[int]], row: GridRow, at: datetime
) -> Iterator[Reason]:
    for column, cell in zip(found.columns, row.cells, strict=True):
        if column.is_check and cell.fails >= FAILS and not cell.passed:
            yield Reason(column.heading, fails=cell.fails)
    for thing, mine in zip(found.things, places, strict=True):
        if thing.window.is_given and not thing.window.is_open(at):
            continue
        cells = [row.cells[place] for place in mine]
        last = max((cell.last_at for cell in cells if cell.last_at), default=None)
        if last is not None and last <= at - IDLE and not _is_done(found, mine, cells):
            yield Reason(thing.title, since=last)


def _is_done(found: ClassColumns, places: Sequence[int], cells: Sequence[Cell]) -> bool:
    """Every lesson complete and every quiz handed in, at least once, and none running."""
    return all(
        cell.complete if found.columns[place].is_lesson else cell.begun and not cell.running
        for place, cell in zip(places, cells, strict=True)
    )


def _not_started(
    found: ClassColumns, rows: Sequence[GridRow], at: datetime
) -> Iterator[NotStarted]:
    """What is open, or was until lately, and who has begun nothing of it."""
    for thing, places in zip(found.things, _places(found), strict=True):
        over = thing.window.is_over(at)
        lately = over and thing.window.closes_at is not None and (
            thing.window.closes_at > at - LATELY
        )  # fmt: skip
        if not (thing.window.is_open(at) or lately):
            continue
        missing = [row for row in rows if not any(row.cells[p].begun for p in places)]
        if missing and places:
            yield NotStarted(thing, missing, over)


def _sum(column: Column, cells: Sequence[Cell]) -> ColumnSum:
    if column.is_lesson:
        return ColumnSum(sum(cell.complete for cell in cells), len(cells), is_lesson=True)
    scores = [cell.score for cell in cells if cell.score is not None]
    handed_in = sum(cell.score is not None or cell.waits for cell in cells)
    mean = rounded(sum(scores, Decimal(0)) / len(scores)) if scores else None
    return ColumnSum(handed_in, len(cells), mean)
