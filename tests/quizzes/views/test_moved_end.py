"""What an open page is told when staff moved the end of its attempt, and what her pages say."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, ResponseRevision
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.late_answers import accept_late, leave_late
from quizzes.operations.staff_acts import add_time, set_aside
from rosters.models import Accommodation
from tests.factories_quizzes import RIGHT, quiz_of, save

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WHY = "The fire alarm rang."


@pytest.fixture
def attempt(ada):
    quiz = quiz_of(2, time_limit_minutes=10)
    return start_attempt(quiz, learner=ada, at=timezone.now() - 9 * MINUTE)


@pytest.fixture
def browser(client_of, ada):
    return client_of(ada)


def give(attempt, tess, minutes=10):
    return add_time(attempt, minutes=minutes, by=tess, reason=WHY, at=timezone.now())


def page(browser, name, attempt, *parts):
    return browser.get(reverse(f"quizzes:{name}", args=[attempt.pk, *parts])).content.decode()


def send(browser, attempt):
    path = reverse("quizzes:response-save", args=[attempt.pk, 1])
    return browser.post(path, {"option": RIGHT, "tab": "a", "sequence": 1}).json()


def hand_in(browser, attempt, **posted):
    return browser.post(reverse("quizzes:attempt-submit", args=[attempt.pk]), posted)


def test_reply_to_a_save_says_how_much_time_is_left(browser, attempt, tess):
    give(attempt, tess)
    assert 10 * 60 < send(browser, attempt)["left"] <= 11 * 60


def test_reply_says_nothing_where_there_is_no_end(browser, ada):
    attempt = start_attempt(quiz_of(1), learner=ada, at=timezone.now())
    assert "left" not in send(browser, attempt)


def test_page_that_does_not_know_of_more_time_hands_nothing_in(browser, attempt, tess):
    give(attempt, tess)
    reply = hand_in(browser, attempt, by="timer", position="2")
    assert reply.url == reverse("quizzes:attempt-item", args=[attempt.pk, 2])
    assert Attempt.objects.get(pk=attempt.pk).is_open


def test_learner_hands_in_whenever_she_wants(browser, attempt):
    hand_in(browser, attempt)
    assert not Attempt.objects.get(pk=attempt.pk).is_open


def test_page_hands_in_when_the_time_is_up(browser, attempt):
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now())
    hand_in(browser, attempt, by="timer", position="1")
    assert not Attempt.objects.get(pk=attempt.pk).is_open


def test_overview_says_how_the_end_came_about_without_names_or_reasons(browser, attempt, tess):
    give(attempt, tess)
    text = page(browser, "attempt-overview", attempt)
    assert "How this end came about" in text
    assert "with 10 minutes: until" in text
    assert "10 minutes added at" in text
    assert "Tess" not in text
    assert WHY not in text


def test_overview_shows_the_learners_own_factor(browser, ada):
    """10 minutes × 1.5 = 15 minutes."""
    Accommodation.objects.create(user=ada, time_factor="1.50")
    attempt = start_attempt(quiz_of(1, time_limit_minutes=10), learner=ada, at=timezone.now())
    assert "10 minutes × 1.5 = 15 minutes" in page(browser, "attempt-overview", attempt)


def test_receipts_say_what_became_of_a_late_answer(browser, attempt, tess):
    submit_attempt(attempt, at=timezone.now())
    save(attempt, RIGHT, sequence=1, at=timezone.now())
    late = ResponseRevision.objects.get(attempt=attempt, late=True)
    assert "late; a teacher decides" in page(browser, "attempt-receipts", attempt)
    accept_late(late, by=tess, reason=WHY, at=timezone.now())
    text = page(browser, "attempt-receipts", attempt)
    assert "late, accepted" in text
    assert "stands, as a teacher decided" in text
    leave_late(late, by=tess, reason=WHY, at=timezone.now())
    assert "late, does not count" in page(browser, "attempt-receipts", attempt)


def test_review_of_an_attempt_set_aside_says_so(browser, attempt, tess):
    set_aside(attempt, by=tess, reason=WHY, at=timezone.now())
    assert "was set aside: it does not count" in page(browser, "attempt-review", attempt)
