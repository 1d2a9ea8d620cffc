"""Every task of a learner with the keyboard alone, and the place where one is always in sight."""

from __future__ import annotations

import re

import pytest

from quizzes.itemtypes.registry import all_item_types
from quizzes.models.quizzes import Feedback
from rosters.models import User
from tests.browser.chromium import expect
from tests.browser.pupil import bad_stops, tab_to, type_in
from tests.browser.samples import MODULE, begin, quiz_of_type
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
TYPES = [kind.slug for kind in all_item_types()]
PAGES = [
    "/",
    "progress/",
    f"modules/{MODULE}/",
    f"modules/{MODULE}/glossary/",
    f"modules/{MODULE}/two-calendars/warm-up/",
    f"modules/{MODULE}/two-calendars/passage/",
    "accounts/password/",
    "receipts/check/",
]


def item(attempt, position: int = 1) -> str:
    return f"attempts/{attempt.pk}/{position}/"


@pytest.mark.parametrize("path", PAGES)
def test_focus_is_seen_at_every_stop_of_a_page(path, visit, samples):
    assert bad_stops(visit(samples.ada, path)) == []


@pytest.mark.parametrize("slug", TYPES)
def test_focus_is_never_under_the_bar_of_a_question(slug, visit, learner):
    attempt = begin(quiz_of_type(slug, 1, certainty=True, time_limit_minutes=60), learner)
    assert bad_stops(visit(learner, item(attempt), viewport=PHONE)) == []


def test_focus_is_seen_at_every_stop_of_a_review(visit, samples):
    attempt = samples.handed_in
    assert bad_stops(visit(attempt.learner, f"attempts/{attempt.pk}/review/")) == []


@pytest.mark.parametrize("slug", TYPES)
def test_question_of_each_type_is_answered_by_keys(slug, visit, learner):
    attempt = begin(quiz_of_type(slug, 1), learner)
    page = visit(learner, item(attempt))
    if slug == "ordering":
        tab_to(page, "[data-step='1']")
        page.keyboard.press("Enter")
    else:
        type_in(page)
    expect(page.locator("[data-when=saved]")).to_be_visible()
    assert attempt.responses.get().data is not None


def test_whole_quiz_is_taken_by_keys(visit, learner):
    quiz = quiz_of_type("choice", show_feedback=Feedback.AFTER_EACH)
    page = visit(learner, f"quizzes/{quiz.pk}/")
    tab_to(page, "main form .btn")
    page.keyboard.press("Enter")
    for _ in range(2):
        expect(page.locator("response-saver")).to_be_visible()
        type_in(page)
        tab_to(page, "[value=check]")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Why")).to_be_visible()
        tab_to(page, "[value=next], [value=overview]")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(page).to_have_url(re.compile("overview"))
    tab_to(page, "[data-hand-in] .btn")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("review"))


def test_flag_is_set_and_taken_back_by_keys(visit, learner):
    attempt = begin(quiz_of_type("choice"), learner)
    page = visit(learner, item(attempt))
    for pressed in ("true", "false"):
        tab_to(page, "[aria-pressed][name=go]")
        page.keyboard.press("Space")
        expect(page.locator("[aria-pressed][name=go]")).to_have_attribute("aria-pressed", pressed)


def test_guest_begins_a_lesson_by_keys(visit):
    page = visit(path="/")
    tab_to(page, "main a.btn")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/modules/"))
    tab_to(page, ".go-on button")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .is-done")).to_have_count(1)


def test_skip_link_comes_first_and_leads_to_the_content(visit):
    page = visit(path="/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_card_opens_and_closes_and_gives_the_focus_back(visit, samples):
    page = visit(samples.ada, f"modules/{MODULE}/two-calendars/warm-up/")
    tab_to(page, "a.term")
    page.keyboard.press("Enter")
    expect(page.locator("[popover]:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[popover]:popover-open")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('a.term')")


def test_theme_changes_by_keys_without_leaving_the_page(visit):
    page = visit(path="accessibility/")
    tab_to(page, "[name=theme][value=dark]")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[name=theme][value=dark]")).to_be_focused()


def test_sign_in_and_out_by_keys(visit, learner: User):
    page = visit(path="accounts/sign-in/")
    tab_to(page, "[name=username]")
    page.keyboard.type(learner.username)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    tab_to(page, "[data-sign-out] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
