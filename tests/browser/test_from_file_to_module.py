"""From a Word file to a module that a pupil opens: by mouse, by keys alone, and without script.

`WALK_THROUGH=docs/walk-through python3 manage.py test -m browser -k by_mouse` draws the pictures of
the walk-through anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rosters.models import User
from tests.browser.chromium import expect
from tests.browser.own_document import TITLE, word_file
from tests.browser.pupil import tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FILE = {
    "name": "alder-bridge.docx",
    "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "buffer": word_file(),
}
PICTURE = {"width": 1120, "height": 760}
READ_WITHIN = 20_000
ALL_GOOD, LEAVE_OUT = "All of this lesson is good", "Leave out what is left"


@pytest.fixture
def teacher(site, records) -> User:
    return User.objects.get(username="demo-tess")


@pytest.fixture
def pupil(site, records) -> User:
    return User.objects.get(username="demo-ada")


def button(name: str) -> str:
    return f"main button:has-text('{name}')"


def tab_to_words(page: Page, *words: str) -> None:
    """Press Tab until a link or button with some of these words has the focus, and press it."""
    said = "(all) => all.some((one) => document.activeElement.textContent.includes(one))"
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main a, main button')") and page.evaluate(
            said, list(words)
        ):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches {words} on {page.url}")


def picture(page: Page, name: str) -> None:
    """A picture for the walk-through, where one is asked for."""
    if folder := os.environ.get("WALK_THROUGH"):
        page.mouse.move(0, 0)
        page.screenshot(path=Path(folder) / f"{name}.png")


def reviewed(page: Page) -> tuple[int, int]:
    """How many suggestions are decided, of how many."""
    found = re.search(r"(\d+) of (\d+) reviewed", page.locator("main").inner_text())
    assert found, page.url
    return int(found[1]), int(found[2])


def expect_pupil_finds(page: Page, title: str) -> None:
    """The module stands in the catalogue, its first lesson and its check can be opened."""
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.locator("main .btn").first.click()
    expect(page.get_by_text("What is unknown").first).to_be_visible()


def test_by_mouse(visit, teacher, pupil):
    page = visit(teacher, "documents/import/", viewport=PICTURE)
    page.set_input_files("input[type=file]", FILE)
    page.get_by_label("Title of the new module").fill("The bridge, by mouse")
    page.evaluate("scrollTo(0, 0)")
    picture(page, "1-import")
    page.click(button("Bring it in"))
    expect(page.get_by_label("Title", exact=True)).to_have_value(TITLE, timeout=READ_WITHIN)
    page.get_by_label("Who published it").fill("Our own class")
    picture(page, "2-provenance")
    page.click(button("Store it"))
    page.get_by_role("link", name="Review its claims").click()
    page.get_by_label("Suggestions a page of text").press("End")
    expect(page.get_by_text("Every suggestion is shown").first).to_be_visible()
    _, whole = reviewed(page)
    assert whole > 30
    for done in range(whole):
        expect(page.locator("[data-progress]")).to_contain_text(f"{done} of {whole} reviewed")
        if done == 3:
            picture(page, "3-review")
        page.click(button("Accept"))
    expect(page.locator("[data-progress]")).to_contain_text(f"{whole} of {whole} reviewed")
    page.get_by_role("link", name="Next: build").click()
    page.get_by_label("Title of the module").fill("The bridge, by mouse")
    picture(page, "4-build")
    page.click(button("Build"))
    expect(page.get_by_role("heading", name="What is left to decide")).to_be_visible()
    picture(page, "5-decide")
    while (left := page.locator(f"{button(ALL_GOOD)}, {button(LEAVE_OUT)}")).count():
        count = left.count()
        left.first.click()
        expect(left).to_have_count(count - 1)
    page.click(button("Publish"))
    expect(page.get_by_text("Published").first).to_be_visible()
    expect_pupil_finds(visit(pupil, "/"), "The bridge, by mouse")


def test_by_keys_alone(visit, teacher, pupil):
    page = visit(teacher, "documents/import/")
    tab_to(page, "input[type=file]")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(FILE)
    tab_to(page, "[name=title]")
    page.keyboard.type("The bridge, by keys")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value(TITLE, timeout=READ_WITHIN)
    tab_to_words(page, "Store it")
    tab_to_words(page, "Review its claims")
    page.wait_for_url("**/review/**")
    _, whole = reviewed(page)
    for done in range(whole):
        expect(page.get_by_text(f"{done} of {whole} reviewed")).to_be_visible()
        page.keyboard.press("a")
    expect(page.get_by_text(f"{whole} of {whole} reviewed")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text(f"{whole - 1} of {whole} reviewed")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text(f"{whole} of {whole} reviewed")).to_be_visible()
    tab_to_words(page, "Next: build")
    tab_to_words(page, "Build")
    expect(page.get_by_role("heading", name="What is left to decide")).to_be_visible()
    while (left := page.locator(f"{button(ALL_GOOD)}, {button(LEAVE_OUT)}")).count():
        count = left.count()
        tab_to_words(page, ALL_GOOD, LEAVE_OUT)
        expect(left).to_have_count(count - 1)
    tab_to_words(page, "Publish")
    expect(page.get_by_text("Published").first).to_be_visible()


def test_without_script(visit, teacher, pupil):
    page = visit(teacher, "documents/import/", java_script_enabled=False)
    page.set_input_files("input[type=file]", FILE)
    page.get_by_label("Title of the new module").fill("The bridge, without script")
    page.click(button("Bring it in"))
    expect(page.get_by_label("Title", exact=True)).to_have_value(TITLE, timeout=READ_WITHIN)
    page.click(button("Store it"))
    page.get_by_role("link", name="Review its claims").click()
    _, whole = reviewed(page)
    for done in range(whole):
        expect(page.get_by_text(f"{done} of {whole} reviewed")).to_be_visible()
        page.click(button("Accept"))
    expect(page.get_by_text(f"{whole} of {whole} reviewed")).to_be_visible()
    page.get_by_role("link", name="Next: build").click()
    page.click(button("Build"))
    expect(page.get_by_role("heading", name="What is left to decide")).to_be_visible()
    while (left := page.locator(f"{button(ALL_GOOD)}, {button(LEAVE_OUT)}")).count():
        left.first.click()
    page.click(button("Publish"))
    expect(page.get_by_text("Published").first).to_be_visible()
