"""What waits for a person: a mark of an older text does not count, nor does what is erased."""

import pytest

from quizzes.marking_queue import desk_of, queue_of, unmarked_of
from quizzes.models import Response
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.marking import Seen, mark_response
from rosters.models import Enrollment
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    AssignmentFactory,
    fill_section,
    quiz_of,
    response_of,
    save,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(classroom):
    """Two essays, whose marks go out together."""
    quiz = quiz_of(0)
    fill_section(quiz, 2, type_slug="essay", definition=ESSAY)
    together = ReleaseOfMarks.TOGETHER
    return AssignmentFactory(quiz=quiz, classroom=classroom, release_marks=together)


def written(given, learner):
    attempt = start_attempt(given.quiz, learner=learner, at=NOON, assignment=given)
    for position in (1, 2):
        save(attempt, None, position=position, base=position - 1, text="The minutes say so.")
    return submit_attempt(attempt, at=NOON)


def mark(response, by):
    seen = Seen(mark_id=0, revision=response.revision)
    mark_response(response, levels={"grounds": 2}, comment="", by=by, at=NOON, seen=seen)


def test_answers_of_all_questions_wait_together(given, ada, ben, tess):
    """Four essays, one of them marked."""
    attempts = [written(given, learner) for learner in (ada, ben)]
    mark(response_of(attempts[0], 1), tess)
    [ready] = queue_of(tess).ready
    assert (ready.marks, ready.waiting) == (1, 3)


def test_answer_whose_mark_is_of_an_older_text_is_unmarked(given, ada, tess):
    first = response_of(written(given, ada), 1)
    mark(first, tess)
    assert first not in unmarked_of(given, tess)
    Response.objects.filter(pk=first.pk).update(revision=9)
    assert first in unmarked_of(given, tess)


def test_answer_that_was_erased_waits_for_nobody(given, ada, tess):
    first = response_of(written(given, ada), 1)
    Response.objects.filter(pk=first.pk).update(data={}, erased_at=NOON)
    assert queue_of(tess).answers_waiting == 1


def test_desk_holds_the_answers_of_one_class(given, ada, tom, tess, other_classroom):
    Enrollment.objects.create(classroom=other_classroom, user=tess, role=Enrollment.Role.TEACHER)
    other = AssignmentFactory(quiz=given.quiz, classroom=other_classroom)
    first = response_of(written(given, ada), 1)
    written(other, tom)
    assert desk_of(first, tess).total == 1
