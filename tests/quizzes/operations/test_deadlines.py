from datetime import timedelta
from decimal import Decimal

import pytest

from quizzes.models import Attempt
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.deadlines import Because, explain_deadline
from quizzes.operations.staff_acts import add_time, add_time_to_all, reopen
from rosters.models import Accommodation
from tests.factories_quizzes import NOON, AssignmentFactory, quiz_of, started
from tests.statements import statements

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WHY = "The fire alarm rang."


def steps(attempt):
    found = explain_deadline(Attempt.objects.get(pk=attempt.pk))
    return [(step.because, step.until and (step.until - NOON) // MINUTE) for step in found]


def test_limit_is_the_first_step():
    assert steps(started(1, time_limit_minutes=40)) == [(Because.LIMIT, 40)]


def test_time_factor_enters_at_the_start(ada):
    """40 minutes × 1.5 = 60 minutes."""
    Accommodation.objects.create(user=ada, time_factor=Decimal("1.50"))
    attempt = started(1, learner=ada, time_limit_minutes=40)
    [step] = explain_deadline(attempt)
    assert (step.because, step.minutes, step.factor, step.total) == (
        Because.FACTOR, 40, Decimal("1.50"), 60,
    )  # fmt: skip
    assert step.until == attempt.deadline_at == NOON + 60 * MINUTE


def test_time_factor_of_a_classmate_changes_nothing(ada, ben):
    Accommodation.objects.create(user=ben, time_factor=Decimal("1.50"))
    assert steps(started(1, learner=ada, time_limit_minutes=40)) == [(Because.LIMIT, 40)]


def test_total_of_minutes_keeps_a_half(ada):
    """25 minutes × 1.5 = 37.5 minutes."""
    Accommodation.objects.create(user=ada, time_factor=Decimal("1.50"))
    [step] = explain_deadline(started(1, learner=ada, time_limit_minutes=25))
    assert str(step.total) == "37.5"


def test_closing_that_comes_first_is_a_step(ada, classroom):
    quiz = quiz_of(1, time_limit_minutes=40)
    given = AssignmentFactory(quiz=quiz, classroom=classroom, closes_at=NOON + 30 * MINUTE)
    attempt = start_attempt(quiz, learner=ada, at=NOON, assignment=given)
    given.closes_at = NOON + 90 * MINUTE
    given.save()
    assert steps(attempt) == [(Because.LIMIT, 40), (Because.CLOSES, 30)]


def test_closing_that_comes_later_is_none(ada, classroom):
    quiz = quiz_of(1, time_limit_minutes=40)
    given = AssignmentFactory(quiz=quiz, classroom=classroom, closes_at=NOON + 50 * MINUTE)
    attempt = start_attempt(quiz, learner=ada, at=NOON, assignment=given)
    assert steps(attempt) == [(Because.LIMIT, 40)]


def test_attempt_without_a_limit_says_so():
    assert steps(started(1)) == [(Because.UNLIMITED, None)]


def test_what_staff_did_follows_with_who_and_why(tess):
    attempt = started(1, time_limit_minutes=40)
    add_time(attempt, minutes=10, by=tess, reason=WHY, at=NOON + MINUTE)
    submit_attempt(attempt, at=NOON + 20 * MINUTE)
    reopen(attempt, minutes=15, by=tess, reason=WHY, at=NOON + 60 * MINUTE)
    assert steps(attempt) == [
        (Because.LIMIT, 40),
        (Because.ADDED, 50),
        (Because.REOPENED, 75),
    ]
    added = explain_deadline(Attempt.objects.get(pk=attempt.pk))[1]
    assert (added.minutes, added.act.actor, added.act.reason) == (10, tess, WHY)


def test_time_for_all_passes_over_ones_own_attempt(tess, classroom):
    given = AssignmentFactory(quiz=quiz_of(1, time_limit_minutes=40), classroom=classroom)
    attempt = start_attempt(given.quiz, learner=tess, at=NOON, assignment=given)
    assert add_time_to_all(given, minutes=10, by=tess, reason=WHY, at=NOON) == 0
    assert steps(attempt) == [(Because.LIMIT, 40)]


def test_deadline_that_no_act_explains_is_not_kept_back():
    attempt = started(1, time_limit_minutes=40)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=NOON + 45 * MINUTE)
    assert steps(attempt) == [(Because.LIMIT, 40), (Because.CHANGED, 45)]


def test_explanation_is_one_query():
    attempt = started(1, time_limit_minutes=40)
    with statements() as counted:
        explain_deadline(attempt)
    assert len(counted) == 1
