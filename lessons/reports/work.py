"""What one learner did in a module: steps read, lessons completed, notes, attempts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, DecimalField, IntegerField, Value
from django.db.models.functions import Coalesce

from lessons.models import LessonCompletion, Module, ModuleAssignment, StepCompletion, StepNote
from quizzes.models import Assignment, Attempt, Quiz
from quizzes.reports import NOT_STARTED, QuizState, state_of
from rosters.models import User
from rosters.prepared import Ints, PreparedQuery, Rows

_NO_TEXT = Value("", CharField())
_NO_NUMBER = Value(None, IntegerField())
_NO_POINTS = Value(None, DecimalField())
# What the other parts of the UNION have in the columns of an attempt alone.
_NO_ATTEMPT = (_NO_NUMBER, _NO_NUMBER, _NO_NUMBER, _NO_NUMBER, _NO_POINTS, _NO_POINTS)


@dataclass(frozen=True, slots=True)
class Note:
    """What the learner wrote under a prompt."""

    text: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """One learner's work in one module.

    read: when each step was read, by step key; completed: when each lesson was, by slug; notes by
    step key; attempts by quiz id. ends: when each open assignment of the module to a class of hers
    closes; given: the open assignment below it by quiz id.
    """

    read: dict[str, datetime] = field(default_factory=dict)
    completed: dict[str, datetime] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    attempts: dict[int, list[Attempt]] = field(default_factory=dict)
    ends: list[datetime | None] = field(default_factory=list)
    given: dict[int, int] = field(default_factory=dict)

    @property
    def is_given(self) -> bool:
        """Whether a class of the learner has the module before it now."""
        return bool(self.ends)

    @property
    def closes_at(self) -> datetime | None:
        """When that ends first; None without an end."""
        return min((end for end in self.ends if end is not None), default=None)

    @property
    def is_started(self) -> bool:
        return bool(self.read or self.completed or self.attempts)

    def state(self, quiz: Quiz) -> QuizState:
        """Where the learner stands with a quiz, by the quiz's own rules. No query."""
        return self.state_by(quiz.pk, counts=quiz.counts, pass_percent=quiz.pass_percent)

    def assignment_of(self, quiz: Quiz) -> int | None:
        """The assignment under which a check of the module is taken; None for none.

        What she had begun without it she finishes first.
        """
        attempts = self.attempts.get(quiz.pk, [])
        if any(a.is_open and a.assignment_id is None for a in attempts):
            return None
        return self.given.get(quiz.pk)

    def own_state(self, quiz: Quiz, assignment: int | None = None) -> QuizState:
        """The same of the attempts under one assignment, or of those without any. No query."""
        own = [a for a in self.attempts.get(quiz.pk, []) if a.assignment_id == assignment]
        if not own:
            return NOT_STARTED
        return state_of(own, rules={"counts": quiz.counts, "pass_percent": quiz.pass_percent})

    def state_by(self, quiz_id: int, *, counts: str, pass_percent: int) -> QuizState:
        """The same for a quiz of which only id and rules are known. No query."""
        attempts = self.attempts.get(quiz_id)
        if not attempts:
            return NOT_STARTED
        return state_of(attempts, rules={"counts": counts, "pass_percent": pass_percent})


NOTHING = Work()


def work_in(
    module: Module, user: "User | AnonymousUser", *, notes_of_lesson: str | None = None
) -> Work:
    """One learner's work in one module. One query, none for a visitor without a row.

    notes_of_lesson: slug of the lesson whose notes come along; without it, none do.
    """
    if not isinstance(user, User):
        return NOTHING
    here = {"learner": user.pk, "module": module.pk, "collection": module.collection_id}
    if notes_of_lesson is None:
        rows = _WORK.rows(**here)
    else:
        rows = _WORK_WITH_NOTES.rows(**here, lesson=f"{notes_of_lesson}/")
    if not rows:
        return NOTHING
    work = Work()
    for row in rows:
        _sort_in(work, row)
    return work


def works_in(modules: Sequence[Module], user: "User | AnonymousUser") -> Mapping[int, Work]:
    """Work by module id, without notes, for the modules in which there is any. One query."""
    if not isinstance(user, User) or not modules:
        return {}
    by_collection = {module.collection_id: module.pk for module in modules}
    ids = list(by_collection.values())
    works: dict[int, Work] = {}
    for row in _WORKS.rows(learner=user.pk, modules=Ints(ids), collections=Ints(by_collection)):
        module_id = by_collection[row[1]] if row[0] == "attempt" else row[1]
        _sort_in(works.setdefault(module_id, Work()), row)
    return works


def _sort_in(work: Work, row: tuple[Any, ...]) -> None:
    kind, _place, key, at, text, quiz_id, attempt_id, assignment_id, number, score, possible = row
    if kind == "step":
        work.read[key] = at
    elif kind == "lesson":
        work.completed[key] = at
    elif kind == "note":
        work.notes[key] = Note(text, at)
    elif kind == "given" and quiz_id is None:
        work.ends.append(at)
    elif kind == "given":
        work.given[quiz_id] = assignment_id
    else:
        work.attempts.setdefault(quiz_id, []).append(
            Attempt(
                pk=attempt_id,
                quiz_id=quiz_id,
                assignment_id=assignment_id,
                number=number,
                status=key,
                submitted_at=None if key == Attempt.Status.IN_PROGRESS else at,
                started_at=at,
                score=score,
                max_score=possible,
            )
        )


def _attempts(learner: int, collections: Iterable[int]) -> Rows:
    found = Attempt.objects.taken().filter(learner_id=learner, quiz__collection__in=collections)
    return found.order_by().values_list(
        Value("attempt", CharField()),
        "quiz__collection_id",
        "status",
        Coalesce("submitted_at", "started_at"),
        _NO_TEXT,
        "quiz_id",
        "pk",
        "assignment_id",
        "number",
        "score",
        "max_score",
    )


def _steps(learner: int, modules: Iterable[int]) -> Rows:
    found = StepCompletion.objects.filter(learner_id=learner, module_id__in=modules)
    return found.order_by().values_list(
        Value("step", CharField()), "module_id", "step_key", "completed_at", _NO_TEXT, *_NO_ATTEMPT
    )


def _lessons(learner: int, modules: Iterable[int]) -> Rows:
    found = LessonCompletion.objects.filter(learner_id=learner, module_id__in=modules)
    return found.order_by().values_list(
        Value("lesson", CharField()),
        "module_id",
        "lesson_slug",
        "completed_at",
        _NO_TEXT,
        *_NO_ATTEMPT,
    )


def _notes(learner: int, module: int, lesson: str) -> Rows:
    # As an expression, so that the database escapes it and the text stays a parameter.
    beginning = Value(lesson, CharField())
    found = StepNote.objects.filter(
        learner_id=learner, module_id=module, step_key__startswith=beginning
    )
    return found.order_by().values_list(
        Value("note", CharField()), "module_id", "step_key", "updated_at", "text", *_NO_ATTEMPT
    )


def _given(learner: int, module: int) -> Rows:
    """The module, where a class of the learner has it before it: when that closes."""
    found = ModuleAssignment.objects.open().for_learner(User(pk=learner)).filter(module=module)
    return found.order_by().values_list(
        Value("given", CharField()), "module_id", _NO_TEXT, "closes_at", _NO_TEXT, *_NO_ATTEMPT
    )


def _given_quizzes(learner: int, module: int) -> Rows:
    """The open assignments below it, each with its quiz."""
    found = (
        Assignment.objects.open()
        .for_learner(User(pk=learner))
        .filter(module_assignments__module=module, module_assignments__withdrawn_at=None)
    )
    return found.order_by().values_list(
        Value("given", CharField()),
        "module_assignments__module_id",
        _NO_TEXT,
        "closes_at",
        _NO_TEXT,
        "quiz_id",
        _NO_NUMBER,
        "pk",
        _NO_NUMBER,
        _NO_POINTS,
        _NO_POINTS,
    )


def _works(learner: int, modules: Sequence[int], collections: Sequence[int]) -> Rows:
    parts = _steps(learner, modules), _lessons(learner, modules)
    return _attempts(learner, collections).union(*parts, all=True)


def _work(learner: int, module: int, collection: int) -> Rows:
    """The tables as one UNION of rows alike, so that a page pays for one statement.

    Attempts stand first: the types of their columns are those of the whole.
    """
    parts = (
        _steps(learner, [module]),
        _lessons(learner, [module]),
        _given(learner, module),
        _given_quizzes(learner, module),
    )
    return _attempts(learner, [collection]).union(*parts, all=True)


def _work_with_notes(learner: int, module: int, collection: int, lesson: str) -> Rows:
    parts = (
        _steps(learner, [module]),
        _lessons(learner, [module]),
        _notes(learner, module, lesson),
        _given(learner, module),
        _given_quizzes(learner, module),
    )
    return _attempts(learner, [collection]).union(*parts, all=True)


_WORKS = PreparedQuery(_works, {"learner": int, "modules": Ints, "collections": Ints})
_WORK = PreparedQuery(_work, {"learner": int, "module": int, "collection": int})
_WORK_WITH_NOTES = PreparedQuery(
    _work_with_notes, {"learner": int, "module": int, "collection": int, "lesson": str}
)
