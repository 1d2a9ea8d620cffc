"""What a learner's classes have before her: modules and quizzes together, by when they close."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    CharField,
    DateTimeField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Value,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.urls import reverse

from lessons.models import ModuleAssignment, Release, Step
from lessons.reports.catalogue import Catalogue, ModuleCard
from quizzes.models import Assignment, Attempt, Quiz
from quizzes.reports import NOT_STARTED, QuizState, state_of
from rosters.models import User
from rosters.prepared import PreparedQuery, Row, Rows

AHEAD = timedelta(days=14)
"""For so long before it opens something stands on the start page already."""

BEHIND = timedelta(days=14)
"""For so long after it closed something that was not done still stands there."""


class DueState(Enum):
    """How something stands, in the order of the page."""

    OPEN = "open"
    OVERDUE = "overdue"
    COMING = "coming"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Due:
    """A module or a quiz that a class of the learner has before it.

    card: of a module, with how far she is; quiz: her state at a quiz. path: where its one button
    leads, empty where there is nothing to do.
    """

    title: str
    state: DueState
    opens_at: datetime
    closes_at: datetime | None
    path: str = ""
    card: ModuleCard | None = None
    quiz: QuizState | None = None
    purpose: str = ""

    @property
    def is_begun(self) -> bool:
        if self.card is not None:
            return self.card.outline is not None
        return self.quiz is not None and bool(self.quiz.attempts)

    @property
    def ends_at(self) -> datetime | None:
        """When the attempt that runs ends by itself."""
        running = self.quiz.running if self.quiz else None
        return running.deadline_at if running else None


def due_for(user: "User | AnonymousUser", catalogue: Catalogue, *, at: datetime) -> Sequence[Due]:
    """What is open, what closes first in front; then what is overdue, to come, and done.

    One query; none for visitors and guests. A check that stands in a lesson of an assigned module
    is done there: the module stands for it. catalogue: of the same learner.
    """
    if not isinstance(user, User) or user.is_guest:
        return []
    rows = _DUE.rows(learner=user.pk)
    cards = {card.place.module.pk: card for card in catalogue.modules}
    states = _states(rows)
    found: list[Due | None] = [
        _module(row, cards, at) for row in rows if row[0] == "module" and row[6] in cards
    ]
    found += [_quiz(row, states.get(row[1], NOT_STARTED), at) for row in rows if row[0] == "quiz"]
    return sorted((due for due in found if due is not None), key=_place)


def _place(due: Due) -> tuple[int, bool, datetime, str]:
    """By state, then by what closes first, or ends first when an attempt at it runs; what is to
    come by when it opens."""
    order = list(DueState).index(due.state)
    if due.state is DueState.COMING:
        return order, False, due.opens_at, due.title
    ends = [at for at in (due.closes_at, due.ends_at) if at is not None]
    return order, not ends, min(ends, default=due.opens_at), due.title


def _states(rows: Iterable[Row]) -> Mapping[int, QuizState]:
    """The learner's state by assignment."""
    attempts: dict[int, list[Attempt]] = {}
    rules: dict[int, Mapping[str, object]] = {}
    for kind, pk, _title, word, opens, closes, ref, counts, number, score, possible in rows:
        if kind == "quiz":
            rules[pk] = {"counts": counts, "pass_percent": number}
        elif kind == "attempt":
            attempts.setdefault(ref, []).append(
                Attempt(
                    pk=pk,
                    assignment_id=ref,
                    status=word,
                    started_at=opens,
                    deadline_at=closes,
                    number=number,
                    score=score,
                    max_score=possible,
                )
            )
    return {pk: state_of(attempts[pk], rules=rules[pk]) for pk in rules if pk in attempts}


def _module(row: Row, cards: Mapping[int, ModuleCard], at: datetime) -> Due:
    _kind, _pk, title, _slug, opens, closes, module, *_rest = row
    card = cards[module]
    state = _state(opens, closes, at, is_done=card.is_finished)
    path = "" if state is DueState.COMING else card.resume_path
    return Due(title, state, opens, closes, path, card=card)


def _quiz(row: Row, quiz: QuizState, at: datetime) -> Due | None:
    """None for what closed after she had handed it in: it stands in her progress."""
    _kind, pk, title, purpose, opens, closes, *_rest = row
    is_done = bool(quiz.handed_in) and quiz.running is None
    state = _state(opens, closes, at, is_done=is_done)
    if is_done and closes is not None and closes <= at:
        return None
    path = ""
    if quiz.running is not None:
        path = reverse("quizzes:attempt", args=[quiz.running.pk])
    elif state in (DueState.OPEN, DueState.DONE):
        path = reverse("quizzes:assignment", args=[pk])
    return Due(title, state, opens, closes, path, quiz=quiz, purpose=purpose)


def _state(opens: datetime, closes: datetime | None, at: datetime, *, is_done: bool) -> DueState:
    if is_done:
        return DueState.DONE
    if opens > at:
        return DueState.COMING
    return DueState.OVERDUE if closes is not None and closes <= at else DueState.OPEN


def _in(days: timedelta) -> "ExpressionWrapper[CombinedExpression]":
    """So far from the database's current time."""
    return ExpressionWrapper(Now() + days, output_field=DateTimeField())


def _rows(learner: int) -> Rows:
    """Attempts, quizzes and modules as rows alike, so that the page pays for one statement.

    Attempts stand first: the types of their columns are those of the whole.
    """
    soon, lately = Q(opens_at__lte=_in(AHEAD)), Q(closes_at=None) | Q(closes_at__gt=_in(-BEHIND))
    person = User(pk=learner)
    blank, none = Value("", CharField()), Value(None, IntegerField())
    no_points = Value(None, DecimalField())
    attempts = Attempt.objects.taken().filter(
        Q(assignment__closes_at=None) | Q(assignment__closes_at__gt=_in(-BEHIND)),
        learner_id=learner,
        assignment__withdrawn_at=None,
    )
    in_a_lesson = Step.objects.filter(
        quiz=OuterRef("quiz"),
        lesson__release__status=Release.Status.PUBLISHED,
        lesson__release__module__assignments__withdrawn_at=None,
        lesson__release__module__assignments__quiz_assignments=OuterRef("pk"),
    )
    quizzes = (
        Assignment.objects.standing()
        .for_learner(person)
        .filter(soon, lately, ~Exists(in_a_lesson), quiz__status=Quiz.Status.PUBLISHED)
    )
    modules = ModuleAssignment.objects.standing().for_learner(person).filter(soon, lately)
    return (
        attempts.order_by()
        .values_list(
            Value("attempt", CharField()), "pk", blank, "status", "started_at", "deadline_at",
            "assignment_id", blank, "number", "score", "max_score",
        )
        .union(
            quizzes.order_by().values_list(
                Value("quiz", CharField()), "pk", "quiz__title", "quiz__purpose", "opens_at",
                "closes_at", "quiz_id", "quiz__counts", "quiz__pass_percent", no_points, no_points,
            ),
            modules.order_by().values_list(
                Value("module", CharField()), "pk", "module__title", "module__slug", "opens_at",
                "closes_at", "module_id", blank, none, no_points, no_points,
            ),
            all=True,
        )
    )  # fmt: skip


_DUE = PreparedQuery(_rows, {"learner": int})
