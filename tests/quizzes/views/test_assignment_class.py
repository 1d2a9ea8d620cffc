"""The page on which a teacher watches her class take a quiz."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.staff_acts import allow_one_more, set_aside
from quizzes.watching import Stand, watch_assignment
from tests.factories import make_learner_of
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    RIGHT,
    AssignmentFactory,
    fill_section,
    quiz_of,
    save,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WHY = "The fire alarm rang."


@pytest.fixture
def given(classroom):
    quiz = quiz_of(2, time_limit_minutes=30, attempts_allowed=1, title="Mills")
    return AssignmentFactory(quiz=quiz, classroom=classroom)


def begin(given, learner, at=NOON):
    return start_attempt(given.quiz, learner=learner, at=at, assignment=given)


def sitting_of(given, learner, at=NOON):
    watch = watch_assignment(given, at=at)
    return next(each for each in watch.sittings if each.learner == learner)


def test_learner_who_has_not_started_is_there(given, ada):
    sitting = sitting_of(given, ada)
    assert (sitting.stand, sitting.attempt) == (Stand.NOT_STARTED, None)


def test_two_of_one_name_are_told_apart_by_their_log_ins(given, tess, ada, classroom, client_of):
    make_learner_of(classroom, display_name=ada.display_name, username="ada.quispe2")
    page = client_of(tess).get(reverse("quizzes:assignment-class", args=[given.pk]))
    shown = page.content.decode()
    assert f"{ada} ({ada.username})" in shown
    assert f"{ada} (ada.quispe2)" in shown


def test_running_attempt_tells_how_far_it_is(given, ada):
    attempt = begin(given, ada)
    save(attempt, RIGHT, at=NOON + 2 * MINUTE)
    sitting = sitting_of(given, ada, at=NOON + 10 * MINUTE)
    assert sitting.stand is Stand.TAKING
    assert (sitting.answered, sitting.total) == (1, 2)
    assert (sitting.saved_at, sitting.minutes_left) == (NOON + 2 * MINUTE, 20)


def test_handed_in_attempt_is_done_or_waits(given, ada, ben):
    submit_attempt(begin(given, ada), at=NOON)
    assert sitting_of(given, ada).stand is Stand.DONE
    fill_section(given.quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = begin(given, ben)
    save(attempt, None, position=3, text="word " * 30)
    submit_attempt(attempt, at=NOON)
    assert sitting_of(given, ben).stand is Stand.WAITS


def test_attempt_set_aside_shows_until_another_counts(given, ada, tess):
    set_aside(begin(given, ada), by=tess, reason=WHY, at=NOON)
    assert sitting_of(given, ada).stand is Stand.ASIDE
    second = begin(given, ada)
    sitting = sitting_of(given, ada)
    assert (sitting.stand, sitting.attempt) == (Stand.TAKING, second)
    assert [attempt.number for attempt in sitting.earlier] == [1]


def test_late_answers_and_extra_attempts_are_counted(given, ada, tess):
    attempt = submit_attempt(begin(given, ada), at=NOON)
    for sequence in (1, 2):
        save(attempt, RIGHT, sequence=sequence, at=NOON + 40 * MINUTE)
    save(attempt, RIGHT, position=2, sequence=3, at=NOON + 40 * MINUTE)
    allow_one_more(ada, quiz=given.quiz, assignment=given, by=tess, reason=WHY, at=NOON)
    sitting = sitting_of(given, ada)
    assert (sitting.late, sitting.extra) == (2, 1)


def test_attempts_at_the_quiz_alone_or_by_others_are_not_there(given, ada, far_classroom):
    start_attempt(given.quiz, learner=ada, at=NOON)
    begin(given, make_learner_of(far_classroom))
    watch = watch_assignment(given, at=NOON)
    assert [(each.learner, each.stand) for each in watch.sittings] == [(ada, Stand.NOT_STARTED)]


@pytest.mark.parametrize("learners", [1, 30])
def test_watching_costs_three_statements(given, classroom, learners):
    for _ in range(learners):
        save(begin(given, make_learner_of(classroom)), RIGHT)
    with statements() as counted:
        watch_assignment(given, at=NOON)
    assert len(counted) == 3


def test_page_costs_no_more_with_thirty_learners(given, classroom, client_of, tess):
    path = reverse("quizzes:assignment-class", args=[given.pk])
    browser, costs = client_of(tess), []
    for learners in (1, 29):
        for _ in range(learners):
            save(begin(given, make_learner_of(classroom)), RIGHT)
        with statements() as counted:
            assert browser.get(path).status_code == 200
        costs.append(len(counted))
    assert costs == [6, 6]


def test_time_for_all_is_added_and_said(given, ada, ben, client_of, tess):
    attempts = [begin(given, who, at=timezone.now()) for who in (ada, ben)]
    reply = client_of(tess).post(
        reverse("quizzes:assignment-add-time", args=[given.pk]),
        {"minutes": "10", "reason": WHY},
        follow=True,
    )
    assert "Time added to 2 attempts" in reply.content.decode()
    for attempt in attempts:
        moved = Attempt.objects.get(pk=attempt.pk).deadline_at - attempt.deadline_at
        assert moved == 10 * MINUTE


def test_time_for_all_needs_a_reason(given, client_of, tess):
    path = reverse("quizzes:assignment-add-time", args=[given.pk])
    reply = client_of(tess).post(path, {"minutes": "10"})
    assert reply.status_code == 422


def test_page_is_none_of_another_teachers(given, client_of, theo, oona, ada):
    path = reverse("quizzes:assignment-class", args=[given.pk])
    assert {client_of(who).get(path).status_code for who in (theo, oona, ada)} == {404}


def test_learners_stand_by_the_letters_of_their_names(given, classroom):
    for name in ("Zoe Ames", "Ángel Ruiz", "Łukasz Kos", "Mia Tran"):
        make_learner_of(classroom, display_name=name)
    watch = watch_assignment(given, at=NOON)
    assert [str(each.learner) for each in watch.sittings] == [
        "Ángel Ruiz",
        "Łukasz Kos",
        "Mia Tran",
        "Zoe Ames",
    ]
