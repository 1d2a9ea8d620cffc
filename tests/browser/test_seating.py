"""Seating a class of thirty: from pasted names to the cards, and a card used by its owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from rosters.models import Classroom, Enrollment, User
from rosters.operations.classes import make_classroom
from tests.browser.axe import violations
from tests.browser.chromium import expect
from tests.browser.pupil import bad_stops, tab_to
from tests.factories import LearnerFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
CHOSEN = "copper-kettle-93"
PASSWORD = re.compile(r"^[a-z2-9]{4}(-[a-z2-9]{4}){2}$")
# Where each card stands on paper: its first and last line, and the width of the page.
CARDS = """() => [...document.querySelectorAll(".slip")].map((slip) => {
  const box = slip.getBoundingClientRect();
  const style = getComputedStyle(slip);
  return { left: box.left, top: box.top, right: box.right, breaks: style.breakInside,
    line: style.borderTopStyle, ink: style.color, paper: style.backgroundColor };
})"""
made = iter(range(1, 1000))


@pytest.fixture
def teacher(samples) -> User:
    return User.objects.get(username="demo-tess")


@pytest.fixture
def classroom(teacher) -> Classroom:
    return make_classroom(f"Seats {next(made)}", school=teacher.school, by=teacher)


def thirty_names(word: str) -> list[str]:
    """Thirty names of a class, each once in the school."""
    letters = "abcdefghijklmnopqrstuvwxyzåäöø"
    return [f"{word}{letter} O'Brien-{letter.upper()}ee" for letter in letters]


def look_at(page: Page, names: list[str]) -> None:
    page.get_by_label("Names, one a line").fill("\n".join(names))
    page.get_by_role("button", name="Look at the names").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The names of")


def make(page: Page, count: int) -> None:
    page.get_by_role("button", name="Seat these learners").click()
    expect(page.locator(".slip")).to_have_count(count, timeout=30_000)


def learners(classroom: Classroom) -> int:
    return classroom.enrollments.filter(role=Enrollment.Role.LEARNER).count()


def sign_in(page: Page, log_in: str, password: str) -> None:
    page.get_by_label("Log-in name").fill(log_in)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_thirty_pasted_names_become_cards_that_sign_in(visit, teacher, classroom):
    page = visit(teacher, f"classes/{classroom.pk}/seat/")
    look_at(page, [f"{n}. {name}" for n, name in enumerate(thirty_names("Card"), 1)])
    expect(page.get_by_text("30 new accounts")).to_be_visible()
    make(page, 30)
    assert learners(classroom) == 30
    words = page.locator("[data-password]").all_inner_texts()
    assert len(set(words)) == 30
    assert all(PASSWORD.match(word) for word in words)
    card = page.locator(".slip", has_text="Cardb O'Brien-Bee")
    log_in, word = card.locator("code").all_inner_texts()
    hers = visit(path="accounts/sign-in/")
    sign_in(hers, log_in, word)
    expect(hers).to_have_url(re.compile("/accounts/password/"))
    for box in hers.locator("input[type=password]").all():
        box.fill(CHOSEN)
    hers.get_by_role("button", name="Set the password").click()
    expect(hers.get_by_text("The one-time password is gone.")).to_be_visible()
    assert User.objects.get(username=log_in).check_password(CHOSEN)


def test_cards_print_in_two_columns_black_on_white(visit, teacher, classroom):
    page = visit(teacher, f"classes/{classroom.pk}/seat/", color_scheme="dark")
    look_at(page, thirty_names("Print")[:5])
    make(page, 5)
    page.emulate_media(media="print", color_scheme="dark")
    cards = page.evaluate(CARDS)
    assert cards[0]["top"] == cards[1]["top"]
    assert cards[0]["right"] <= cards[1]["left"] + 2
    assert cards[2]["left"] == cards[0]["left"]
    for card in cards:
        assert (card["breaks"], card["line"]) == ("avoid", "dashed")
        assert (card["ink"], card["paper"]) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.get_by_text("These passwords are shown this once.")).to_be_hidden()


def test_double_press_makes_everybody_once(visit, teacher, classroom):
    page = visit(teacher, f"classes/{classroom.pk}/seat/")
    look_at(page, thirty_names("Twice")[:8])
    page.get_by_role("button", name="Seat these learners").dblclick()
    expect(page.locator(".slip")).to_have_count(8, timeout=30_000)
    assert learners(classroom) == 8


def test_reload_of_the_cards_makes_nobody_and_leads_to_new_passwords(visit, teacher, classroom):
    page = visit(teacher, f"classes/{classroom.pk}/seat/")
    look_at(page, thirty_names("Again")[:2])
    make(page, 2)
    old = page.locator("[data-password]").first.inner_text()
    page.reload()
    expect(page.get_by_role("heading", name="This is done already")).to_be_visible()
    assert learners(classroom) == 2
    page.get_by_role("link", name="New passwords for 2 learners").click()
    page.get_by_role("button", name="Make new passwords").click()
    expect(page.locator(".slip")).to_have_count(2, timeout=30_000)
    assert page.locator("[data-password]").first.inner_text() != old


def test_class_is_made_and_seated_by_keys_alone(visit, teacher):
    name = f"Keys {next(made)}"
    page = visit(teacher, "classes/")
    tab_to(page, "main a.btn")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name of the class")).to_be_visible()
    tab_to(page, "[name=name]")
    page.keyboard.type(name)
    tab_to(page, "[name=names]")
    for line in ("Keya Bee", "Keyb Cee"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    tab_to(page, "[name=look]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The names of")
    tab_to(page, "[name=log-in-2]")
    page.keyboard.press("Control+A")
    page.keyboard.type(f"key.{next(made)}.cee")
    tab_to(page, "[name=make]")
    page.keyboard.press("Enter")
    expect(page.locator(".slip")).to_have_count(2, timeout=30_000)
    assert learners(Classroom.objects.get(name=name)) == 2
    tab_to(page, "print-page button")


def test_class_is_seated_without_script(visit, teacher, classroom):
    page = visit(teacher, f"classes/{classroom.pk}/seat/", java_script_enabled=False)
    look_at(page, [*thirty_names("Plain")[:2], "12345"])
    expect(page.get_by_text("There is no letter in it, so it is no name.")).to_be_visible()
    make(page, 2)
    page.get_by_role("link", name="Done: to the people of the class").click()
    page.get_by_role("link", name="Plaina O'Brien-Aee").click()
    page.get_by_role("button", name="Take out of").click()
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_text("Plaina O'Brien-Aee is in this class.")).to_be_visible()
    assert learners(classroom) == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_table_and_cards_break_no_rule_of_accessibility(width, visit, teacher, classroom):
    page = visit(teacher, f"classes/{classroom.pk}/seat/", viewport={"width": width, "height": 800})
    look_at(page, [*thirty_names(f"Axe{next(made)}")[:3], "12345"])
    assert violations(page) == []
    page.locator("[name=log-in-1]").fill("two words")
    page.get_by_role("button", name="Seat these learners").click()
    expect(page.get_by_role("heading", name="One thing needs another look")).to_be_visible()
    assert violations(page) == []
    page.locator("[name=log-in-1]").fill(f"axe.{next(made)}.{width}")
    make(page, 3)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("part", ["people", "seat", "settings", "find", "code", "passwords"])
def test_focus_is_seen_on_the_pages_of_a_class(part, visit, teacher, classroom):
    Enrollment.objects.create(
        classroom=classroom, user=LearnerFactory(school=classroom.school, must_change_password=True)
    )
    page = visit(teacher, f"classes/{classroom.pk}/{part}/", viewport=PHONE)
    assert bad_stops(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
