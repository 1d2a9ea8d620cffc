"""How far each learner of a class is with each lesson and quiz: one pass over slim rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, StrIndex, Substr
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lessons.models import LessonCompletion, StepCompletion
from lessons.reports.class_columns import ClassColumns, Column
from quizzes.grading.policies import Counts, counted_score, passes
from quizzes.models import Attempt, Response
from rosters.models import Classroom, Enrollment, Role, User
from rosters.reports import names_apart

ROWS_AT_A_TIME = 2000
"""How many attempts are held at once while they are added up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one learner stands with one lesson or quiz.

    A lesson: done of total steps, complete once it was recorded or its rule is met. A quiz: the
    raw score that stands by its rule, in points of `possible`; fails counts graded attempts below
    the pass mark; attempt: id of the newest one. last_at: when she last did something there.
    """

    begun: bool = False
    complete: bool = False
    done: int = 0
    total: int = 0
    score: Decimal | None = None
    possible: Decimal | None = None
    passed: bool = False
    running: bool = False
    waits: bool = False
    fails: int = 0
    attempt: int | None = None
    last_at: datetime | None = None

    @property
    def is_lesson(self) -> bool:
        return self.total > 0

    @property
    def is_below(self) -> bool:
        """A score stands, and it does not pass."""
        return self.score is not None and not self.passed

    @property
    def score_words(self) -> str:
        """“7.5 of 10”, empty without a score."""
        if self.score is None or self.possible is None:
            return ""
        return _("%(score)s of %(possible)s") % {
            "score": plain(self.score),
            "possible": plain(self.possible),
        }

    @property
    def words(self) -> str:
        """The cell in words: what a screen reader hears, and what the file for download holds."""
        return ", ".join(self.parts)

    @property
    def parts(self) -> Sequence[str]:
        if self.complete:
            return [_("complete")]
        if not self.begun:
            return [_("not started")]
        if self.is_lesson:
            return [_("read %(done)d of %(total)d") % {"done": self.done, "total": self.total}]
        signs = (
            (bool(self.score_words), self.score_words),
            (self.is_below, _("not passed")),
            (self.running, _("under way")),
            (self.waits, _("waits for a person")),
        )
        return [words for is_so, words in signs if is_so]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A learner with her cells, in the order of the columns. name: as no other row is called."""

    learner_id: int
    name: str
    cells: Sequence[Cell]


@dataclass(slots=True)
class _Tally:
    """One learner's attempts at one quiz, while they are added up."""

    graded: list[tuple[int, Decimal, Decimal]] = field(default_factory=list)
    newest: int = 0
    running: bool = False
    waits: bool = False
    fails: int = 0
    last_at: datetime | None = None


@dataclass(slots=True)
class _Read:
    """What one learner did in one lesson, while it is put together."""

    steps: int = 0
    complete: bool = False
    last_at: datetime | None = None


def grid_of(classroom: Classroom, found: ClassColumns) -> Sequence[GridRow]:
    """A row for each learner of the class, by name. Three queries, fewer without columns.

    Previews and attempts that were set aside stand nowhere; guests are in no class.
    """
    learners = _learners(classroom)
    names = names_apart(learners)
    reads = _reads(classroom, found.columns)
    tallies = _tallies(classroom, found.columns)
    passed = _passed(found.columns, tallies)
    return [
        GridRow(
            learner_id=learner.pk,
            name=names[learner.pk],
            cells=[
                _lesson_cell(column, learner.pk, reads, passed)
                if column.is_lesson
                else _quiz_cell(column, tallies.get((learner.pk, place)))
                for place, column in enumerate(found.columns)
            ],
        )
        for learner in learners
    ]


def plain(score: Decimal) -> str:
    """7.50 as “7.5”, 8.00 as “8”, in the language's own way."""
    return _plain(get_language() or "", score)


@lru_cache(maxsize=4096)
def _plain(_language: str, score: Decimal) -> str:
    places = max(0, -int(score.normalize().as_tuple().exponent))
    return str(number_format(score, decimal_pos=places))


def learner_ids(classroom: Classroom) -> "QuerySet[Enrollment, int]":
    """The learners of a class, as a condition in another query."""
    return (
        Enrollment.objects.filter(classroom=classroom, role=Enrollment.Role.LEARNER)
        .exclude(user__role=Role.GUEST)
        .values_list("user_id", flat=True)
    )


def _learners(classroom: Classroom) -> list[User]:
    found = User.objects.filter(pk__in=learner_ids(classroom)).only(
        "display_name", "username", "erased_at", "role"
    )
    return sorted(found, key=lambda learner: learner.name_order)


def _reads(classroom: Classroom, columns: Sequence[Column]) -> Mapping[tuple[int, int, str], _Read]:
    """By learner, module and lesson. One query: the database counts the steps."""
    lessons = [column for column in columns if column.is_lesson]
    if not lessons:
        return {}
    found: dict[tuple[int, int, str], _Read] = {}
    for learner, module, lesson, count, at in _read_rows(classroom, lessons):
        read = found.setdefault((learner, module, lesson), _Read())
        if count is None:
            read.complete = True
        else:
            read.steps = count
        read.last_at = _later(read.last_at, at)
    return found


def _read_rows(classroom: Classroom, lessons: Sequence[Column]) -> Iterable[tuple[Any, ...]]:
    """Steps read, counted by lesson, and lessons completed (with no count), as one UNION."""
    learners = learner_ids(classroom)
    keys: dict[int, list[str]] = {}
    for column in lessons:
        keys.setdefault(column.module_id or 0, []).extend(column.steps)
    here = Q()
    for module, steps in keys.items():
        here |= Q(module=module, step_key__in=steps)
    before_slash = StrIndex("step_key", Value("/")) - 1
    read = (
        StepCompletion.objects.filter(here, learner__in=learners)
        .order_by()
        .annotate(lesson=Substr("step_key", 1, before_slash, output_field=CharField()))
        .values_list("learner_id", "module_id", "lesson")
        .annotate(count=Count("pk"), at=Max("completed_at"))
    )
    complete = (
        LessonCompletion.objects.filter(module__in=list(keys), learner__in=learners)
        .order_by()
        .annotate(count=Value(None, IntegerField()))
        .values_list("learner_id", "module_id", "lesson_slug", "count", "completed_at")
    )
    return read.union(complete, all=True)


def _tallies(classroom: Classroom, columns: Sequence[Column]) -> Mapping[tuple[int, int], _Tally]:
    """By learner and place of the column. One query, read in parts."""
    assigned = {c.assignment_id: place for place, c in enumerate(columns) if c.assignment_id}
    free = {c.quiz_id: place for place, c in enumerate(columns) if c.counts_free}
    quizzes = sorted({c.quiz_id for c in columns if c.quiz_id is not None})
    if not quizzes:
        return {}
    found: dict[tuple[int, int], _Tally] = {}
    for row in _attempts(classroom, quizzes).iterator(chunk_size=ROWS_AT_A_TIME):
        learner, quiz, assignment, *attempt = row
        place = free.get(quiz) if assignment is None else assigned.get(assignment)
        if place is not None:
            tally = found.setdefault((learner, place), _Tally())
            _add(tally, columns[place].pass_percent, *attempt)
    return found


def _attempts(classroom: Classroom, quizzes: Sequence[int]) -> "QuerySet[Attempt, tuple[Any, ...]]":
    """Attempts that count, in the order in which they were made.

    Of a running one, the last save is when something was done there last.
    """
    saved = (
        Response.objects.filter(attempt=OuterRef("pk"))
        .order_by()
        .values("attempt")
        .annotate(at=Max("saved_at"))
        .values("at")
    )
    running = When(status=Attempt.Status.IN_PROGRESS, then=Subquery(saved))
    last_save = Case(running, default=None, output_field=DateTimeField())
    return (
        Attempt.objects.taken()
        .filter(learner__in=learner_ids(classroom), quiz__in=quizzes)
        .order_by("pk")
        .values_list(
            "learner_id",
            "quiz_id",
            "assignment_id",
            "pk",
            "status",
            "score",
            "max_score",
            Coalesce("submitted_at", last_save, "started_at"),
        )
    )


def _add(
    tally: _Tally,
    pass_percent: int,
    attempt: int,
    status: str,
    score: Decimal | None,
    possible: Decimal,
    at: datetime,
) -> None:
    tally.newest = attempt
    tally.last_at = _later(tally.last_at, at)
    if status == Attempt.Status.IN_PROGRESS:
        tally.running = True
    elif status == Attempt.Status.SUBMITTED:
        tally.waits = True
    elif score is not None:
        tally.graded.append((attempt, score, possible))
        tally.fails += not passes(score, possible=possible, pass_percent=pass_percent)


def _quiz_cell(column: Column, tally: _Tally | None) -> Cell:
    """The same sum as `quizzes.reports.state_of`, from what the grid keeps."""
    if tally is None:
        return NOT_BEGUN
    score = counted_score([score for _pk, score, _of in tally.graded], Counts(column.counts))
    possible = tally.graded[-1][2] if tally.graded else None
    return Cell(
        begun=True,
        score=score,
        possible=possible,
        passed=score is not None
        and possible is not None
        and passes(score, possible=possible, pass_percent=column.pass_percent),
        running=tally.running,
        waits=tally.waits,
        fails=tally.fails,
        attempt=tally.newest,
        last_at=tally.last_at,
    )


NOT_BEGUN = Cell()


def _passed(
    columns: Sequence[Column], tallies: Mapping[tuple[int, int], _Tally]
) -> frozenset[tuple[int, int]]:
    """Who passed which check of a lesson: learner and quiz."""
    checks = {quiz for column in columns for quiz in column.checks}
    return frozenset(
        (learner, columns[place].quiz_id or 0)
        for (learner, place), tally in tallies.items()
        if columns[place].quiz_id in checks and _quiz_cell(columns[place], tally).passed
    )


def _lesson_cell(
    column: Column,
    learner: int,
    reads: Mapping[tuple[int, int, str], _Read],
    passed: frozenset[tuple[int, int]],
) -> Cell:
    read = reads.get((learner, column.module_id or 0, column.lesson))
    checks = sum((learner, quiz) in passed for quiz in column.checks)
    steps = read.steps if read else 0
    done = min(steps, len(column.steps)) + checks
    return Cell(
        begun=done > 0 or (read is not None and read.complete),
        complete=(read is not None and read.complete) or (done == column.total and done > 0),
        done=done,
        total=column.total,
        last_at=read.last_at if read else None,
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)
