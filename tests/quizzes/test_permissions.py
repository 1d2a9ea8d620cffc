"""Keys and the second way to the same quiz."""

import pytest

from quizzes.models import Attempt
from quizzes.operations.attempts import effective_rules, start_attempt, submit_attempt
from quizzes.permissions import has_it_before_her
from tests.factories_quizzes import NOON, AssignmentFactory, quiz_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return quiz_of(1, attempts_allowed=1)


def sat(quiz, learner, **way) -> Attempt:
    return submit_attempt(start_attempt(quiz, learner=learner, at=NOON, **way), at=NOON)


def test_free_attempt_waits_for_the_assignment_of_the_same_quiz(ada, classroom, quiz, client_of):
    assignment = AssignmentFactory(quiz=quiz, classroom=classroom, opens_at=NOON)
    free = sat(quiz, ada)
    assert has_it_before_her(free)
    page = client_of(ada).get(f"/attempts/{free.pk}/review/").content.decode()
    assert "Your class has this quiz before it." in page
    sat(quiz, ada, assignment=assignment)
    assert not has_it_before_her(free)


def test_assignment_without_a_limit_keeps_no_key_back(ada, classroom):
    quiz = quiz_of(1)
    AssignmentFactory(quiz=quiz, classroom=classroom, opens_at=NOON)
    assert not has_it_before_her(sat(quiz, ada))


def test_assignment_of_another_class_keeps_no_key_back(ada, other_classroom, quiz):
    AssignmentFactory(quiz=quiz, classroom=other_classroom, opens_at=NOON)
    assert not has_it_before_her(sat(quiz, ada))


def test_feedback_after_closing_comes_after_submitting_where_nothing_closes(quiz, classroom):
    quiz.show_feedback = "after-closing"
    assignment = AssignmentFactory(quiz=quiz, classroom=classroom)
    assert effective_rules(quiz, None)["show_feedback"] == "after-submitting"
    assert effective_rules(quiz, assignment)["show_feedback"] == "after-closing"
