"""Two colleagues mark or release one answer at once: one wins, and the other learns it."""

from datetime import timedelta

import pytest

from quizzes.models import Assignment, Attempt, Mark, Response, Score
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.marking import MarkedMeanwhile, Seen, mark_response, release_marks
from rosters.models import Notice, User
from tests.factories import InstructorFactory, LearnerFactory
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    AssignmentFactory,
    QuizFactory,
    fill_section,
    response_of,
    save,
)
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("shared_database")

LATER = NOON + timedelta(hours=1)


def written() -> Response:
    quiz = QuizFactory()
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    assignment: Assignment = AssignmentFactory(quiz=quiz, release_marks=ReleaseOfMarks.TOGETHER)
    attempt = start_attempt(quiz, learner=LearnerFactory(), at=NOON, assignment=assignment)
    save(attempt, None, text="Once.")
    return response_of(submit_attempt(attempt, at=NOON))


def give(response: Response, by: User) -> Mark:
    return mark_response(
        response, levels={"grounds": 2}, comment=str(by.pk), by=by, at=LATER,
        seen=Seen(0, response.revision),
    )  # fmt: skip


def test_marks_of_two_colleagues_at_once_one_stands():
    response = written()
    markers = [InstructorFactory(), InstructorFactory()]
    results = at_once(*(lambda by=by: give(response, by) for by in markers))
    assert {type(result) for result in results} == {Mark, MarkedMeanwhile}
    assert Mark.objects.get() in results


def test_release_by_two_colleagues_at_once_makes_one_score():
    given = give(written(), InstructorFactory())
    markers = [InstructorFactory(), InstructorFactory()]
    counts = at_once(*(lambda by=by: release_marks([given], by=by, at=LATER) for by in markers))
    assert sorted(counts) == [0, 1]
    assert Score.objects.filter(grader="person").count() == 1
    assert Notice.objects.count() == 1
    assert Attempt.objects.get().status == Attempt.Status.GRADED
