from decimal import Decimal

import pytest

from quizzes.models import Attempt, Score
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.receipts import verify_attempt
from quizzes.operations.settling import add_score, settle
from tests.factories import LearnerFactory
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    RIGHT,
    WRONG,
    fill_section,
    quiz_of,
    response_of,
    save,
    started,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db


def handed_in(*options, **fields):
    attempt = started(len(options), **fields)
    for position, option in enumerate(options, start=1):
        save(attempt, option, position=position)
    return submit_attempt(attempt, at=NOON)


def given(attempt, fraction, *, position=1, certainty_mark=None):
    """A score that somebody gives by hand."""
    response = response_of(attempt, position)
    return add_score(
        Score(
            response=response,
            item_version=response.item_version,
            completion=Score.Completion.GRADED,
            fraction=Decimal(fraction),
            score=Decimal(fraction) * response.max_score,
            certainty_mark=certainty_mark,
            grader="by-hand",
            grader_version=1,
            created_at=NOON,
        )
    )


def with_essay():
    """One choice, answered rightly, and one essay that waits: 1 of 2 points so far."""
    quiz = quiz_of(1)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON)
    save(attempt, RIGHT, position=1)
    save(attempt, None, position=2, text="word " * 30)
    return submit_attempt(attempt, at=NOON)


def test_new_score_becomes_current_and_the_older_one_stays():
    attempt = handed_in(WRONG)
    new = given(attempt, 1)
    rows = Score.objects.filter(response__attempt=attempt).order_by("pk")
    assert [(row.fraction, row.is_current) for row in rows] == [(0, False), (1, True)]
    assert rows[1] == new


def test_settle_adds_up_the_current_scores():
    attempt = handed_in(WRONG, RIGHT, WRONG)
    given(attempt, "0.5")
    assert settle(attempt)
    assert attempt.score == Decimal("1.50")
    assert Attempt.objects.get(pk=attempt.pk).score == Decimal("1.50")


def test_settle_adds_up_certainty_too():
    attempt = started(1, certainty=True)
    save(attempt, WRONG, certainty=3)
    submit_attempt(attempt, at=NOON)
    assert attempt.certainty_score == 0
    given(attempt, 1, certainty_mark=Decimal(3))
    settle(attempt)
    assert attempt.certainty_score == 3


def test_settle_grades_what_no_longer_waits():
    attempt = with_essay()
    assert attempt.status == Attempt.Status.SUBMITTED
    given(attempt, "0.5", position=2)
    settle(attempt)
    assert (attempt.status, attempt.score) == (Attempt.Status.GRADED, Decimal("1.50"))


def test_settle_makes_an_attempt_wait_again():
    attempt = with_essay()
    given(attempt, 1, position=2)
    settle(attempt)
    response = response_of(attempt, 2)
    add_score(
        Score(
            response=response,
            item_version=response.item_version,
            completion=Score.Completion.NEEDS_MARKING,
            grader="essay",
            grader_version=1,
        )
    )
    settle(attempt)
    assert (attempt.status, attempt.score) == (Attempt.Status.SUBMITTED, 1)


def test_settle_leaves_a_running_attempt_alone():
    attempt = started(1)
    assert not settle(attempt)
    assert Attempt.objects.get(pk=attempt.pk).score is None


def test_settle_leaves_the_receipts_as_they_are():
    attempt = handed_in(WRONG, RIGHT)
    before = Attempt.objects.get(pk=attempt.pk).head_seal
    given(attempt, 1)
    settle(attempt)
    now = Attempt.objects.get(pk=attempt.pk)
    assert now.head_seal == before
    assert verify_attempt(now).holds


def test_settle_costs_the_same_for_any_number_of_questions():
    attempt = handed_in(*[RIGHT] * 12)
    with statements() as counted:
        settle(attempt)
    assert len(counted) == 3
