"""Marking: two essays by the keyboard alone, one without script, released together and read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Assignment, Attempt, Mark, Response
from quizzes.models.assignments import ReleaseOfMarks
from rosters.models import Enrollment, User
from tests.browser.chromium import expect
from tests.browser.conftest import sign_in
from tests.browser.pupil import bad_stops, tab_to
from tests.browser.samples import done, quiz_of_type
from tests.factories import LearnerFactory

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
COMMENT = "Say which card shows it."


@pytest.fixture
def teacher() -> User:
    return User.objects.get(username="demo-tess")


@pytest.fixture
def written(learner: User) -> list[Response]:
    """Three learners' answers to one question, handed in; the first learner's comes first."""
    classroom = Enrollment.objects.get(user=learner).classroom
    assignment = Assignment.objects.create(
        quiz=quiz_of_type("essay", 1, title="Three essays"),
        classroom=classroom,
        opens_at=timezone.now() - timedelta(hours=1),
        release_marks=ReleaseOfMarks.TOGETHER,
    )
    others = [LearnerFactory(school=classroom.school) for _ in range(2)]
    for person in others:
        Enrollment.objects.create(user=person, classroom=classroom)
    attempts = [done(assignment.quiz, each, assignment=assignment) for each in (learner, *others)]
    return [attempt.responses.get() for attempt in attempts]


def at(response: Response) -> str:
    return f"marking/{response.pk}/"


def criteria_of(response: Response) -> int:
    return len(response.item_version.definition["rubric"])


def mark_by_keys(page, count: int, level: str) -> None:
    """Choose a level of each criterion by its digit, write a comment, save."""
    tab_to(page, "[name=level-0]")
    for _ in range(count):
        page.keyboard.press(level)
    expect(page.locator("[name=comment]")).to_be_focused()
    page.keyboard.type(COMMENT)
    page.keyboard.press("Control+Enter")


def test_essays_are_marked_released_and_read(visit, teacher, learner, written):
    first, second, third = written
    count = criteria_of(first)
    page = visit(teacher, at(first))
    mark_by_keys(page, count, "2")
    page.wait_for_url(re.compile(f"/{at(second)}"))
    mark_by_keys(page, count, "3")
    page.wait_for_url(re.compile(f"/{at(third)}"))

    plain = visit(teacher, at(third), java_script_enabled=False)
    for place in range(count):
        plain.locator(f"[name=level-{place}][value='1']").check()
    plain.get_by_role("button", name="Save and next").click()
    expect(plain.get_by_text("Every answer to this question is marked.")).to_be_visible()
    assert Attempt.objects.get(pk=first.attempt_id).status == Attempt.Status.SUBMITTED
    plain.get_by_role("link", name=re.compile("Release 3 marks of “Three essays”")).click()
    plain.get_by_role("button", name="Release 3 marks").click()
    expect(plain.get_by_text("3 marks are released")).to_be_visible()

    reading = visit(learner, f"attempts/{first.attempt_id}/review/")
    expect(reading.get_by_role("heading", name="Your teacher’s mark")).to_be_visible()
    expect(reading.get_by_text(COMMENT)).to_be_visible()
    # Every criterion at level 2 of 3, of one point.
    expect(reading.get_by_role("heading", level=1)).to_have_text("You earned 0.67 of 1 points.")


def test_digits_choose_nothing_while_keys_are_off(visit, teacher, written):
    page = visit(teacher, at(written[0]))
    page.locator("[data-keys]").uncheck()
    tab_to(page, "[name=level-0]")
    page.keyboard.press("2")
    expect(page.locator("[name=level-0]:checked")).to_have_count(0)
    page.get_by_label("Comment to the learner").fill("2")
    expect(page.locator("[type=radio]:checked")).to_have_count(0)


def test_draft_outlives_a_session_and_goes_with_the_save(visit, teacher, written):
    first, second, _third = written
    page = visit(teacher, at(first))
    page.locator("[name=level-0][value='3']").check()
    page.get_by_label("Comment to the learner").fill(COMMENT)
    page.context.clear_cookies(name=re.compile("session"))
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_label("Log-in name")).to_be_visible()
    sign_in(page.context, teacher, page.url.split("/accounts")[0])
    page.goto(at(first))
    expect(page.get_by_label("Comment to the learner")).to_have_value(COMMENT)
    expect(page.locator("[name=level-0][value='3']")).to_be_checked()
    expect(page.locator("[data-restored]")).to_be_visible()
    for place in range(criteria_of(first)):
        page.locator(f"[name=level-{place}][value='3']").check()
    page.get_by_role("button", name="Save and next").click()
    page.wait_for_url(re.compile(f"/{at(second)}"))
    assert Mark.objects.current().get(response=first).comment == COMMENT
    assert (
        page.evaluate("Object.keys(localStorage).filter((name) => name.includes('marking'))") == []
    )


def test_draft_goes_at_sign_out(visit, teacher, written):
    page = visit(teacher, at(written[0]))
    page.get_by_label("Comment to the learner").fill(COMMENT)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["360", "1280"])
def test_focus_is_seen_at_every_stop_of_marking(viewport, visit, teacher, written):
    assert bad_stops(visit(teacher, at(written[0]), viewport=viewport)) == []
