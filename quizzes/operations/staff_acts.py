"""What staff do to attempts: more time, one more, open again, set aside.

Each is one transaction that locks the attempt, and leaves one act in the audit log, with a reason,
and one notice to the learner. Whether somebody may is `quizzes.permissions`' to say; that nobody
does it to her own attempt, or to a preview, is held here as well.

`form` is the number of the form that asks: sent twice it acts once, and raises SentBefore then.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from quizzes.models import Assignment, Attempt, ExtraAttempt, Quiz
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.settling import lock_attempt
from rosters.models import Act, Notice, User
from rosters.operations.acts import Verb, check_unsent, of_form, record
from rosters.operations.notices import Kind, notify

MINUTES = range(1, 24 * 60 + 1)
"""How many minutes staff may give at once."""


class ReasonMissing(Exception):
    """Each act of staff says why."""


class MinutesOutOfRange(Exception):
    """Minutes lie between the ends of `MINUTES`."""


class NotForStaff(Exception):
    """It is a preview, or the attempt of the person who acts."""


class AttemptNotRunning(Exception):
    """The attempt is handed in already."""


class AttemptRunning(Exception):
    """The attempt is not handed in yet."""


class AttemptHasNoDeadline(Exception):
    """The attempt has no end that could be moved."""


class AttemptIsSetAside(Exception):
    """The attempt was set aside; it has to be brought back first."""


class AttemptNotSetAside(Exception):
    """The attempt counts already."""


class AnotherAttemptRuns(Exception):
    """The learner takes the same quiz in another attempt now."""


class AssignmentIsClosed(Exception):
    """The window of the assignment is over, or it was taken back."""


class NoLimitOfAttempts(Exception):
    """The learner may take it as often as she likes."""


def add_time(
    attempt: Attempt, *, minutes: int, by: User, reason: str, at: datetime, form: str = ""
) -> Attempt:
    """Move the deadline of a running attempt by whole minutes; from now when it has passed.

    The window of the assignment is no bound: an individual word goes before a general one. Raises
    ReasonMissing, MinutesOutOfRange, NotForStaff, AttemptNotRunning, AttemptHasNoDeadline.
    """
    _check_minutes(minutes)
    with transaction.atomic():
        now = _locked(attempt, by=by, reason=reason, form=form)
        if not now.is_open:
            raise AttemptNotRunning(now.pk)
        if now.deadline_at is None:
            raise AttemptHasNoDeadline(now.pk)
        _move_deadline(now, minutes=minutes, by=by, reason=reason, at=at, form=form)
    return now


def add_time_to_all(
    assignment: Assignment, *, minutes: int, by: User, reason: str, at: datetime, form: str = ""
) -> int:
    """Move the deadlines of all running attempts of an assignment; returns how many there were.

    One transaction, an act and a notice for each. Attempts without a deadline, and one's own, are
    passed over. A form that is sent twice moves them once. Raises ReasonMissing, MinutesOutOfRange.
    """
    _check_minutes(minutes)
    _check_reason(reason)
    with transaction.atomic():
        Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
        sent = Act.objects.filter(actor=by, verb=Verb.ADDED_TIME, detail__form=form)
        if form and (moved := sent.count()):
            return moved
        running = Attempt.objects.taken().in_progress().filter(assignment=assignment)
        rows = running.exclude(deadline_at=None).exclude(learner=by).order_by("pk")
        attempts = list(rows.select_for_update(no_key=True))
        for attempt in attempts:
            attempt.assignment, attempt.quiz = assignment, assignment.quiz
            _move_deadline(attempt, minutes=minutes, by=by, reason=reason, at=at, form=form)
    return len(attempts)


def allow_one_more(
    learner: User,
    *,
    quiz: Quiz,
    assignment: Assignment | None = None,
    by: User,
    reason: str,
    at: datetime,
    form: str = "",
) -> ExtraAttempt:
    """Allow a learner one attempt more than the rules do, at a quiz or at one assignment of it.

    The keys that her reviews show go away again until she has used it. Raises ReasonMissing,
    NotForStaff, AssignmentIsClosed, NoLimitOfAttempts.
    """
    _check_reason(reason)
    if learner.pk == by.pk:
        raise NotForStaff(learner.pk)
    if assignment is not None and not is_standing(assignment, at=at):
        raise AssignmentIsClosed(assignment.pk)
    own = assignment.attempts_allowed if assignment is not None else None
    if own is None and quiz.attempts_allowed is None:
        raise NoLimitOfAttempts(quiz.pk)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=learner.pk)
        check_unsent(form, verb=Verb.ALLOWED_ATTEMPT, person=learner)
        extra = ExtraAttempt.objects.create(
            learner=learner, quiz=quiz, assignment=assignment, given_by=by, at=at
        )
        record(
            Verb.ALLOWED_ATTEMPT,
            by=by,
            person=learner,
            classroom=assignment.classroom if assignment else None,
            subject=assignment or quiz,
            detail=of_form(form),
            reason=reason,
        )
        notify(
            learner,
            Kind.ONE_MORE,
            detail={"title": quiz.title},
            path=path_of_quiz(quiz, assignment),
        )
    return extra


def reopen(
    attempt: Attempt, *, minutes: int | None, by: User, reason: str, at: datetime, form: str = ""
) -> Attempt:
    """Let a learner go on with an attempt that was handed in.

    minutes: how long from now; None: until the assignment closes, or without an end. What was
    checked stays frozen. Scores stay as rows; handing in again grades what was changed. Raises
    ReasonMissing, MinutesOutOfRange, NotForStaff, AttemptRunning, AttemptIsSetAside,
    AnotherAttemptRuns, AssignmentIsClosed.
    """
    if minutes is not None:
        _check_minutes(minutes)
    try:
        with transaction.atomic():
            now = _locked(attempt, by=by, reason=reason, form=form)
            _check_may_reopen(now, at)
            return _reopen(now, minutes=minutes, by=by, reason=reason, at=at, form=form)
    except IntegrityError as taken:
        raise AnotherAttemptRuns(attempt.pk) from taken


def set_aside(attempt: Attempt, *, by: User, reason: str, at: datetime, form: str = "") -> Attempt:
    """Take an attempt out of all reports; it keeps its number and uses up no allowed attempt.

    One that still runs is handed in first. Raises ReasonMissing, NotForStaff, AttemptIsSetAside.
    """
    with transaction.atomic():
        now = _locked(attempt, by=by, reason=reason, form=form)
        if now.set_aside_at is not None:
            raise AttemptIsSetAside(now.pk)
        if now.is_open:
            submit_attempt(now, at=at)
        Attempt.objects.filter(pk=now.pk, set_aside_at=None).update(set_aside_at=at)
        now.set_aside_at = at
        detail = of_form(form)
        tell(now, Verb.SET_ASIDE_ATTEMPT, Kind.SET_ASIDE, by=by, reason=reason, detail=detail)
    return now


def bring_back(attempt: Attempt, *, by: User, reason: str, form: str = "") -> Attempt:
    """Let an attempt count again that was set aside. Raises ReasonMissing, NotForStaff,
    AttemptNotSetAside."""
    with transaction.atomic():
        now = _locked(attempt, by=by, reason=reason, form=form)
        if now.set_aside_at is None:
            raise AttemptNotSetAside(now.pk)
        Attempt.objects.filter(pk=now.pk).update(set_aside_at=None)
        now.set_aside_at = None
        detail = of_form(form)
        tell(now, Verb.BROUGHT_BACK_ATTEMPT, Kind.BROUGHT_BACK, by=by, reason=reason, detail=detail)
    return now


def tell(
    attempt: Attempt,
    verb: Verb,
    kind: Kind,
    *,
    by: User,
    reason: str,
    detail: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    once: bool = False,
) -> None:
    """The act and the notice of something done to an attempt. Two INSERTs in the caller's
    transaction.

    detail: of the act; words: blanks of the notice's sentence beside the title; once: no notice
    while the learner has one before her that says the same of this attempt.
    """
    assignment = attempt.assignment
    record(
        verb,
        by=by,
        person=attempt.learner,
        classroom=assignment.classroom if assignment else None,
        subject=attempt,
        detail=detail,
        reason=reason,
    )
    path = reverse("quizzes:attempt", args=[attempt.pk])
    title = attempt.quiz.title
    unread = Notice.objects.filter(person=attempt.learner_id, read_at=None, kind=kind, path=path)
    if once and unread.exists():
        return
    notify(attempt.learner_id, kind, detail={"title": title, **(words or {})}, path=path)


def path_of_quiz(quiz: Quiz, assignment: Assignment | None) -> str:
    """Where a learner starts the quiz."""
    if assignment is not None:
        return reverse("quizzes:assignment", args=[assignment.pk])
    return reverse("quizzes:quiz", args=[quiz.pk])


def check_actor(attempt: Attempt, *, by: User, reason: str) -> None:
    """Raises ReasonMissing, and NotForStaff for a preview or the actor's own attempt."""
    _check_reason(reason)
    if attempt.is_preview or attempt.learner_id == by.pk:
        raise NotForStaff(attempt.pk)


def _locked(attempt: Attempt, *, by: User, reason: str, form: str) -> Attempt:
    check_actor(attempt, by=by, reason=reason)
    now = lock_attempt(attempt)
    check_unsent(form, subject_kind="attempt", subject_id=attempt.pk)
    return now


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _check_minutes(minutes: int) -> None:
    if minutes not in MINUTES:
        raise MinutesOutOfRange(minutes)


def _move_deadline(
    attempt: Attempt, *, minutes: int, by: User, reason: str, at: datetime, form: str
) -> None:
    """The caller holds the lock and knows that there is a deadline."""
    moved = max(attempt.deadline_at or at, at) + timedelta(minutes=minutes)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=moved)
    attempt.deadline_at = moved
    detail = {"minutes": minutes, "until": moved.isoformat(), **of_form(form)}
    words = {"minutes": minutes}
    tell(
        attempt, Verb.ADDED_TIME, Kind.TIME_ADDED, by=by, reason=reason, detail=detail, words=words
    )


def _check_may_reopen(attempt: Attempt, at: datetime) -> None:
    if attempt.is_open:
        raise AttemptRunning(attempt.pk)
    if attempt.set_aside_at is not None:
        raise AttemptIsSetAside(attempt.pk)
    assignment = attempt.assignment
    if assignment is not None and not is_standing(assignment, at=at):
        raise AssignmentIsClosed(assignment.pk)


def is_standing(assignment: Assignment, *, at: datetime) -> bool:
    """Whether an assignment was neither taken back nor closed by then."""
    closes_at = assignment.closes_at
    return assignment.withdrawn_at is None and (closes_at is None or closes_at > at)


def _reopen(
    attempt: Attempt, *, minutes: int | None, by: User, reason: str, at: datetime, form: str
) -> Attempt:
    until = attempt.assignment.closes_at if attempt.assignment else None
    if minutes is not None:
        until = at + timedelta(minutes=minutes)
    # What it was worth until now; the rows of its scores stay.
    detail = {
        "minutes": minutes,
        "until": until.isoformat() if until else None,
        "score": str(attempt.score),
        **of_form(form),
    }
    # The last receipt is signed once more at the next handing in.
    changes = {
        "status": Attempt.Status.IN_PROGRESS,
        "deadline_at": until,
        "submitted_at": None,
        "score": None,
        "certainty_score": None,
        "head_seal": "",
    }
    Attempt.objects.filter(pk=attempt.pk).handed_in().update(**changes)
    for name, value in changes.items():
        setattr(attempt, name, value)
    tell(attempt, Verb.REOPENED_ATTEMPT, Kind.REOPENED, by=by, reason=reason, detail=detail)
    return attempt
