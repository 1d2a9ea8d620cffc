"""The lessons and steps of a release, and how far one learner is with them.

A lesson is complete when its steps are read and its check is passed, or when its completion was
recorded before; what was recorded is never taken back (decision 17).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import Case, TextField, Value, When

from lessons.models import Lesson, Release, Step
from lessons.reports.work import NOTHING, Work
from quizzes.reports import NOT_STARTED, QuizState
from rosters.prepared import Ints, PreparedQuery, Row, Rows


class Standing(Enum):
    """How far a learner is with a lesson."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    COMPLETE = "complete"
    NEW_STEPS = "new-steps"


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in the outline, with what the learner did there.

    number counts from 1 within the lesson; check: her state at the quiz of a check step; prompt:
    only where the outline was asked for the prompts of its lesson.
    """

    slug: str
    key: str
    number: int
    title: str
    kind: str
    purpose: str
    minutes: int
    is_read: bool = False
    check: QuizState | None = None
    quiz_id: int | None = None
    prompt: str = ""

    @property
    def is_done(self) -> bool:
        """Read; of a check, passed."""
        return self.is_read if self.check is None else self.check.passed

    @property
    def is_behind(self) -> bool:
        """Nothing is waiting there: it is done, or it is a check that she passed over."""
        return self.is_read or self.is_done

    @property
    def is_begun(self) -> bool:
        return self.is_behind or (self.check is not None and bool(self.check.attempts))


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in the outline. number counts from 1; completed_at: when it was recorded."""

    slug: str
    number: int
    title: str
    summary: str
    minutes: int
    skills: tuple[str, ...]
    steps: tuple[StepRow, ...]
    completed_at: datetime | None = None

    @property
    def meets_rule(self) -> bool:
        """Every step is read and every check passed, in this release."""
        return bool(self.steps) and all(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.completed_at is not None or self.meets_rule

    @property
    def open_steps(self) -> Sequence[StepRow]:
        return [step for step in self.steps if not step.is_done]

    @property
    def standing(self) -> Standing:
        if self.is_complete:
            return Standing.NEW_STEPS if self.open_steps else Standing.COMPLETE
        begun = any(step.is_begun for step in self.steps)
        return Standing.UNDER_WAY if begun else Standing.NOT_STARTED

    @property
    def resume(self) -> StepRow:
        """Where to go on: the first step that waits, then the check not passed, then the first."""
        waiting = next((step for step in self.steps if not step.is_behind), None)
        return waiting or next(iter(self.open_steps), self.steps[0])

    @property
    def has_check(self) -> bool:
        return any(step.kind == Step.Kind.CHECK for step in self.steps)

    @property
    def read_count(self) -> int:
        return sum(step.is_done for step in self.steps)

    def step(self, slug: str) -> StepRow | None:
        return next((step for step in self.steps if step.slug == slug), None)


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """The step at which a learner goes on."""

    lesson: LessonRow
    step: StepRow


@dataclass(frozen=True, slots=True)
class Outline:
    """A release's lessons with one learner's progress. Lessons without a step are left out."""

    lessons: tuple[LessonRow, ...]
    last_lesson: str = ""
    is_started: bool = False

    @property
    def done(self) -> int:
        return sum(lesson.is_complete for lesson in self.lessons)

    @property
    def total(self) -> int:
        return len(self.lessons)

    @property
    def is_finished(self) -> bool:
        return bool(self.lessons) and self.done == self.total

    @property
    def minutes_left(self) -> int:
        """Minutes of the steps that are not done in lessons that are not complete."""
        return sum(
            step.minutes
            for lesson in self.lessons
            if not lesson.is_complete
            for step in lesson.open_steps
        )

    @property
    def check_ids(self) -> frozenset[int]:
        """Ids of the quizzes that steps name; they stand in their lessons."""
        steps = (step for lesson in self.lessons for step in lesson.steps)
        return frozenset(step.quiz_id for step in steps if step.quiz_id is not None)

    @property
    def skills(self) -> Sequence[str]:
        """What the lessons practise, each once, in order of first use."""
        return list(dict.fromkeys(skill for lesson in self.lessons for skill in lesson.skills))

    @property
    def resume(self) -> ResumePoint | None:
        """Where the learner stopped: in the lesson she read last, else in the next open one.

        None when every lesson is complete.
        """
        at = next((i for i, row in enumerate(self.lessons) if row.slug == self.last_lesson), 0)
        for lesson in (*self.lessons[at:], *self.lessons[:at]):
            if not lesson.is_complete:
                return ResumePoint(lesson, lesson.resume)
        return None

    def lesson(self, slug: str) -> LessonRow | None:
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)

    def after(self, slug: str) -> LessonRow | None:
        """The lesson after this one; None after the last."""
        slugs = [lesson.slug for lesson in self.lessons]
        following = slugs.index(slug) + 1 if slug in slugs else len(slugs)
        return self.lessons[following] if following < len(slugs) else None


def outline_of(release: Release, work: Work, *, prompts_of: str = "") -> Outline:
    """One release with one learner's work. One query.

    prompts_of: slug of the lesson whose prompts come along.
    """
    return _outline(_ROWS.rows(release=release.pk, prompts_of=prompts_of), work)


def outlines_of(releases: Sequence[Release], works: Mapping[int, Work]) -> Mapping[int, Outline]:
    """Outlines by release id; works by module id. One query for all, none without releases.

    Without the skills of the lessons, which lists do not show.
    """
    if not releases:
        return {}
    rows: dict[int, list[Row]] = {release.pk: [] for release in releases}
    for row in _ROWS_OF_SEVERAL.rows(releases=Ints(rows)):
        rows[row[0]].append(row)
    return {
        release.pk: _outline(rows[release.pk], works.get(release.module_id, NOTHING))
        for release in releases
    }


def _step_rows(releases: Iterable[int], prompts_of: str = "", *, skills: bool = False) -> Rows:
    blank = Value("", TextField())
    prompt = Case(When(lesson__slug=Value(prompts_of, TextField()), then="prompt"), default=blank)
    return (
        Step.objects.filter(lesson__release__in=releases)
        .order_by("lesson__position", "lesson_id", "position", "id")
        .values_list(
            "lesson__release_id",
            "lesson__slug",
            "lesson__title",
            "lesson__summary",
            "lesson__minutes",
            "lesson__skills" if skills else blank,
            "slug",
            "title",
            "kind",
            "purpose",
            "minutes",
            "quiz_id",
            "quiz__counts",
            "quiz__pass_percent",
            prompt,
        )
    )


def _rows_of_one(release: int, prompts_of: str) -> Rows:
    return _step_rows([release], prompts_of, skills=True)


_ROWS_OF_SEVERAL = PreparedQuery(_step_rows, {"releases": Ints})
_ROWS = PreparedQuery(_rows_of_one, {"release": int, "prompts_of": str})


def _outline(rows: Iterable[Row], work: Work) -> Outline:
    by_lesson: dict[str, list[Row]] = {}
    for row in rows:
        by_lesson.setdefault(row[1], []).append(row)
    lessons = tuple(
        _lesson(number, lesson_rows, work)
        for number, lesson_rows in enumerate(by_lesson.values(), start=1)
    )
    return Outline(lessons, last_lesson=_last_lesson(work), is_started=work.is_started)


def _lesson(number: int, rows: Sequence[Row], work: Work) -> LessonRow:
    _release, slug, title, summary, minutes, skills, *_step = rows[0]
    return LessonRow(
        slug=slug,
        number=number,
        title=title,
        summary=summary,
        minutes=minutes,
        skills=tuple(skills),
        steps=tuple(_step_row(place, row, work) for place, row in enumerate(rows, start=1)),
        completed_at=work.completed.get(slug),
    )


def _step_row(number: int, row: Row, work: Work) -> StepRow:
    lesson = row[1]
    slug, title, kind, purpose, minutes, quiz_id, counts, pass_percent, prompt = row[6:]
    check = None
    if quiz_id is not None:
        check = (
            work.state_by(quiz_id, counts=counts, pass_percent=pass_percent)
            if quiz_id in work.attempts
            else NOT_STARTED
        )
    key = f"{lesson}/{slug}"
    return StepRow(
        slug, key, number, title, kind, purpose, minutes, key in work.read, check, quiz_id, prompt
    )


def _last_lesson(work: Work) -> str:
    """The lesson of the step that was read last."""
    if not work.read:
        return ""
    key = max(work.read, key=lambda key: work.read[key])
    return key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class LessonSummary:
    """A lesson as the catalogue needs it of a module that nobody has begun."""

    slug: str
    title: str
    minutes: int
    skills: tuple[str, ...]


def lesson_summaries(releases: Sequence[Release]) -> Mapping[int, Sequence[LessonSummary]]:
    """Lessons by release id. One query for all, none without releases."""
    if not releases:
        return {}
    found: dict[int, list[LessonSummary]] = {release.pk: [] for release in releases}
    for release_id, slug, title, minutes, skills in _LESSONS.rows(releases=Ints(found)):
        found[release_id].append(LessonSummary(slug, title, minutes, tuple(skills)))
    return found


def _lessons(releases: Sequence[int]) -> Rows:
    lessons = Lesson.objects.filter(release__in=releases).order_by("position", "id")
    return lessons.values_list("release_id", "slug", "title", "minutes", "skills")


_LESSONS = PreparedQuery(_lessons, {"releases": Ints})
