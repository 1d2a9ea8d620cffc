"""What a class has before it, as the columns of its grid: lessons and quizzes, in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _

from lessons.models import Module, Release, Step
from lessons.permissions import assignable_modules
from quizzes.models import Assignment
from quizzes.models.quizzes import Purpose
from rosters.models import Classroom, User


@dataclass(frozen=True, slots=True)
class Window:
    """When something is open. closes_at: None for no end; given: whether it was assigned at all."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        return self.opens_at is not None

    def is_open(self, at: datetime) -> bool:
        begun = self.opens_at is not None and self.opens_at <= at
        return begun and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= at


@dataclass(frozen=True, slots=True)
class ModuleOption:
    """A module that may be looked at: those given to the class, and others that are published.

    given_id: of the ModuleAssignment that stands; release_id: None when none is published.
    """

    id: int
    slug: str
    title: str
    collection_id: int
    release_id: int | None
    given_id: int | None
    window: Window


@dataclass(frozen=True, slots=True)
class GivenQuiz:
    """An assignment that stands. given_id: of the module assignment above it, if there is one."""

    id: int
    quiz_id: int
    title: str
    purpose: str
    counts: str
    pass_percent: int
    collection_id: int
    window: Window
    given_id: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A lesson or a quiz of the grid.

    thing: what it belongs to, a number in `ClassColumns.things`; steps: keys of the steps that are
    read, checks: ids of the quizzes that are passed, before a lesson is complete. A quiz column
    counts the attempts of its assignment, and with `counts_free` those without one.
    """

    heading: str
    thing: int
    window: Window
    module_id: int | None = None
    lesson: str = ""
    steps: tuple[str, ...] = ()
    checks: tuple[int, ...] = ()
    quiz_id: int | None = None
    assignment_id: int | None = None
    counts: str = "best"
    pass_percent: int = 0
    is_check: bool = False
    counts_free: bool = False

    @property
    def is_lesson(self) -> bool:
        return self.quiz_id is None

    @property
    def total(self) -> int:
        """Steps of a lesson."""
        return len(self.steps) + len(self.checks)


@dataclass(frozen=True, slots=True)
class Thing:
    """A module or a single quiz that was given to the class; width: how many columns it has."""

    title: str
    window: Window
    module_slug: str = ""
    given_id: int | None = None
    assignment_id: int | None = None
    width: int = 0


@dataclass(frozen=True, slots=True)
class ClassColumns:
    """What the grid shows. chosen: the one module that was asked for, None for all that is given"""

    things: Sequence[Thing]
    columns: Sequence[Column]
    options: Sequence[ModuleOption]
    chosen: ModuleOption | None = None
    collections: frozenset[int] = field(default_factory=frozenset)

    @property
    def has_modules(self) -> bool:
        return any(thing.module_slug for thing in self.things)


def columns_of(
    classroom: Classroom, user: "User | AnonymousUser", *, module_id: int | None = None
) -> ClassColumns:
    """The columns of a class: all that is given to it, or one module. Three queries.

    module_id: a module that stands in `options`; any other is as none.
    """
    options = _options(classroom, user)
    given = _given_quizzes(classroom)
    chosen = next((option for option in options if option.id == module_id), None)
    shown = [chosen] if chosen else [option for option in options if option.given_id]
    steps = _steps([option.release_id for option in shown if option.release_id])
    builder = _Builder()
    taken: set[int] = set()
    for option in shown:
        below = [
            quiz
            for quiz in given
            if (quiz.collection_id == option.collection_id if chosen
                else quiz.given_id is not None and quiz.given_id == option.given_id)
        ]  # fmt: skip
        taken.update(quiz.id for quiz in below)
        builder.add_module(option, steps.get(option.release_id or 0, []), below)
    if chosen is None:
        for quiz in given:
            if quiz.id not in taken:
                builder.add_quiz(quiz)
    shelves = {option.collection_id for option in shown}
    shelves |= {quiz.collection_id for quiz in given} if chosen is None else set()
    return ClassColumns(builder.things, builder.columns, options, chosen, frozenset(shelves))


class _Builder:
    """Puts columns behind one another."""

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self.columns: list[Column] = []

    def add_module(
        self, option: ModuleOption, steps: Sequence[tuple[Any, ...]], below: Sequence[GivenQuiz]
    ) -> None:
        """Its lessons, each with its checks behind it, then its other quizzes."""
        start, number = len(self.columns), len(self.things)
        by_lesson: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
        for _release, lesson, title, *step in steps:
            by_lesson.setdefault((lesson, title), []).append(tuple(step))
        in_lessons: set[int] = set()
        for place, ((lesson, title), found) in enumerate(by_lesson.items(), start=1):
            checks = {each[2]: each for each in found if each[2] is not None}
            in_lessons.update(checks)
            self.columns.append(
                Column(
                    heading=_("Lesson %(number)d: %(title)s") % {"number": place, "title": title},
                    thing=number,
                    window=option.window,
                    module_id=option.id,
                    lesson=lesson,
                    steps=tuple(f"{lesson}/{each[0]}" for each in found if each[2] is None),
                    checks=tuple(checks),
                )
            )
            for quiz_id, check in checks.items():
                assigned = [quiz for quiz in below if quiz.quiz_id == quiz_id]
                self.columns += [_quiz_column(q, number, counts_free=True) for q in assigned[:1]]
                self.columns += [_quiz_column(q, number) for q in assigned[1:]]
                if not assigned:
                    self.columns.append(_free_column(check, number, option.window))
        self.columns += [
            _quiz_column(quiz, number) for quiz in below if quiz.quiz_id not in in_lessons
        ]
        thing = Thing(option.title, option.window, option.slug, given_id=option.given_id)
        self.things.append(replace(thing, width=len(self.columns) - start))

    def add_quiz(self, quiz: GivenQuiz) -> None:
        """A quiz that was given by itself."""
        self.columns.append(_quiz_column(quiz, len(self.things)))
        self.things.append(Thing(quiz.title, quiz.window, assignment_id=quiz.id, width=1))


def _quiz_column(quiz: GivenQuiz, thing: int, *, counts_free: bool = False) -> Column:
    return Column(
        heading=quiz.title,
        thing=thing,
        window=quiz.window,
        quiz_id=quiz.quiz_id,
        assignment_id=quiz.id,
        counts=quiz.counts,
        pass_percent=quiz.pass_percent,
        is_check=quiz.purpose == Purpose.CHECK,
        counts_free=counts_free,
    )


def _free_column(step: tuple[Any, ...], thing: int, window: Window) -> Column:
    """A check of a lesson that nobody assigned."""
    _slug, _kind, quiz_id, title, counts, pass_percent = step
    return Column(
        heading=title,
        thing=thing,
        window=window,
        quiz_id=quiz_id,
        counts=counts,
        pass_percent=pass_percent,
        is_check=True,
        counts_free=True,
    )


def _options(classroom: Classroom, user: "User | AnonymousUser") -> list[ModuleOption]:
    """Modules given to the class, what closes first in front, then others that are published."""
    modules = Module.objects.annotate(
        shown=FilteredRelation("releases", condition=Q(releases__status=Release.Status.PUBLISHED)),
        given=FilteredRelation(
            "assignments",
            condition=Q(assignments__classroom=classroom, assignments__withdrawn_at=None),
        ),
    )
    here = Q(pk__in=assignable_modules(user).order_by().values("pk"), shown__isnull=False)
    rows = (
        modules.filter(here | Q(given__isnull=False))
        .order_by(
            F("given__closes_at").asc(nulls_last=True),
            F("given__id").asc(nulls_last=True),
            "position",
            "title",
            "pk",
        )
        .values_list(
            "pk", "slug", "title", "collection_id", "shown__id", "given__id",
            "given__opens_at", "given__closes_at",
        )
    )  # fmt: skip
    return [
        ModuleOption(pk, slug, title, shelf, release, given, Window(opens_at, closes_at))
        for pk, slug, title, shelf, release, given, opens_at, closes_at in rows
    ]


def _given_quizzes(classroom: Classroom) -> list[GivenQuiz]:
    rows = (
        Assignment.objects.standing()
        .filter(classroom=classroom)
        .order_by(F("closes_at").asc(nulls_last=True), "pk")
        .values_list(
            "pk", "quiz_id", "quiz__title", "quiz__purpose", "quiz__counts",
            "quiz__pass_percent", "quiz__collection_id", "module_assignments__id",
            "opens_at", "closes_at",
        )
    )  # fmt: skip
    return [
        GivenQuiz(pk, quiz, title, purpose, counts, mark, shelf, Window(opens_at, closes_at), given)
        for pk, quiz, title, purpose, counts, mark, shelf, given, opens_at, closes_at in rows
    ]


def _steps(releases: Iterable[int]) -> Mapping[int, list[tuple[Any, ...]]]:
    """Steps by release id: lesson, its title, step, kind, and the quiz of a check."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    rows = (
        Step.objects.filter(lesson__release__in=list(releases))
        .order_by("lesson__position", "lesson_id", "position", "id")
        .values_list(
            "lesson__release_id", "lesson__slug", "lesson__title", "slug", "kind",
            "quiz_id", "quiz__title", "quiz__counts", "quiz__pass_percent",
        )
    )  # fmt: skip
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found
