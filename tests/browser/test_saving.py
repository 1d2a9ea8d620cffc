"""An answer that the learner sees as saved is on the server; what could not go out waits, once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from quizzes.models import Attempt, Response, ResponseRevision
from quizzes.models.quizzes import Layout
from quizzes.operations.receipts import receipt_of
from rosters.models import User
from tests.browser.chromium import expect
from tests.browser.conftest import sign_in
from tests.browser.samples import begin, quiz_of_type

if TYPE_CHECKING:
    from playwright.sync_api import Page


pytestmark = pytest.mark.browser

SAVED_WITHIN = 1_000
BACK_WITHIN = 5_000
# The rest of the time that a busy machine may take to show what it has already done.
SLACK = 4_000
STORED = "Object.entries(localStorage).filter(([name]) => name.startsWith('groundwork:saves:'))"


@pytest.fixture
def attempt(learner: User) -> Attempt:
    """Two questions of one best answer, one a page."""
    return begin(quiz_of_type("choice"), learner)


def item(attempt: Attempt, position: int = 1) -> str:
    return f"attempts/{attempt.pk}/{position}/"


def revisions(attempt: Attempt, position: int = 1) -> list[ResponseRevision]:
    found = ResponseRevision.objects.filter(attempt=attempt, response__position=position)
    return list(found.order_by("number"))


def response(attempt: Attempt, position: int = 1) -> Response:
    return Response.objects.get(attempt=attempt, position=position)


def expect_saved(page: Page, code: str = "") -> None:
    state = page.locator("save-state [data-when=saved]")
    expect(state).to_be_visible(timeout=SAVED_WITHIN + SLACK)
    expect(state).to_have_text(re.compile(r"saved\s+\d\d:\d\d.*" + code, re.DOTALL))


def cut_off(page: Page) -> None:
    page.context.set_offline(True)


def bring_back(page: Page) -> None:
    page.context.set_offline(False)


def test_change_is_saved_within_a_second_and_shows_its_receipt(visit, attempt):
    page = visit(attempt.learner, item(attempt))
    with page.expect_response(re.compile("/save/")) as answered:
        changed = page.evaluate("performance.now()")
        page.get_by_role("radio").first.check()
    expect_saved(page)
    sent = page.evaluate("performance.getEntriesByType('resource').at(-1).startTime")
    assert answered.value.status == 200
    assert sent - changed < SAVED_WITHIN
    [revision] = revisions(attempt)
    expect_saved(page, receipt_of(revision).code)
    assert response(attempt).revision == revision.number


def test_marks_in_a_passage_are_saved_as_one_answer(visit, learner):
    attempt = begin(quiz_of_type("highlight"), learner)
    page = visit(learner, item(attempt))
    boxes = page.locator(".is-choice input")
    for index in (0, 2, 3):
        boxes.nth(index).check()
    expect(page.locator("[data-count]")).to_have_text("3")
    expect_saved(page)
    assert len(response(attempt).data["sentences"]) == 3


def test_unbroken_typing_is_saved_every_few_seconds(visit, learner):
    attempt = begin(quiz_of_type("essay"), learner)
    page = visit(learner, item(attempt))
    page.get_by_role("textbox").press_sequentially("I would look for the minutes. " * 3, delay=60)
    assert len(revisions(attempt)) >= 1


def test_answer_that_cannot_be_read_is_told_and_not_kept(visit, learner):
    attempt = begin(quiz_of_type("numeric"), learner)
    page = visit(learner, item(attempt), noisy=True)
    page.get_by_role("textbox").fill("two dozen")
    expect(page.locator("[data-when=refused]")).to_contain_text("Write one number")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Write one number").first).to_be_visible()
    assert revisions(attempt) == []


def test_enter_in_a_text_field_saves_and_stays(visit, learner):
    attempt = begin(quiz_of_type("numeric"), learner)
    page = visit(learner, item(attempt))
    page.get_by_role("textbox").fill("24")
    page.get_by_role("textbox").press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("textbox")).to_have_value("24")
    assert response(attempt).flagged is False


def test_next_saves_a_change_of_the_last_moment(visit, attempt):
    page = visit(attempt.learner, item(attempt))
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url(re.compile(item(attempt, 2)))
    assert response(attempt).data is not None


def test_each_question_of_one_page_saves_its_own_answer(visit, learner):
    attempt = begin(quiz_of_type("choice", layout=Layout.ALL_ON_ONE), learner)
    page = visit(learner, item(attempt))
    for number in (1, 2):
        page.locator(f"input[name=q{number}-option]").first.check()
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url(re.compile("overview"))
    assert [response(attempt, number).data is not None for number in (1, 2)] == [True, True]


def test_time_hands_in_with_the_last_change_saved(visit, learner):
    begun = timezone.now() - timedelta(seconds=50)
    attempt = begin(quiz_of_type("choice", time_limit_minutes=1), learner, at=begun)
    page = visit(learner, item(attempt))
    expect(page.locator("[data-left]")).to_have_text(re.compile("0:0[01]"), timeout=20_000)
    page.get_by_role("radio").first.check()
    page.wait_for_url(re.compile("review"), timeout=20_000)
    attempt.refresh_from_db()
    [revision] = revisions(attempt)
    assert revision.stands
    assert attempt.status == Attempt.Status.GRADED


def test_overtaken_tab_is_told_with_both_answers(visit, learner):
    attempt = begin(quiz_of_type("numeric"), learner)
    first = visit(learner, item(attempt), noisy=True)
    second = first.context.new_page()
    second.goto(item(attempt))
    second.get_by_role("textbox").fill("30")
    expect_saved(second)
    first.get_by_role("textbox").fill("40")
    told = first.locator("[data-when=stale]")
    expect(told).to_contain_text("changed in another tab")
    expect(told.locator("[data-fill=sent]")).to_contain_text("40")
    expect(told.locator("[data-fill=standing]")).to_contain_text("30")
    assert response(attempt).data["value"] == "30"


def test_overtaken_tab_stays_overtaken_until_the_learner_chooses(visit, learner):
    attempt = begin(quiz_of_type("numeric"), learner)
    first = visit(learner, item(attempt), noisy=True)
    second = first.context.new_page()
    second.goto(item(attempt))
    second.get_by_role("textbox").fill("30")
    expect_saved(second)
    for text in ("40", "41"):
        first.get_by_role("textbox").fill(text)
        expect(first.locator("[data-when=stale] [data-fill=sent]")).to_contain_text(text)
    assert response(attempt).data["value"] == "30"
    first.get_by_role("button", name="let mine stand").click()
    expect_saved(first)
    assert response(attempt).data["value"] == "41"


def test_network_cut_is_said_and_the_buttons_wait(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    cut_off(page)
    page.get_by_role("radio").first.check()
    expect(page.locator("[data-when=offline]")).to_contain_text("No connection")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("radio").first).to_be_checked()
    bring_back(page)
    expect_saved(page)
    assert [revision.stands for revision in revisions(attempt)] == [True]


def test_changes_while_cut_off_arrive_as_the_last_of_them(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    cut_off(page)
    for index in (0, 1, 2):
        page.get_by_role("radio").nth(index).check()
        expect(page.locator("[data-when=offline]")).to_be_visible()
    bring_back(page)
    expect_saved(page)
    assert len(revisions(attempt)) == 1
    page.reload()
    expect(page.get_by_role("radio").nth(2)).to_be_checked()


def test_closed_page_sends_what_waited_when_it_is_opened_again(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    cut_off(page)
    page.get_by_role("radio").nth(1).check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    again = page.context.new_page()
    page.close(run_before_unload=False)
    assert revisions(attempt) == []
    bring_back(again)
    with again.expect_response(re.compile("/save/"), timeout=BACK_WITHIN) as answered:
        again.goto(item(attempt))
    assert answered.value.status == 200
    expect(again.get_by_role("radio").nth(1)).to_be_checked()
    assert [revision.stands for revision in revisions(attempt)] == [True]
    assert again.evaluate(STORED) == []


def test_other_page_says_that_a_waiting_answer_arrived(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    cut_off(page)
    page.get_by_role("radio").nth(1).check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    page.close(run_before_unload=False)
    again = visit_same(page)
    bring_back(again)
    again.goto("progress/")
    expect(again.get_by_text("An answer that waited in this browser is saved now.")).to_be_visible()
    assert len(revisions(attempt)) == 1


def visit_same(page: Page) -> Page:
    return page.context.new_page()


def test_answer_that_reached_the_server_unacknowledged_is_kept_once(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    lost = []

    def lose_first_reply(route):
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/save/", lose_first_reply)
    page.get_by_role("radio").first.check()
    expect_saved(page)
    assert lost == [200]
    assert len(revisions(attempt)) == 1


def test_hand_in_waits_for_answers_that_are_under_way(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    # The page's own form is the timer's, which hands nothing in before the end.
    page.evaluate("document.getElementById('hand-in').elements.by.value = ''")
    cut_off(page)
    page.get_by_role("radio").first.check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    page.evaluate("document.getElementById('hand-in').requestSubmit()")
    expect(page.get_by_text("Hand in when the connection is back")).to_be_visible()
    bring_back(page)
    expect_saved(page)
    page.evaluate("document.getElementById('hand-in').requestSubmit()")
    page.wait_for_url(re.compile("review"))
    assert [revision.late for revision in revisions(attempt)] == [False]


def test_sign_out_erases_what_waits(visit, attempt):
    page = visit(attempt.learner, item(attempt), noisy=True)
    page.route("**/save/", lambda route: route.abort())
    page.get_by_role("radio").first.check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    assert len(page.evaluate(STORED)) == 1
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert page.evaluate(STORED) == []


def test_sign_out_sends_the_last_change_first(visit, attempt):
    page = visit(attempt.learner, item(attempt))
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert len(revisions(attempt)) == 1
    assert page.evaluate(STORED) == []


def test_answers_of_somebody_else_are_erased(visit, attempt, samples, site):
    page = visit(attempt.learner, item(attempt), noisy=True)
    page.route("**/save/", lambda route: route.abort())
    page.get_by_role("radio").first.check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    page.close(run_before_unload=False)
    sign_in(page.context, samples.newcomer, site.address)
    other = visit_same(page)
    other.goto("progress/")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    assert other.evaluate(STORED) == []
    assert revisions(attempt) == []


def test_double_click_on_hand_in_is_harmless(visit, attempt):
    page = visit(attempt.learner, f"attempts/{attempt.pk}/overview/")
    page.get_by_role("button", name="Hand in the quiz").dblclick()
    page.wait_for_url(re.compile("review"))
    attempt.refresh_from_db()
    assert attempt.status == Attempt.Status.GRADED
    assert attempt.responses.filter(scores__isnull=False).count() == 2


def test_another_device_shows_the_saved_answer(visit, attempt):
    desk = visit(attempt.learner, item(attempt))
    desk.get_by_role("radio").nth(2).check()
    expect_saved(desk)
    phone = visit(attempt.learner, item(attempt), viewport={"width": 360, "height": 740})
    expect(phone.get_by_role("radio").nth(2)).to_be_checked()
    expect(phone.locator("[data-when=saved]")).to_be_visible()


def test_browser_that_keeps_nothing_still_saves(visit, attempt):
    page = visit(attempt.learner)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } });"
    )
    page.goto(item(attempt))
    page.get_by_role("radio").first.check()
    expect_saved(page)
    assert len(revisions(attempt)) == 1
