"""The address to which the page saves by itself, and what it costs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.models import ResponseRevision
from quizzes.models.quizzes import Feedback
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.receipts import receipt_of
from quizzes.operations.responses import check_response
from tests.factories import GuestFactory, LearnerFactory
from tests.factories_quizzes import RIGHT, WRONG, quiz_of, response_of
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return LearnerFactory()


def running(learner, count=3, *, at=None, **fields):
    return start_attempt(quiz_of(count, **fields), learner=learner, at=at or timezone.now())


def send(browser, attempt, option=RIGHT, *, position=1, tab="tab-a", sequence=1, base=0, **more):
    form = {"option": option, "tab": tab, "sequence": sequence, "base": base, **more}
    return browser.post(f"/attempts/{attempt.pk}/{position}/save/", form)


def test_save_answers_with_its_receipt(client_of, learner):
    attempt = running(learner)
    answer = send(client_of(learner), attempt)
    receipt = receipt_of(ResponseRevision.objects.get())
    assert answer.status_code == 200
    assert answer.json() == {
        "saved": True,
        "number": 1,
        "base": 1,
        "code": receipt.code,
        "line": receipt.line,
        "at": timezone.localtime(receipt.at).strftime("%H:%M"),
    }


def test_save_is_never_kept_by_a_cache(client_of, learner):
    answer = send(client_of(learner), running(learner))
    assert "no-store" in answer.headers["Cache-Control"]


def test_guest_saves_as_a_learner_does(client_of):
    guest = GuestFactory()
    assert send(client_of(guest), running(guest)).json()["saved"] is True


def test_blank_is_not_called_saved(client_of, learner):
    answer = send(client_of(learner), running(learner), option="")
    assert (answer.status_code, answer.json()) == (200, {"saved": False})


def test_stale_tab_is_told_both_answers(client_of, learner):
    attempt, browser = running(learner), client_of(learner)
    send(browser, attempt, RIGHT)
    answer = send(browser, attempt, WRONG, tab="tab-b")
    assert answer.status_code == 409
    assert answer.json()["saved"] is False
    assert answer.json()["standing"] == "The minutes of the meeting"
    assert answer.json()["sent"] == "What people said next day"


def test_late_save_is_told_that_it_does_not_count(client_of, learner):
    at = timezone.now() - timedelta(minutes=31)
    attempt = running(learner, at=at, time_limit_minutes=30)
    answer = send(client_of(learner), attempt)
    assert (answer.status_code, answer.json()["saved"]) == (409, False)
    assert "counts only if a teacher accepts it" in answer.json()["message"]


@pytest.mark.parametrize("swept", [False, True])
def test_page_that_hands_in_after_a_late_save_says_that_it_is_kept(client_of, learner, swept):
    at = timezone.now() - timedelta(minutes=31)
    attempt, browser = running(learner, at=at, time_limit_minutes=30), client_of(learner)
    if swept:
        submit_attempt(attempt, at=timezone.now())
    send(browser, attempt)
    page = browser.post(f"/attempts/{attempt.pk}/submit/", {"by": "timer"}, follow=True)
    assert [str(said) for said in page.context["messages"]] == [
        "The time was up. What you sent last is kept, and counts only if a teacher accepts it."
    ]


def test_save_after_handing_in_is_told_that_it_does_not_count(client_of, learner):
    attempt = submit_attempt(running(learner), at=timezone.now())
    assert send(client_of(learner), attempt).status_code == 409
    assert response_of(attempt).data is None


def test_unusable_save_is_refused_with_a_sentence(client_of, learner):
    answer = send(client_of(learner), running(learner), option=9)
    assert (answer.status_code, answer.json()["saved"]) == (422, False)
    assert answer.json()["message"].startswith("This choice is not on the page.")


def test_checked_response_is_refused_with_a_sentence(client_of, learner):
    attempt, browser = running(learner, show_feedback=Feedback.AFTER_EACH), client_of(learner)
    send(browser, attempt)
    check_response(learner=learner, attempt_id=attempt.pk, position=1, at=timezone.now())
    answer = send(browser, attempt, WRONG, sequence=2)
    assert (answer.status_code, answer.json()["saved"]) == (422, False)


def test_attempt_of_another_learner_is_not_found(client_of, learner):
    answer = send(client_of(LearnerFactory()), running(learner))
    assert answer.status_code == 404
    assert not ResponseRevision.objects.exists()


def test_visitor_is_asked_to_sign_in(visitor, learner):
    assert send(visitor, running(learner)).status_code == 403


def test_save_needs_a_post(client_of, learner):
    attempt = running(learner)
    assert client_of(learner).get(f"/attempts/{attempt.pk}/1/save/").status_code == 405


def test_save_needs_the_page_it_comes_from(learner):
    attempt, browser = running(learner), Client(enforce_csrf_checks=True)
    browser.force_login(learner)
    assert send(browser, attempt).status_code == 403
    assert not ResponseRevision.objects.exists()


# Statements


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_save_is_five_statements_and_one_commit(client_of, learner, count):
    attempt, browser = running(learner, count), client_of(learner)
    send(browser, attempt)
    with statements() as seen:
        assert send(browser, attempt, WRONG, sequence=2, base=1).status_code == 200
    assert seen.verbs() == ["SELECT", "SELECT", "SELECT", "INSERT", "UPDATE"]
    assert seen.commits == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 30])
def test_check_is_nine_statements_and_one_commit(client_of, learner, count):
    attempt = running(learner, count, show_feedback=Feedback.AFTER_EACH)
    browser = client_of(learner)
    send(browser, attempt)
    with statements() as seen:
        page = browser.post(
            f"/attempts/{attempt.pk}/1/", {"option": RIGHT, "tab": "tab-a", "go": "check"}
        )
    assert page.url == f"/attempts/{attempt.pk}/1/"
    assert (len(seen), seen.commits) == (9, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_handing_in_is_nine_statements_and_one_commit(client_of, learner, count):
    attempt, browser = running(learner, count), client_of(learner)
    send(browser, attempt)
    with statements() as seen:
        assert browser.post(f"/attempts/{attempt.pk}/submit/").status_code == 302
    assert len(seen) == 9
    assert seen.commits == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [2, 30])
def test_next_with_script_off_costs_the_same_however_many_items(client_of, learner, count):
    attempt, browser = running(learner, count), client_of(learner)
    with statements() as seen:
        page = browser.post(
            f"/attempts/{attempt.pk}/1/", {"option": RIGHT, "tab": "tab-a", "go": "next"}
        )
    assert page.url == f"/attempts/{attempt.pk}/2/"
    assert (len(seen), seen.commits) == (7, 1)


@pytest.mark.parametrize("count", [2, 30])
def test_question_page_is_at_most_eight_statements(client_of, learner, count):
    attempt, browser = running(learner, count), client_of(learner)
    send(browser, attempt)
    with statements() as seen:
        assert browser.get(f"/attempts/{attempt.pk}/1/").status_code == 200
    assert len(seen) <= 8


def test_position_that_no_question_can_have_is_no_error(client_of, learner):
    attempt = running(learner, layout="all-on-one")
    path = f"/attempts/{attempt.pk}/1/"
    reply = client_of(learner).post(path, {"position": ["9" * 5000, "1"], "q1-option": RIGHT})
    assert reply.status_code == 302
