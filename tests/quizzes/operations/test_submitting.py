from datetime import timedelta
from decimal import Decimal

import pytest

from quizzes.models import Attempt, ResponseRevision, Score
from quizzes.models.quizzes import Feedback
from quizzes.operations import attempts as operations
from quizzes.operations.attempts import (
    AttemptAlreadySubmitted,
    start_attempt,
    submit_attempt,
    submit_overdue_attempts,
)
from quizzes.operations.responses import check_response
from quizzes.operations.staff_acts import add_time
from tests.factories import LearnerFactory
from tests.factories_quizzes import ESSAY, NOON, RIGHT, WRONG, fill_section, quiz_of, save, started
from tests.statements import statements

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def start(quiz, learner=None, *, at=NOON, **more):
    return start_attempt(quiz, learner=learner or LearnerFactory(), at=at, **more)


# Handing in


def test_handing_in_grades_every_response():
    attempt = started(4)
    save(attempt, RIGHT, position=1)
    save(attempt, RIGHT, position=2)
    save(attempt, WRONG, position=3)
    submit_attempt(attempt, at=NOON + MINUTE)
    attempt.refresh_from_db()
    assert (attempt.status, attempt.submitted_at) == (Attempt.Status.GRADED, NOON + MINUTE)
    assert (attempt.score, attempt.max_score) == (Decimal("2.00"), Decimal("4.00"))
    fractions = Score.objects.order_by("response__position").values_list("fraction", flat=True)
    assert list(fractions) == [1, 1, 0, 0]


def test_handing_in_adds_up_certainty_apart():
    """Right at 3 earns 3, wrong at 2 costs 2: 1 point, and a raw score of 1."""
    attempt = started(2, certainty=True)
    save(attempt, RIGHT, position=1, certainty=3)
    save(attempt, WRONG, position=2, certainty=2)
    submit_attempt(attempt, at=NOON)
    assert (attempt.score, attempt.certainty_score) == (Decimal("1.00"), Decimal("1.00"))


def test_handing_in_keeps_the_scores_of_checked_responses():
    attempt = started(2, show_feedback=Feedback.AFTER_EACH)
    save(attempt, RIGHT, position=1)
    checked = check_response(learner=attempt.learner, attempt_id=attempt.pk, position=1, at=NOON)
    submit_attempt(attempt, at=NOON)
    assert Score.objects.get(response__position=1) == checked
    assert attempt.score == Decimal("1.00")


def test_attempt_with_an_essay_waits_for_a_person():
    quiz = quiz_of(1)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start(quiz)
    save(attempt, RIGHT, position=1)
    save(attempt, None, position=2, text="The minutes, because they were written there. " * 4)
    submit_attempt(attempt, at=NOON)
    assert attempt.status == Attempt.Status.SUBMITTED
    assert attempt.score == Decimal("1.00")


def test_handing_in_twice_changes_nothing():
    attempt = started(2)
    save(attempt, RIGHT)
    submit_attempt(attempt, at=NOON)
    with pytest.raises(AttemptAlreadySubmitted):
        submit_attempt(attempt, at=NOON + MINUTE)
    attempt.refresh_from_db()
    assert (attempt.submitted_at, Score.objects.count()) == (NOON, 2)


def test_handing_in_without_a_save_scores_zero():
    attempt = submit_attempt(started(2), at=NOON)
    assert (attempt.status, attempt.score) == (Attempt.Status.GRADED, Decimal(0))


# The deadline's sweep


def test_sweep_hands_in_what_is_overdue_as_of_its_deadline():
    attempt = started(1, time_limit_minutes=30)
    save(attempt, RIGHT)
    assert submit_overdue_attempts(at=NOON + 31 * MINUTE) == 1
    attempt.refresh_from_db()
    assert attempt.submitted_at == NOON + 30 * MINUTE
    assert attempt.score == Decimal("1.00")


@pytest.mark.parametrize("seconds", [0, 10])
def test_sweep_leaves_an_attempt_alone_until_its_grace_is_over(seconds):
    started(1, time_limit_minutes=30)
    assert submit_overdue_attempts(at=NOON + 30 * MINUTE + timedelta(seconds=seconds)) == 0


def test_sweep_leaves_untimed_and_handed_in_attempts_alone():
    started(1)
    submit_attempt(started(1, time_limit_minutes=30), at=NOON)
    assert submit_overdue_attempts(at=NOON + timedelta(days=9)) == 0


def test_sweep_hands_in_all_that_are_overdue():
    for _ in range(3):
        started(1, time_limit_minutes=30)
    assert submit_overdue_attempts(at=NOON + timedelta(hours=1)) == 3
    assert not Attempt.objects.in_progress().exists()


def test_sweep_leaves_what_was_given_time_while_it_was_at_it(tess, monkeypatch):
    """Both are overdue when the sweep looks; the second is given time before its turn."""
    attempts = [started(1, time_limit_minutes=30) for _ in range(2)]

    def hand_in(attempt, **options):
        other = next(each for each in attempts if each.pk != attempt.pk)
        if Attempt.objects.get(pk=other.pk).is_open:
            add_time(other, minutes=60, by=tess, reason="The fire alarm rang.", at=NOON)
        return submit_attempt(attempt, **options)

    monkeypatch.setattr(operations, "submit_attempt", hand_in)
    assert submit_overdue_attempts(at=NOON + 31 * MINUTE) == 1
    assert Attempt.objects.in_progress().count() == 1


def test_handing_in_seals_the_last_receipt():
    attempt = submit_attempt(started(1), at=NOON)
    assert len(attempt.head_seal) == 64
    assert not ResponseRevision.objects.exists()


# Statements


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_handing_in_costs_the_same_however_many_items(count):
    attempt = started(count, show_feedback=Feedback.AFTER_EACH)
    for position in range(1, count + 1):
        save(attempt, RIGHT, position=position)
    check_response(learner=attempt.learner, attempt_id=attempt.pk, position=1, at=NOON)
    with statements() as seen:
        submit_attempt(attempt, at=NOON)
    expected = ["UPDATE", "SELECT", "SELECT", "INSERT", "SELECT", "UPDATE"]
    if count == 1:
        expected.remove("INSERT")
    assert seen.verbs() == expected
    assert seen.commits == 1
