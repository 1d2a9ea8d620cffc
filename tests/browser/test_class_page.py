"""Assigning and the page of a class: narrow and wide, by keys alone, and without script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from lessons.operations.assigning import Rules, assign_quiz
from quizzes.models import Assignment
from quizzes.operations.attempts import start_attempt, submit_attempt
from rosters.models import Classroom
from tests.browser.axe import violations
from tests.browser.chromium import expect
from tests.browser.pupil import bad_stops
from tests.factories import ClassroomFactory, SchoolFactory, make_learner_of, make_teacher_of
from tests.factories_quizzes import quiz_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def classroom() -> Classroom:
    """A class of its own, with two learners, one of whom has handed in a quiz."""
    made: Classroom = ClassroomFactory(school=SchoolFactory(), name="Class of the browser")
    return made


@pytest.fixture
def teacher(classroom: Classroom):
    return make_teacher_of(classroom, display_name="Tea Cher")


@pytest.fixture
def handed_in(classroom: Classroom, teacher):
    now = timezone.now()
    quiz = quiz_of(2, title="Wheels and mills")
    rules = Rules(now, now + timedelta(days=1))
    given = assign_quiz(quiz, classroom=classroom, rules=rules, by=teacher, at=now)
    learner = make_learner_of(classroom, display_name="Ola Lindqvist")
    make_learner_of(classroom, display_name="Ren Kimura")
    attempt = start_attempt(quiz, learner=learner, at=now, assignment=given)
    return submit_attempt(attempt, at=now)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("view", [PHONE, WIDE], ids=["360", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_of_a_class_reads_well(view, scheme, visit, classroom, teacher, handed_in):
    page = visit(teacher, f"classes/{classroom.pk}/", viewport=view, color_scheme=scheme)
    assert not sideways(page)
    assert violations(page) == []
    expect(page.get_by_role("heading", name="Look here first")).to_be_visible()
    expect(page.locator(".grid").get_by_text("Ola Lindqvist")).to_be_visible()
    expect(page.locator(".grid").get_by_text("0 of 2").first).to_be_visible()


def test_each_learner_is_a_list_on_a_phone(visit, classroom, teacher, handed_in):
    page = visit(teacher, f"classes/{classroom.pk}/", viewport=PHONE)
    expect(page.locator(".grid thead")).to_be_hidden()
    label = page.locator(".grid tbody td:visible").first.evaluate(
        "cell => getComputedStyle(cell, '::before').content"
    )
    assert "Wheels and mills" in label


def test_paper_keeps_the_grid_and_asks_for_no_name(visit, classroom, teacher, handed_in):
    # A4 without its margins.
    paper = {"width": 718, "height": 1000}
    page = visit(teacher, f"classes/{classroom.pk}/", viewport=paper)
    page.emulate_media(media="print")
    expect(page.locator(".grid thead")).to_be_visible()
    expect(page.locator(".paper-only")).to_have_count(0)
    assert not sideways(page)


def test_long_name_does_not_widen_the_page_of_a_phone(visit, classroom, teacher, handed_in):
    make_learner_of(classroom, display_name="Maximiliana Alexandra Friederike Müller-Lüdenscheidt")
    page = visit(teacher, f"classes/{classroom.pk}/", viewport=PHONE)
    expect(page.locator(".grid").get_by_text("Müller-Lüdenscheidt")).to_be_visible()
    assert not sideways(page)


def test_name_of_two_lines_makes_no_gap_in_the_grid(visit, classroom, teacher, handed_in):
    make_learner_of(classroom, display_name=" ".join(["Müller-Lüdenscheidt"] * 4))
    tablet = {"width": 800, "height": 1000}
    page = visit(teacher, f"classes/{classroom.pk}/", viewport=tablet)
    heights = page.locator(".grid tbody th").evaluate_all("all => all.map(e => e.offsetHeight)")
    assert max(heights) <= 1.5 * min(heights)


def test_focus_is_seen_at_every_stop(visit, classroom, teacher, handed_in):
    assert bad_stops(visit(teacher, f"classes/{classroom.pk}/")) == []
    assert bad_stops(visit(teacher, f"classes/{classroom.pk}/assign/")) == []


def test_focus_is_seen_in_the_form_of_the_rules(visit, classroom, teacher):
    what = f"quiz-{quiz_of(1).pk}"
    page = visit(teacher, f"classes/{classroom.pk}/assign/?what={what}")
    expect(page.locator("[name=closes_at]")).to_be_visible()
    assert bad_stops(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("view", [PHONE, WIDE], ids=["360", "1280"])
def test_quiz_is_assigned_changed_taken_back_and_given_again(
    script, view, visit, classroom, teacher
):
    quiz = quiz_of(1, title="Choirs and bands")
    page = visit(teacher, f"classes/{classroom.pk}/", viewport=view, java_script_enabled=script)
    page.get_by_role("link", name="Assign a module or a quiz").click()
    page.get_by_label("Module or quiz").select_option(f"quiz-{quiz.pk}")
    press(page, "Set the rules")
    page.get_by_label("Closes").fill("2031-05-04T10:00")
    page.get_by_label("Attempts").fill("2")
    press(page, "Read the rules")
    expect(page.get_by_text("Each learner has 2 attempts.")).to_be_visible()
    press(page, "Change the rules")
    expect(page.get_by_label("Attempts")).to_have_value("2")
    page.get_by_label("Attempts").fill("3")
    press(page, "Read the rules")
    press(page, "Assign it")
    expect(page.get_by_text(re.compile("is assigned to Class of the browser"))).to_be_visible()
    assignment = Assignment.objects.get(classroom=classroom)
    assert assignment.attempts_allowed == 3
    page.goto(f"classes/{classroom.pk}/quizzes/{assignment.pk}/")
    press(page, "Take it back")
    press(page, "Give it again")
    expect(page.get_by_text("The class has it again")).to_be_visible()
    assert not script or not sideways(page)


def test_quiz_is_assigned_by_keys_alone(visit, classroom, teacher):
    quiz = quiz_of(1, title="Bells and towers")
    page = visit(teacher, f"classes/{classroom.pk}/assign/?what=quiz-{quiz.pk}")
    page.get_by_label("Attempts").focus()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Each learner has one attempt.")).to_be_visible()
    page.get_by_role("button", name="Assign it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("is assigned to"))).to_be_visible()


def test_forms_of_assigning_have_no_violation(visit, classroom, teacher, handed_in):
    what = f"quiz-{handed_in.quiz_id}"
    for path in ("assign/", f"assign/?what={what}", f"quizzes/{handed_in.assignment_id}/",
                 f"learners/{handed_in.learner_id}/", "taken-back/"):  # fmt: skip
        page = visit(teacher, f"classes/{classroom.pk}/{path}", viewport=PHONE)
        assert violations(page) == [], path
        assert not sideways(page), path


def test_file_is_downloaded_under_the_name_of_the_class(visit, classroom, teacher, handed_in):
    page = visit(teacher, f"classes/{classroom.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the table").click()
    assert download.value.suggested_filename == "Class_of_the_browser.csv"


def test_learner_finds_what_is_due_first(visit, classroom, teacher, handed_in):
    ren = classroom.people.get(display_name="Ren Kimura")
    page = visit(ren, "/", viewport=PHONE, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("For your class")
    page.get_by_role("link", name=re.compile("Start.*Wheels and mills")).click()
    press(page, "Start the quiz")
    expect(page).to_have_url(re.compile("/attempts/"))
