"""Every task of a learner with scripts switched off: forms and links are enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Attempt
from quizzes.models.quizzes import Layout
from rosters.models import User
from tests.browser.chromium import expect
from tests.browser.conftest import Visit
from tests.browser.pupil import fill_in
from tests.browser.samples import MODULE, begin, one_of_each, quiz_of_type
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NEW_PASSWORD = "copper-kettle-93"


@pytest.fixture
def plain(visit: Visit):
    """Opens a page in a browser without script."""

    def open_page(person: User | None = None, path: str = "/", **options) -> Page:
        return visit(person, path, java_script_enabled=False, **options)

    return open_page


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def answer_everything(page: Page) -> int:
    """Answer and check each question, from the first to the overview; return how many."""
    for count in range(1, 40):
        fill_in(page)
        press(page, re.compile("^Check"))
        expect(page.get_by_role("heading", name="Why")).to_be_visible()
        press(page, re.compile("^(Next|Finish)"))
        if "overview" in page.url:
            return count
    raise AssertionError("the quiz does not end")


def test_guest_gets_from_the_catalogue_to_the_end_of_a_lesson(plain):
    page = plain()
    page.get_by_role("link", name="Try a lesson, no account").click()
    for _ in range(12):
        if page.get_by_role("button", name=re.compile("Start the quiz")).count():
            break
        note = page.get_by_role("textbox")
        if note.count():
            note.fill("Our choir sang first in September.")
            press(page, "Save the note")
            expect(page.get_by_role("textbox")).to_have_value("Our choir sang first in September.")
        press(page, re.compile("^Step"))
    press(page, "Start the quiz")
    assert answer_everything(page) == 5
    press(page, "Hand in the quiz")
    expect(page.get_by_role("heading", level=1)).to_contain_text("points")
    page.get_by_role("link", name="My progress").first.click()
    expect(page.get_by_text("You are here as a guest")).to_be_visible()
    page.get_by_role("link", name="Finish and leave").click()
    press(page, "Leave and forget the work")
    expect(page.get_by_text("You have left.")).to_be_visible()


@pytest.mark.parametrize("slug", [kind.slug for kind in all_item_types()])
def test_question_of_each_type_is_answered_and_saved(slug, plain, learner):
    attempt = begin(quiz_of_type(slug, 1), learner)
    page = plain(learner, f"attempts/{attempt.pk}/1/")
    fill_in(page)
    press(page, "Save")
    expect(page.locator("[data-when=saved]")).to_have_text(re.compile(r"saved\s+\d\d:\d\d"))
    assert attempt.responses.get().data is not None


def test_one_page_of_all_types_is_saved_at_once(plain, learner):
    attempt = begin(one_of_each(layout=Layout.ALL_ON_ONE, certainty=True), learner)
    page = plain(learner, f"attempts/{attempt.pk}/1/")
    fill_in(page)
    press(page, "Finish")
    expect(page).to_have_url(re.compile("overview"))
    assert attempt.responses.filter(data=None).count() == 0


def test_flag_overview_hand_in_review_and_receipts(plain, learner):
    attempt = begin(quiz_of_type("choice"), learner)
    page = plain(learner, f"attempts/{attempt.pk}/1/")
    fill_in(page)
    press(page, re.compile("^Flag"))
    press(page, re.compile("^Next"))
    page.get_by_role("link", name=re.compile("overview")).click()
    expect(page.get_by_text("You flagged one to come back to.")).to_be_visible()
    expect(page.get_by_text("one is still open")).to_be_visible()
    press(page, "Hand in the quiz")
    page.get_by_role("link", name="Your receipts").click()
    line = page.locator(".receipt-line").first.inner_text()
    page.get_by_role("link", name="Check a receipt").click()
    page.get_by_label("Receipt line").fill(line)
    press(page, "Check the receipt")
    expect(page.get_by_text("This receipt holds")).to_be_visible()
    assert Attempt.objects.get(pk=attempt.pk).submitted_at is not None


def test_answer_that_cannot_be_read_is_explained_beside_its_field(plain, learner):
    attempt = begin(quiz_of_type("numeric"), learner)
    page = plain(learner, f"attempts/{attempt.pk}/1/", noisy=True)
    page.get_by_role("textbox").fill("two dozen")
    press(page, re.compile("^Next"))
    expect(page.get_by_text("Write one number in figures").first).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("two dozen")


def test_answer_that_cannot_be_read_keeps_no_other_from_being_saved(plain, learner):
    attempt = begin(quiz_of_type("numeric", layout=Layout.ALL_ON_ONE), learner)
    page = plain(learner, f"attempts/{attempt.pk}/1/", noisy=True)
    page.locator("[name=q1-number]").fill("two dozen")
    page.locator("[name=q2-number]").fill("24")
    press(page, "Finish")
    expect(page.get_by_text("Write one number in figures").first).to_be_visible()
    assert [response.data is None for response in attempt.responses.all()] == [True, False]


def test_sign_in_change_password_and_sign_out(plain, learner):
    page = plain(path="accounts/sign-in/")
    page.get_by_label("Log-in name").fill(learner.username)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    page.goto("accounts/password/")
    for label, text in zip(
        page.locator("input[type=password]").all(),
        (PASSWORD, NEW_PASSWORD, NEW_PASSWORD),
        strict=True,
    ):
        label.fill(text)
    page.locator("main button[type=submit], main input[type=submit]").first.click()
    expect(page).to_have_url(re.compile("changed"))
    press(page, re.compile("^Sign out"))
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    learner.refresh_from_db()
    assert learner.check_password(NEW_PASSWORD)


def test_progress_glossary_and_cards_are_reached_by_links(plain, samples):
    page = plain(samples.ada, "progress/")
    page.get_by_role("link", name="Cold War diplomacy").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("My progress in")
    page.goto(f"modules/{MODULE}/glossary/?q=embassy")
    expect(page.locator("#main dl").first).to_contain_text(re.compile("embassy", re.IGNORECASE))
    assert page.locator("#main dt").count() < 10
    page.goto(f"modules/{MODULE}/two-calendars/warm-up/")
    page.locator("a.term").first.click()
    expect(page).to_have_url(re.compile("/glossary/#"))


def test_citation_of_a_lesson_leads_to_its_card(plain, samples):
    page = plain(samples.ada, f"modules/{MODULE}/two-calendars/warm-up/")
    for _ in range(6):
        if page.locator("main .cite:visible").count():
            break
        press(page, re.compile("^Step"))
    page.locator("main .cite:visible").first.click()
    expect(page.locator(".card:visible").first).to_be_visible()


def test_theme_is_set_by_its_form(plain):
    page = plain(path="accessibility/")
    press(page, "Dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile("accessibility"))
