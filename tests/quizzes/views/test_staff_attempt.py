"""The page on which staff act on an attempt."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, ResponseRevision
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.responses import check_response
from quizzes.operations.staff_acts import reopen, set_aside
from rosters.models import Act, Notice
from tests.factories_quizzes import RIGHT, WRONG, AssignmentFactory, quiz_of, save

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WHY = "The fire alarm rang."


@pytest.fixture
def browser(client_of, tess):
    return client_of(tess)


@pytest.fixture
def given(classroom):
    quiz = quiz_of(2, time_limit_minutes=30, attempts_allowed=1, title="Mills")
    return AssignmentFactory(quiz=quiz, classroom=classroom, closes_at=timezone.now() + 90 * MINUTE)


@pytest.fixture
def running(given, ada):
    attempt = start_attempt(given.quiz, learner=ada, at=timezone.now(), assignment=given)
    save(attempt, WRONG, sequence=1, at=timezone.now())
    return attempt


@pytest.fixture
def handed_in(running):
    return submit_attempt(running, at=timezone.now())


@pytest.fixture
def late(handed_in):
    """A right answer that came ten minutes after handing in."""
    saved = save(handed_in, RIGHT, sequence=2, base=1, at=timezone.now() + 10 * MINUTE)
    return ResponseRevision.objects.get(attempt=handed_in, number=saved.receipt.number)


def page(browser, attempt):
    return browser.get(reverse("quizzes:attempt-staff", args=[attempt.pk])).content.decode()


def act(browser, attempt, name, *parts, follow=True, **posted):
    path = reverse(f"quizzes:attempt-{name}", args=[attempt.pk, *parts])
    return browser.post(path, posted, follow=follow)


def now(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def test_page_shows_answers_time_and_receipts(browser, running):
    text = page(browser, running)
    assert "Ada Quispe" in text
    assert "What people said next day" in text
    assert "with 30 minutes: until" in text
    assert "1 save, and its signature holds" in text


def test_time_is_added_with_a_reason_that_stands_in_the_log(browser, running):
    before = running.deadline_at
    reply = act(browser, running, "add-time", minutes="10", reason=WHY)
    assert now(running).deadline_at == before + 10 * MINUTE
    text = reply.content.decode()
    assert "10 minutes added." in text
    assert WHY in text
    assert "Tess Varga" in text


def test_missing_reason_brings_the_form_back_and_changes_nothing(browser, running):
    reply = act(browser, running, "add-time", minutes="10", reason=" ")
    assert reply.status_code == 422
    assert "Say why; it stands in the log." in reply.content.decode()
    assert not Act.objects.exists()


@pytest.mark.parametrize("name", ["reopen", "set-aside"])
def test_act_of_two_steps_asks_first(browser, handed_in, name):
    reply = act(browser, handed_in, name, reason=WHY)
    assert reply.status_code == 200
    assert 'name="confirmed"' in reply.content.decode()
    assert not Act.objects.exists()
    assert act(browser, handed_in, name, reason=WHY, confirmed="yes", follow=False).url == reverse(
        "quizzes:attempt-staff", args=[handed_in.pk]
    )
    assert Act.objects.count() == 1


def test_reopening_warns_when_the_learner_may_have_seen_keys(browser, handed_in):
    text = act(browser, handed_in, "reopen", minutes="10", reason=WHY).content.decode()
    assert "may have seen right answers" in text


def test_reopening_does_not_warn_while_the_keys_are_hidden(browser, handed_in):
    handed_in.settings["attempts_allowed"] = 2
    handed_in.save()
    text = act(browser, handed_in, "reopen", minutes="10", reason=WHY).content.decode()
    assert "may have seen right answers" not in text


def test_reopening_after_the_closing_is_refused_with_a_sentence(browser, handed_in, given):
    given.opens_at, given.closes_at = timezone.now() - 9 * MINUTE, timezone.now() - MINUTE
    given.save()
    assert 'id="act-reopen"' not in page(browser, handed_in)
    reply = act(browser, handed_in, "reopen", reason=WHY, confirmed="yes")
    assert "The assignment is closed." in reply.content.decode()
    assert not now(handed_in).is_open


def test_set_aside_attempt_can_be_brought_back(browser, handed_in, tess):
    set_aside(handed_in, by=tess, reason=WHY, at=timezone.now())
    text = page(browser, handed_in)
    assert "it stands in no report" in text
    assert 'id="act-aside"' not in text
    act(browser, handed_in, "bring-back", reason=WHY)
    assert now(handed_in).set_aside_at is None


def test_one_more_attempt_stands_in_the_log(browser, handed_in):
    text = act(browser, handed_in, "allow", reason=WHY).content.decode()
    assert "Allowed one more attempt" in text
    assert WHY in text


def test_late_answer_stands_beside_the_one_in_time(browser, late):
    text = page(browser, late.attempt)
    assert "waits for you" in text
    assert "The minutes of the meeting" in text
    assert "What people said next day" in text
    assert "10\xa0minutes late" in text


def test_answer_of_some_seconds_after_the_end_is_not_no_minutes_late(browser, handed_in):
    save(handed_in, RIGHT, sequence=2, base=1, at=timezone.now() + timedelta(seconds=20))
    assert "less than a minute late" in page(browser, handed_in)


def test_late_answer_is_accepted_and_left_again(browser, late):
    act(browser, late.attempt, "late-answer", late.number, verdict="accept", reason=WHY)
    assert now(late.attempt).score == 1
    text = act(
        browser, late.attempt, "late-answer", late.number, verdict="leave", reason=WHY
    ).content.decode()
    assert now(late.attempt).score == 0
    assert "left, it does not count" in text
    assert "every signature holds" in text


def test_decision_without_a_verdict_is_none(browser, late):
    assert act(browser, late.attempt, "late-answer", late.number, reason=WHY).status_code == 422


def test_answer_in_time_has_no_decision(browser, late):
    reply = act(browser, late.attempt, "late-answer", 1, verdict="accept", reason=WHY)
    assert reply.status_code == 404


def test_notice_does_not_say_why(browser, running, ada):
    act(browser, running, "add-time", minutes="10", reason=WHY)
    assert WHY not in str(Notice.objects.values().get(person=ada))


@pytest.mark.parametrize("name", ["add-time", "allow", "reopen", "set-aside", "bring-back"])
def test_act_is_none_of_another_teachers(client_of, theo, running, name):
    reply = act(client_of(theo), running, name, minutes="10", reason=WHY, confirmed="yes")
    assert reply.status_code == 404
    assert not Act.objects.exists()


def test_all_late_answers_are_decided_with_one_form(browser, late):
    save(late.attempt, RIGHT, position=2, sequence=1, tab="b", at=timezone.now() + 10 * MINUTE)
    assert "Accept all 2" in page(browser, late.attempt)
    reply = act(browser, late.attempt, "late-answers", verdict="accept", reason=WHY)
    assert "2 late answers count now." in reply.content.decode()
    assert now(late.attempt).score == 2


def test_score_from_before_reopening_does_not_stand_as_one(browser, handed_in, tess):
    assert '<span class="tag num">0 of 1</span>' in page(browser, handed_in)
    reopen(handed_in, minutes=None, by=tess, reason=WHY, at=timezone.now())
    text = page(browser, now(handed_in))
    assert "was 0 of 1 before it was opened again" in text
    assert '<span class="tag num">0 of 1</span>' not in text


def test_score_of_a_checked_answer_stands_while_the_attempt_runs(browser, ada, classroom):
    quiz = quiz_of(2, show_feedback="after-each", title="Mills")
    given = AssignmentFactory(quiz=quiz, classroom=classroom)
    attempt = start_attempt(quiz, learner=ada, at=timezone.now(), assignment=given)
    save(attempt, RIGHT, at=timezone.now())
    check_response(learner=ada, attempt_id=attempt.pk, position=1, at=timezone.now())
    text = page(browser, attempt)
    assert '<span class="tag num">1 of 1</span>' in text
    assert "opened again" not in text


def test_button_of_an_act_sends_once(browser, running):
    assert page(browser, running).count('<submit-once class="row"><button') == 3
