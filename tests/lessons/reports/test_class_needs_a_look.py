"""Who of a class needs a look, and what its sums and skills must not count."""

from datetime import timedelta

import pytest

from lessons.operations.assigning import Rules, assign_module, assign_quiz, take_back
from lessons.reports.class_page import class_page
from quizzes.models import Attempt, Score
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from tests.factories_quizzes import ESSAY, RIGHT, WRONG, fill_section, quiz_of, save
from tests.world import make_module

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def give(classroom, tess, now):
    def assigned(quiz):
        rules = Rules(now - 10 * DAY, now + DAY)
        return assign_quiz(quiz, classroom=classroom, rules=rules, by=tess, at=now)

    return assigned


@pytest.fixture
def page(classroom, tess, now):
    def looked(at=now):
        return class_page(classroom, tess, at=at)

    return looked


def begin(given, learner, *, at):
    return start_attempt(given.quiz, learner=learner, at=at, assignment=given)


def fail(given, learner, *, at):
    attempt = begin(given, learner, at=at)
    save(attempt, WRONG, at=at)
    return submit_attempt(attempt, at=at)


def test_practice_that_was_failed_twice_is_no_reason(give, page, ada, now):
    given = give(quiz_of(1))
    for _ in range(2):
        fail(given, ada, at=now)
    assert page().stuck == []


def test_who_began_anew_yesterday_is_not_stuck(give, page, ada, now):
    given = give(quiz_of(1))
    fail(given, ada, at=now - 9 * DAY)
    begin(given, ada, at=now - DAY)
    assert page().stuck == []


def test_nobody_is_stuck_in_what_is_over(give, page, ada, now):
    begin(give(quiz_of(1)), ada, at=now - 9 * DAY)
    assert len(page().stuck) == 1
    assert page(now + 2 * DAY).stuck == []


def test_who_has_most_reasons_stands_first(give, page, ada, ben, now):
    checks = [give(quiz_of(1, purpose=Purpose.CHECK)) for _ in range(2)]
    for check, learner in ((checks[0], ada), (checks[0], ben), (checks[1], ben)):
        for _ in range(2):
            fail(check, learner, at=now)
    assert [each.row.name for each in page().stuck] == ["Ben Larsen", "Ada Quispe"]


def test_what_waits_for_a_person_is_handed_in(give, page, ada, ben, now):
    quiz = quiz_of(0)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = begin(give(quiz), ada, at=now)
    save(attempt, None, text="It rests on nothing. " * 8, at=now)
    submit_attempt(attempt, at=now)
    [total] = page().sums
    assert (total.done, total.total, total.mean) == (1, 2, None)


def test_quiz_that_was_taken_back_has_no_column(give, page, tess, now):
    take_back(give(quiz_of(1)), by=tess, at=now)
    assert page().columns == []


def test_module_that_was_taken_back_has_no_column(classroom, page, tess, now):
    module = make_module("brook-farm", "Brook farm", owner=tess, rows=2)
    given = assign_module(
        module, classroom=classroom, rules=Rules(now - DAY), checks=[], quizzes=[], by=tess, at=now
    )
    assert len(page().columns) > 0
    take_back(given, by=tess, at=now)
    assert page().columns == []


# Skills


@pytest.fixture
def graded(give, ada, now):
    """Two questions about one skill: the first right, the second left blank."""
    quiz = quiz_of(0)
    fill_section(quiz, 2, skills=["sourcing"])
    attempt = begin(give(quiz), ada, at=now)
    save(attempt, RIGHT, at=now)
    return submit_attempt(attempt, at=now)


def test_question_left_blank_shows_no_skill(graded, page):
    [skill] = page().skills
    assert (skill.right, skill.total) == (1, 1)


def test_attempt_set_aside_shows_no_skill(graded, page, now):
    Attempt.objects.filter(pk=graded.pk).update(set_aside_at=now)
    assert page().skills == []


def test_score_that_was_replaced_shows_no_skill(graded, page):
    Score.objects.filter(response__attempt=graded).update(is_current=False)
    assert page().skills == []
