"""One attempt more enters every place that counts attempts; one set aside leaves them all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.staff_acts import add_time, allow_one_more, bring_back, reopen, set_aside
from quizzes.permissions import (
    attempts_staff_may_change,
    attempts_staff_may_see,
    count_attempts_used,
    has_it_before_her,
)
from quizzes.reports import states_of
from quizzes.views.start import quiz_entry
from rosters.models import Act, Notice
from rosters.operations.acts import Verb, acts_on
from tests.factories import AccommodationFactory, make_learner_of
from tests.factories_quizzes import WRONG, AssignmentFactory, quiz_of, save

pytestmark = pytest.mark.django_db

WHY = "Her computer broke."
KEY = b"They were written there."


@pytest.fixture
def quiz(db):
    return quiz_of(1, attempts_allowed=1)


def done(quiz, learner, **more):
    at = timezone.now()
    attempt = start_attempt(quiz, learner=learner, at=at, **more)
    save(attempt, WRONG, at=at)
    return submit_attempt(attempt, at=at)


def review(client_of, attempt):
    path = reverse("quizzes:attempt-review", args=[attempt.pk])
    return client_of(attempt.learner).get(path).content


# One more


def test_keys_go_away_when_one_more_is_allowed_and_come_back_when_it_is_used(
    quiz, ada, tess, client_of
):
    attempt = done(quiz, ada)
    assert KEY in review(client_of, attempt)
    allow_one_more(ada, quiz=quiz, by=tess, reason=WHY, at=timezone.now())
    page = review(client_of, attempt)
    assert KEY not in page
    assert b"after your last attempt; 1 is left" in page
    done(quiz, ada)
    assert KEY in review(client_of, attempt)


def test_keys_of_an_assignment_go_away_too(quiz, ada, tess, classroom, client_of):
    given = AssignmentFactory(quiz=quiz, classroom=classroom)
    attempt = done(quiz, ada, assignment=given)
    assert KEY in review(client_of, attempt)
    allow_one_more(ada, quiz=quiz, assignment=given, by=tess, reason=WHY, at=timezone.now())
    assert KEY not in review(client_of, attempt)


def test_keys_of_the_quiz_wait_for_one_more_at_its_assignment(quiz, ada, tess, classroom):
    given = AssignmentFactory(quiz=quiz, classroom=classroom)
    alone = done(quiz, ada)
    done(quiz, ada, assignment=given)
    assert not has_it_before_her(alone)
    allow_one_more(ada, quiz=quiz, assignment=given, by=tess, reason=WHY, at=timezone.now())
    assert has_it_before_her(alone)


def test_keys_of_a_classmate_stay(quiz, ada, ben, tess, client_of):
    attempt = done(quiz, ben)
    allow_one_more(ada, quiz=quiz, by=tess, reason=WHY, at=timezone.now())
    assert KEY in review(client_of, attempt)


def test_page_before_the_quiz_counts_one_more(quiz, ada, tess):
    done(quiz, ada)
    assert not quiz_entry(quiz, ada).may_start
    allow_one_more(ada, quiz=quiz, by=tess, reason=WHY, at=timezone.now())
    entry = quiz_entry(quiz, ada)
    assert (entry.attempts_left, entry.attempts_allowed, entry.may_start) == (1, 2, True)


# Extra time


@pytest.mark.parametrize(("factor", "minutes", "told"), [("1.5", 30, True), ("1", 20, False)])
def test_page_before_a_timed_quiz_tells_her_own_minutes(factor, minutes, told, ada, client_of):
    AccommodationFactory(user=ada, time_factor=Decimal(factor))
    timed = quiz_of(1, time_limit_minutes=20)
    assert quiz_entry(timed, ada).own_minutes == minutes
    page = client_of(ada).get(reverse("quizzes:quiz", args=[timed.pk])).content.decode()
    assert f"{minutes} minutes" in page
    assert ("your extra time is in it" in page) is told


def test_page_before_a_timed_quiz_tells_a_visitor_the_minutes_of_the_rules(db):
    assert quiz_entry(quiz_of(1, time_limit_minutes=20), AnonymousUser()).own_minutes == 20


# Set aside and open again


def test_keys_go_away_when_the_attempt_is_set_aside(quiz, ada, tess, client_of):
    attempt = done(quiz, ada)
    set_aside(attempt, by=tess, reason=WHY, at=timezone.now())
    assert count_attempts_used(attempt) == 0
    assert KEY not in review(client_of, attempt)


def test_attempt_set_aside_stands_in_no_report_of_the_learner(quiz, ada, tess, classroom):
    given = AssignmentFactory(quiz=quiz, classroom=classroom)
    for assignment in (None, given):
        attempt = done(quiz, ada, assignment=assignment)
        set_aside(attempt, by=tess, reason=WHY, at=timezone.now())
    assert states_of([quiz], ada) == {}
    assert quiz_entry(quiz, ada).state.attempts == []
    assert quiz_entry(quiz, ada, given).state.attempts == []


def test_keys_of_other_attempts_go_away_while_one_is_open_again(ada, tess, client_of):
    quiz = quiz_of(1, attempts_allowed=2)
    first, second = done(quiz, ada), done(quiz, ada)
    assert KEY in review(client_of, first)
    reopen(second, minutes=None, by=tess, reason=WHY, at=timezone.now())
    assert KEY not in review(client_of, first)


def test_attempt_that_is_open_again_is_gone_on_with(quiz, ada, tess, client_of):
    attempt = done(quiz, ada)
    reopen(attempt, minutes=None, by=tess, reason=WHY, at=timezone.now())
    page = client_of(ada).get(reverse("quizzes:quiz", args=[quiz.pk])).content
    assert b"Go on with your attempt" in page
    reply = client_of(ada).post(reverse("quizzes:quiz-start", args=[quiz.pk]))
    assert reply["Location"] == reverse("quizzes:attempt", args=[attempt.pk])


# Who may


def test_staff_see_attempts_of_those_whom_they_teach(quiz, ada, tess, theo, oona, sam, root):
    attempt = done(quiz, ada)
    may = {who: attempt in attempts_staff_may_see(who) for who in (tess, theo, oona, sam, root)}
    assert may == {tess: True, theo: False, oona: False, sam: True, root: True}


def test_school_admin_sees_no_attempt_of_another_school(quiz, far_classroom, sam):
    attempt = done(quiz, make_learner_of(far_classroom))
    assert attempt not in attempts_staff_may_see(sam)


def test_staff_see_what_was_set_aside(quiz, ada, tess):
    attempt = done(quiz, ada)
    set_aside(attempt, by=tess, reason=WHY, at=timezone.now())
    assert attempt in attempts_staff_may_see(tess)


def test_nobody_changes_her_own_attempt_or_a_preview(quiz, root, tess, classroom):
    own = done(quiz, root)
    preview = start_attempt(quiz, learner=tess, at=timezone.now(), preview=True)
    assert {own, preview} <= set(attempts_staff_may_see(root))
    assert not attempts_staff_may_change(root).exists()


def test_exam_keeps_its_keys_until_it_closes_whatever_is_allowed(ada, tess, classroom, client_of):
    exam = quiz_of(1, purpose=Purpose.EXAM, attempts_allowed=1)
    given = AssignmentFactory(
        quiz=exam, classroom=classroom, closes_at=timezone.now() + timedelta(hours=1)
    )
    attempt = done(exam, ada, assignment=given)
    allow_one_more(ada, quiz=exam, assignment=given, by=tess, reason=WHY, at=timezone.now())
    assert KEY not in review(client_of, attempt)


def test_exam_keeps_its_keys_while_somebody_has_time_beyond_its_window(
    ada, ben, tess, classroom, client_of
):
    """Ben got ten minutes more than the window; it closes, and Ada would read the answers."""
    now = timezone.now()
    exam = quiz_of(1, purpose=Purpose.EXAM)
    given = AssignmentFactory(
        quiz=exam, classroom=classroom, opens_at=now - timedelta(hours=2), closes_at=now
    )
    attempt = done(exam, ada, assignment=given)
    assert KEY in review(client_of, attempt)
    running = start_attempt(exam, learner=ben, at=now, assignment=given)
    add_time(running, minutes=10, by=tess, reason=WHY, at=now)
    page = review(client_of, attempt)
    assert KEY not in page
    assert b"when everybody has handed in" in page
    submit_attempt(running, at=now)
    assert KEY in review(client_of, attempt)


# The log


def test_one_more_attempt_stands_in_the_log_of_the_class(quiz, classroom, ada, root):
    given = AssignmentFactory(quiz=quiz, classroom=classroom)
    allow_one_more(ada, quiz=quiz, assignment=given, by=root, reason=WHY, at=timezone.now())
    act = Act.objects.get(verb=Verb.ALLOWED_ATTEMPT)
    assert (act.classroom, act.person) == (classroom, ada)


def test_bringing_back_stands_in_the_log_and_is_told(quiz, ada, tess):
    attempt = done(quiz, ada)
    set_aside(attempt, by=tess, reason=WHY, at=timezone.now())
    bring_back(attempt, by=tess, reason="It was another learner.")
    act = acts_on(attempt).get(verb=Verb.BROUGHT_BACK_ATTEMPT)
    assert (act.actor, act.person, act.reason) == (tess, ada, "It was another learner.")
    assert Notice.objects.filter(person=ada).count() == 2
