"""The page before a quiz, and its Start button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quizzes.models import Assignment, Quiz
from quizzes.operations.attempts import (
    NoAttemptsLeft,
    Origin,
    QuizHasNoItems,
    effective_rules,
    minutes_before,
    start_attempt,
)
from quizzes.permissions import get_assignment_for, get_quiz_for, get_quiz_for_staff
from quizzes.reports import QuizEntry, attempts_at, extra_attempts, item_count, state_of
from rosters.models import User
from rosters.operations.guests import GuestsNotAllowed, TooManyGuests
from rosters.permissions import Visitor
from rosters.views.guests import person_of


def quiz_entry(quiz: Quiz, user: Visitor, assignment: Assignment | None = None) -> QuizEntry:
    """What the page before a quiz needs.

    Two queries, one more where attempts are limited, and one where time is.
    """
    rules = effective_rules(quiz, assignment)
    attempts = attempts_at(quiz, user, assignment)
    limited = rules["attempts_allowed"] is not None
    return QuizEntry(
        quiz=quiz,
        rules=rules,
        item_count=item_count(quiz),
        state=state_of(attempts, rules=rules),
        assignment=assignment,
        extra=extra_attempts(quiz, user, assignment) if limited else 0,
        own_minutes=minutes_before(user, rules),
    )


@require_GET
def quiz(request: HttpRequest, quiz_id: int) -> HttpResponse:
    found = get_quiz_for(request.user, quiz_id)
    entry = quiz_entry(found, request.user)
    return render(request, "quizzes/quiz.html", {"entry": entry, "nav": "modules"})


@require_GET
def assignment(request: HttpRequest, assignment_id: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return redirect("rosters:sign-in")
    found = get_assignment_for(request.user, assignment_id)
    entry = quiz_entry(found.quiz, request.user, found)
    return render(request, "quizzes/quiz.html", {"entry": entry, "nav": "modules"})


@require_POST
def quiz_start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    found = get_quiz_for(request.user, quiz_id)
    return start_and_go(request, found, origin=Origin())


@require_POST
def assignment_start(request: HttpRequest, assignment_id: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return redirect("rosters:sign-in")
    found = get_assignment_for(request.user, assignment_id)
    return start_and_go(request, found.quiz, origin=Origin(), assignment=found)


@require_POST
def quiz_preview(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Staff try a quiz, published or not, as a learner would; it stands in no report."""
    found = get_quiz_for_staff(request.user, quiz_id)
    return start_and_go(request, found, origin=Origin(), preview=True)


def start_and_go(
    request: HttpRequest,
    quiz: Quiz,
    *,
    origin: Origin,
    assignment: Assignment | None = None,
    preview: bool = False,
) -> HttpResponse:
    """Start, or go on with, an attempt and show its first open question."""
    try:
        learner = person_of(request)
        attempt = start_attempt(
            quiz,
            learner=learner,
            at=timezone.now(),
            assignment=assignment,
            origin=origin,
            preview=preview,
        )
    except NoAttemptsLeft:
        messages.info(request, _("You have used all attempts at this quiz."))
    except QuizHasNoItems:
        messages.error(request, _("This quiz has no questions yet."))
    except GuestsNotAllowed:
        messages.info(request, _("Please sign in first: this school does not take guests."))
        return redirect("rosters:sign-in")
    except TooManyGuests:
        messages.error(request, _("Too many guests at the moment. Sign in, or try again later."))
        return redirect("rosters:sign-in")
    else:
        return redirect("quizzes:attempt", attempt.pk)
    if origin.path:
        return redirect(origin.path)
    if assignment is not None:
        return redirect("quizzes:assignment", assignment.pk)
    return redirect(
        "lessons:catalogue" if preview else "quizzes:quiz", *([] if preview else [quiz.pk])
    )
