"""Who of a class is at it: which attempt counts, what is answered, what is left, what came late."""

from datetime import timedelta

import pytest

from quizzes.models import ResponseRevision
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.late_answers import leave_late
from quizzes.operations.staff_acts import set_aside
from quizzes.watching import Stand, watch_assignment
from tests.factories_quizzes import NOON, RIGHT, AssignmentFactory, quiz_of, save

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATE = NOON + 20 * MINUTE
WHY = "The fire alarm rang."


@pytest.fixture
def given(classroom):
    return AssignmentFactory(quiz=quiz_of(2, time_limit_minutes=10), classroom=classroom)


def begin(given, learner, *, at=NOON):
    return start_attempt(given.quiz, learner=learner, at=at, assignment=given)


@pytest.fixture
def with_late_answer(given, ada):
    """Handed in after ten minutes; an answer came ten minutes later."""
    attempt = submit_attempt(begin(given, ada), at=NOON + 10 * MINUTE)
    assert save(attempt, RIGHT, sequence=1, at=LATE).late
    return attempt


def sitting(given, *, at=NOON):
    [found] = watch_assignment(given, at=at).sittings
    return found


def test_attempt_that_counts_stands_before_a_newer_one_that_was_set_aside(given, ada, tess):
    first = submit_attempt(begin(given, ada), at=NOON)
    second = submit_attempt(begin(given, ada), at=NOON)
    set_aside(second, by=tess, reason=WHY, at=NOON)
    found = sitting(given)
    assert (found.stand, found.attempt) == (Stand.DONE, first)


def test_answer_that_was_taken_out_again_is_not_answered(given, ada):
    attempt = begin(given, ada)
    save(attempt, RIGHT, sequence=1)
    assert (sitting(given).answered, sitting(given).total) == (1, 2)
    save(attempt, None, sequence=2, base=1)
    assert sitting(given).answered == 0


@pytest.mark.parametrize(("seconds", "minutes"), [(480, 2), (510, 2), (540, 1), (541, 1), (700, 0)])
def test_begun_minute_is_left_whole_and_none_is_below_nought(given, ada, seconds, minutes):
    begin(given, ada)
    assert sitting(given, at=NOON + timedelta(seconds=seconds)).minutes_left == minutes


def test_late_answer_of_an_earlier_attempt_waits_too(given, ada, with_late_answer):
    begin(given, ada, at=LATE)
    assert sitting(given).late == 1


def test_late_answer_that_was_decided_waits_no_longer(given, tess, with_late_answer):
    revision = with_late_answer.revisions.get()
    leave_late(revision, by=tess, reason=WHY, at=LATE)
    assert sitting(given).late == 0


def test_late_answer_that_was_erased_does_not_wait(given, with_late_answer):
    ResponseRevision.objects.update(payload=None)
    assert sitting(given).late == 0
