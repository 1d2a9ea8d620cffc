"""A timed attempt gets more time while its page is open, and is reopened after handing in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Attempt
from rosters.models import Act, Enrollment, User
from tests.browser.chromium import expect
from tests.browser.samples import begin, quiz_of_type

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

NARROW = {"width": 360, "height": 740}
WHY = "The fire alarm rang."


@pytest.fixture
def teacher() -> User:
    return User.objects.get(username="demo-tess")


@pytest.fixture
def attempt(learner: User) -> Attempt:
    """Two questions in three minutes, two of which have passed."""
    quiz = quiz_of_type("choice", time_limit_minutes=3, attempts_allowed=2)
    now = timezone.now()
    assignment = Assignment.objects.create(
        quiz=quiz,
        classroom=Enrollment.objects.get(user=learner).classroom,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=1),
    )
    return begin(quiz, learner, assignment=assignment, at=now - timedelta(minutes=2))


def of_staff(attempt: Attempt) -> str:
    return f"attempts/{attempt.pk}/staff/"


def left(page: Page) -> Locator:
    return page.locator("[data-left]")


def form(page: Page, act: str) -> Locator:
    """An act's form, unfolded."""
    fold = page.locator(f"#act-{act}")
    fold.locator("summary").click()
    return fold


def now(attempt: Attempt) -> Attempt:
    return Attempt.objects.get(pk=attempt.pk)


def add_ten_minutes(page: Page) -> None:
    fold = form(page, "time")
    fold.get_by_label("Minutes more").fill("10")
    fold.get_by_label("Reason").fill(WHY)
    fold.get_by_role("button", name="Add the time").click()
    expect(page.get_by_text("10 minutes added.")).to_be_visible()


def test_countdown_follows_added_time_with_the_next_save(visit, attempt, teacher):
    page = visit(attempt.learner, f"attempts/{attempt.pk}/1/")
    expect(left(page)).to_have_text(re.compile(r"0:\d\d|1:00"))
    add_ten_minutes(visit(teacher, of_staff(attempt)))
    page.get_by_role("radio").first.check()
    expect(left(page)).to_have_text("11 min")


def test_page_that_was_left_alone_does_not_hand_in_at_the_old_end(visit, attempt, teacher):
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=timezone.now() + timedelta(seconds=8))
    page = visit(attempt.learner, f"attempts/{attempt.pk}/2/")
    expect(left(page)).to_have_text(re.compile(r"0:0\d"))
    add_ten_minutes(visit(teacher, of_staff(attempt)))
    expect(page.get_by_text("You have more time now.")).to_be_visible(timeout=20_000)
    assert page.url.endswith(f"/attempts/{attempt.pk}/2/")
    expect(left(page)).to_have_text(re.compile("1[01] min"))
    assert now(attempt).is_open


def test_time_is_added_to_all_from_the_class_page_without_script(visit, attempt, teacher):
    page = visit(teacher, f"assignments/{attempt.assignment_id}/class/", java_script_enabled=False)
    expect(page.get_by_role("row", name=re.compile("Nia Okafor.*taking it now"))).to_be_visible()
    before = now(attempt).deadline_at
    page.get_by_text("Add time to all who take it now").click()
    page.get_by_label("Minutes more").fill("10")
    page.get_by_label("Reason").fill(WHY)
    page.get_by_role("button", name="Add the time to all").click()
    expect(page.get_by_text("Time added to 1 attempt")).to_be_visible()
    assert now(attempt).deadline_at == before + timedelta(minutes=10)


def test_class_page_refreshes_itself(visit, attempt, teacher):
    page = visit(teacher)
    page.clock.install()
    page.goto(f"assignments/{attempt.assignment_id}/class/")
    row = page.get_by_role("row").filter(has=page.locator(f"[href*='/{attempt.pk}/staff/']"))
    expect(row).to_contain_text("0 of 2")
    other = visit(attempt.learner, f"attempts/{attempt.pk}/1/")
    other.get_by_role("radio").first.check()
    expect(other.locator("save-state [data-when=saved]")).to_be_visible()
    page.clock.run_for(21_000)
    expect(row).to_contain_text("1 of 2")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_reopened_attempt_is_gone_on_with(visit, attempt, teacher, script):
    learner = visit(attempt.learner, f"attempts/{attempt.pk}/overview/", java_script_enabled=script)
    learner.get_by_role("button", name="Hand in the quiz").click()
    learner.wait_for_url(re.compile("review"))
    page = visit(teacher, of_staff(attempt), java_script_enabled=script)
    fold = form(page, "reopen")
    fold.get_by_label("Minutes from now").fill("15")
    fold.get_by_label("Reason").fill(WHY)
    fold.get_by_role("button", name="Reopen the attempt").click()
    expect(page.get_by_role("heading", name="Reopen?")).to_be_visible()
    page.get_by_role("button", name="Reopen the attempt").click()
    expect(page.get_by_text("It is open again")).to_be_visible()
    learner.goto(f"assignments/{attempt.assignment_id}/")
    learner.get_by_role("button", name="Go on with your attempt").click()
    expect(learner.get_by_role("radio").first).to_be_visible()
    expect(left(learner)).to_have_text("15 min")
    act = Act.objects.get(verb="attempt-reopened", subject_id=attempt.pk)
    assert (act.actor, act.person, act.reason) == (teacher, attempt.learner, WHY)


def test_time_is_added_with_the_keyboard_alone(visit, attempt, teacher):
    page = visit(teacher, of_staff(attempt))
    for _ in range(60):
        page.keyboard.press("Tab")
        if "Add time" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("10")
    page.keyboard.press("Tab")
    page.keyboard.type(WHY)
    page.keyboard.press("Enter")
    expect(page.get_by_text("10 minutes added.")).to_be_visible()


def test_learner_finds_a_notice_and_puts_it_away(visit, attempt, teacher):
    add_ten_minutes(visit(teacher, of_staff(attempt)))
    page = visit(attempt.learner, "notices/", viewport=NARROW)
    expect(page.get_by_role("link", name=re.compile("You have 10 minutes more"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Put away")).click()
    expect(page.get_by_text("Nothing new.")).to_be_visible()
