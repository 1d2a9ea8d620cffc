"""What pages say about quizzes and attempts, as dataclasses with a stated number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse

from quizzes.grading.policies import Counts, counted_score, passes
from quizzes.models import Assignment, Attempt, ExtraAttempt, Quiz, Response, Section
from rosters.models import User
from rosters.prepared import PreparedObjects, PreparedQuery, Rows


@dataclass(frozen=True, slots=True)
class QuizState:
    """Where one learner stands with one quiz.

    attempts: her attempts by number; running: the one in progress; counted: the raw score that
    stands by the quiz's rule, in points of `possible`; None before the first graded attempt.
    """

    attempts: Sequence[Attempt] = ()
    running: Attempt | None = None
    counted: Decimal | None = None
    possible: Decimal | None = None
    passed: bool = False
    waits: bool = False

    @property
    def handed_in(self) -> Sequence[Attempt]:
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def latest(self) -> Attempt | None:
        return self.handed_in[-1] if self.handed_in else None


NOT_STARTED = QuizState()


@dataclass(frozen=True, slots=True)
class QuizEntry:
    """What the page before a quiz says: its rules, and where the learner stands.

    extra: attempts that she was allowed on top of the rules. own_minutes: how long an attempt of
    hers may take, None without a limit.
    """

    quiz: Quiz
    rules: Mapping[str, Any]
    item_count: int
    state: QuizState = NOT_STARTED
    assignment: Assignment | None = None
    extra: int = 0
    own_minutes: int | None = None

    @property
    def start_url(self) -> str:
        """Where the Start button posts."""
        if self.assignment is not None:
            return reverse("quizzes:assignment-start", args=[self.assignment.pk])
        return reverse("quizzes:quiz-start", args=[self.quiz.pk])

    @property
    def attempts_left(self) -> int | None:
        """None without a limit."""
        allowed = self.attempts_allowed
        return None if allowed is None else max(0, allowed - len(self.state.attempts))

    @property
    def attempts_allowed(self) -> int | None:
        """By the rules, and on top of them. None without a limit."""
        allowed: int | None = self.rules["attempts_allowed"]
        return None if allowed is None else allowed + self.extra

    @property
    def may_start(self) -> bool:
        return self.state.running is None and self.attempts_left != 0


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One question in the overview of an attempt."""

    position: int
    answered: bool
    flagged: bool
    checked: bool
    section_title: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """All questions of an attempt and how far it is. One query."""

    rows: Sequence[OverviewRow] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def answered(self) -> int:
        return sum(row.answered for row in self.rows)

    @property
    def unanswered(self) -> int:
        return self.total - self.answered

    @property
    def flagged(self) -> int:
        return sum(row.flagged for row in self.rows)


def item_count(quiz: Quiz) -> int:
    """How many questions an attempt will have. One query."""
    return sum(
        count if draw is None else min(draw, count) for draw, count in _SECTIONS.rows(quiz=quiz.pk)
    )


def _sections(quiz: int) -> Rows:
    counted = Section.objects.filter(quiz=quiz).annotate(slot_count=Count("slots"))
    return counted.order_by().values_list("draw", "slot_count")


_SECTIONS = PreparedQuery(_sections, {"quiz": int})


def state_of(attempts: Iterable[Attempt], *, rules: Mapping[str, Any]) -> QuizState:
    """Sum up one learner's attempts at one quiz or assignment. No query.

    Pass and best attempt use the raw score, never the certainty-based one. An attempt that
    waits for a person counts once it is graded; its share so far does not pass or fail.
    """
    ordered = sorted(attempts, key=lambda attempt: attempt.number)
    graded = [a for a in ordered if a.status == Attempt.Status.GRADED and a.score is not None]
    scores = [a.score for a in graded if a.score is not None]
    counted = counted_score(scores, Counts(rules["counts"]))
    possible = graded[-1].max_score if graded else None
    return QuizState(
        attempts=ordered,
        running=next((a for a in ordered if a.is_open), None),
        counted=counted,
        possible=possible,
        passed=counted is not None
        and possible is not None
        and passes(counted, possible=possible, pass_percent=rules["pass_percent"]),
        waits=any(a.status == Attempt.Status.SUBMITTED for a in ordered),
    )


def states_of(quizzes: Iterable[Quiz], user: "User | AnonymousUser") -> Mapping[int, QuizState]:
    """State by quiz id, of attempts without an assignment and with one alike. One query.

    Visitors without a row have none, and cost no query.
    """
    quizzes = list(quizzes)
    if not isinstance(user, User) or not quizzes:
        return {}
    attempts = Attempt.objects.taken().filter(learner=user, quiz__in=quizzes).defer("settings")
    by_quiz: dict[int, list[Attempt]] = {}
    for attempt in attempts:
        by_quiz.setdefault(attempt.quiz_id, []).append(attempt)
    return {
        quiz.pk: state_of(by_quiz[quiz.pk], rules=_counting_rules(quiz))
        for quiz in quizzes
        if quiz.pk in by_quiz
    }


def attempts_at(
    quiz: Quiz, user: "User | AnonymousUser", assignment: Assignment | None
) -> Sequence[Attempt]:
    """One learner's attempts at a quiz, by number. One query, none for a visitor."""
    if not isinstance(user, User):
        return []
    asked = {"learner": user.pk, "quiz": quiz.pk}
    if assignment is None:
        return _ATTEMPTS_ALONE.all(**asked)
    return _ATTEMPTS.all(**asked, assignment=assignment.pk)


def _attempts(learner: int, quiz: int, assignment: int | None = None) -> QuerySet[Attempt]:
    mine = Attempt.objects.taken().filter(learner=learner, quiz=quiz, assignment=assignment)
    return mine.order_by("number")


_ATTEMPTS_ALONE = PreparedObjects[Attempt](_attempts, {"learner": int, "quiz": int})
_ATTEMPTS = PreparedObjects[Attempt](_attempts, {"learner": int, "quiz": int, "assignment": int})


def extra_attempts(quiz: Quiz, user: "User | AnonymousUser", assignment: Assignment | None) -> int:
    """How many attempts one learner was allowed on top of the rules. One query, none for a
    visitor."""
    if not isinstance(user, User):
        return 0
    asked = {"learner": user.pk, "quiz": quiz.pk}
    if assignment is None:
        return len(_EXTRA_ALONE.rows(**asked))
    return len(_EXTRA.rows(**asked, assignment=assignment.pk))


def _extra(learner: int, quiz: int, assignment: int | None = None) -> Rows:
    given = ExtraAttempt.objects.filter(learner=learner, quiz=quiz, assignment=assignment)
    return given.order_by().values_list("pk")


_EXTRA_ALONE = PreparedQuery(_extra, {"learner": int, "quiz": int})
_EXTRA = PreparedQuery(_extra, {"learner": int, "quiz": int, "assignment": int})


def overview_of(attempt: Attempt) -> Overview:
    """How far an attempt is. One query, without the items' content."""
    return Overview(
        [
            OverviewRow(
                position=position,
                answered=revision > 0 and not blank,
                flagged=flagged,
                checked=checked_at is not None,
                section_title=section_title,
                title=title,
            )
            for position, revision, blank, flagged, checked_at, section_title, title in (
                _RESPONSES.rows(attempt=attempt.pk)
            )
        ]
    )


def _responses(attempt: int) -> Rows:
    found = Response.objects.filter(attempt=attempt).order_by("position")
    return found.values_list(
        "position",
        "revision",
        "data__isnull",
        "flagged",
        "checked_at",
        "section_title",
        "item_version__title",
    )


_RESPONSES = PreparedQuery(_responses, {"attempt": int})


def seconds_left(attempt: Attempt, *, at: datetime) -> int | None:
    """Whole seconds until the deadline, never below 0; None without one."""
    if attempt.deadline_at is None:
        return None
    return max(0, int((attempt.deadline_at - at).total_seconds()))


def get_response(attempt: Attempt, position: int) -> Response | None:
    """One response with its item version. One query."""
    return attempt.responses.select_related("item_version").filter(position=position).first()


def _counting_rules(quiz: Quiz) -> Mapping[str, Any]:
    """The two rules that say which attempt counts and what passes."""
    return {"counts": quiz.counts, "pass_percent": quiz.pass_percent}
