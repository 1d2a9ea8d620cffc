"""The demo school: people with work in every stage, made as the site makes it."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from lessons.models import LessonCompletion, ModuleAssignment, StepCompletion, StepNote
from lessons.operations.demo import PEOPLE, DemoLogin, make_demo_school
from lessons.operations.loading import load_shipped_packs
from quizzes.models import (
    Assignment,
    Attempt,
    Mark,
    Quiz,
    Response,
    ResponseRevision,
    Score,
)
from quizzes.operations.publishing import findings_of_quiz
from quizzes.operations.receipts import verify_attempt
from rosters.models import Act, Classroom, School, User

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def logins(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The demo school on the shipped packs, made once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_shipped_packs(report=lambda line: None)
        yield make_demo_school()
        transaction.set_rollback(True)


def attempts_of(username: str) -> list[tuple[str, str]]:
    attempts = Attempt.objects.filter(learner__username=username).order_by("started_at")
    return [(attempt.quiz.slug, attempt.status) for attempt in attempts]


def steps_of(username: str) -> int:
    return StepCompletion.objects.filter(learner__username=username).count()


def test_every_person_has_a_log_in_that_works(logins: Sequence[DemoLogin]) -> None:
    assert [login.username for login in logins] == [username for username, *_ in PEOPLE]
    for login in logins:
        assert User.objects.get(username=login.username).check_password(login.password)


def test_passwords_differ_and_are_never_the_same_again(logins: Sequence[DemoLogin]) -> None:
    assert len({login.password for login in logins}) == len(logins)
    assert not any(re.search("demo|password|1234", login.password) for login in logins)


def test_log_in_is_shown_on_one_line_with_what_there_is_to_see(
    logins: Sequence[DemoLogin],
) -> None:
    line = str(logins[2])
    assert line.startswith("demo-ada   ")
    assert line.endswith("has done most; her exam waits for a mark")


def test_second_time_makes_nothing(logins: Sequence[DemoLogin]) -> None:
    before = (User.objects.count(), Attempt.objects.count(), Response.objects.count())
    assert make_demo_school() == []
    assert (User.objects.count(), Attempt.objects.count(), Response.objects.count()) == before


def test_class_has_its_teacher_and_six_learners(logins: Sequence[DemoLogin]) -> None:
    classroom = Classroom.objects.get(school=School.objects.get(slug="demo-school"))
    roles = sorted(classroom.enrollments.values_list("role", flat=True))
    assert roles == ["learner"] * 6 + ["teacher"]


def test_one_has_finished_two_lessons_a_lab_and_the_module_quiz(
    logins: Sequence[DemoLogin],
) -> None:
    assert LessonCompletion.objects.filter(learner__username="demo-ada").count() == 2
    statuses = dict(attempts_of("demo-ada"))
    assert statuses.pop("exam") == "submitted"
    assert set(statuses.values()) == {"graded"}
    assert {"claim-lab", "module-quiz"} <= {slug for slug, _ in attempts_of("demo-ada")}
    assert StepNote.objects.filter(learner__username="demo-ada").count() == 1


def test_one_is_in_the_middle_of_a_check(logins: Sequence[DemoLogin]) -> None:
    running = Attempt.objects.in_progress().get(learner__username="demo-ben")
    responses = Response.objects.filter(attempt=running)
    answered = [response.is_answered for response in responses]
    assert (answered.count(True), answered.count(False) > 0) == (2, True)


def test_one_has_read_two_steps_and_one_has_not_started(logins: Sequence[DemoLogin]) -> None:
    assert (steps_of("demo-cleo"), attempts_of("demo-cleo")) == (2, [])
    assert (steps_of("demo-dan"), attempts_of("demo-dan")) == (0, [])


def test_one_waits_for_a_person_to_mark_her_essays(logins: Sequence[DemoLogin]) -> None:
    assert ("essays", "submitted") in attempts_of("demo-eve")
    scores = Score.objects.filter(
        response__attempt__learner__username="demo-eve", response__attempt__quiz__slug="essays"
    )
    assert {score.completion for score in scores} == {"needs_marking"}


def test_one_failed_the_same_check_twice(logins: Sequence[DemoLogin]) -> None:
    attempts = Attempt.objects.filter(learner__username="demo-finn").exclude(quiz__slug="exam")
    assert [attempt.number for attempt in attempts.order_by("number")] == [1, 2]
    for attempt in attempts:
        assert attempt.score is not None
        assert attempt.score < attempt.max_score * attempt.settings["pass_percent"] / 100


def test_class_has_a_module_and_an_open_exam_before_it(logins: Sequence[DemoLogin]) -> None:
    given = ModuleAssignment.objects.get()
    # The six checks of the lessons, and the essays.
    assert given.quiz_assignments.count() == 7
    exam = Assignment.objects.open().get(quiz__purpose="exam")
    assert (exam.quiz.time_limit_minutes, exam.quiz.collection.owner) == (60, exam.created_by)


def test_exam_blocks_nothing_and_has_no_public_key(logins: Sequence[DemoLogin]) -> None:
    assert findings_of_quiz(Quiz.objects.get(purpose="exam")) == []


def test_one_takes_the_exam_with_half_as_much_time_again(logins: Sequence[DemoLogin]) -> None:
    attempt = Attempt.objects.in_progress().get(quiz__slug="exam")
    assert attempt.learner.username == "demo-finn"
    assert attempt.deadline_at == attempt.started_at + timedelta(minutes=90)


def test_one_exam_waits_for_a_mark_and_one_mark_is_released(logins: Sequence[DemoLogin]) -> None:
    assert ("exam", "submitted") in attempts_of("demo-ada")
    assert ("exam", "graded") in attempts_of("demo-eve")
    mark = Mark.objects.get()
    assert (mark.response.attempt.learner.username, mark.released_at is None) == ("demo-eve", False)


def test_one_exam_is_set_aside_with_a_reason(logins: Sequence[DemoLogin]) -> None:
    attempt = Attempt.objects.exclude(set_aside_at=None).get()
    act = Act.objects.get(verb="attempt-set-aside")
    assert (attempt.learner.username, act.subject_id) == ("demo-ben", attempt.pk)
    assert act.reason.startswith("The fire alarm rang")


def test_only_who_never_worked_never_signed_in(logins: Sequence[DemoLogin]) -> None:
    learners = User.objects.filter(role="learner", last_login=None)
    assert [person.username for person in learners] == ["demo-dan"]


def test_answers_were_saved_with_receipts_that_hold(logins: Sequence[DemoLogin]) -> None:
    assert ResponseRevision.objects.count() > 40
    for attempt in Attempt.objects.all():
        assert verify_attempt(attempt).holds
