"""The masthead of staff pages on a telephone: one line, and a menu that needs no script."""

from __future__ import annotations

import pytest

from tests.browser.chromium import expect
from tests.factories import InstructorFactory

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 800}


@pytest.mark.parametrize("script", [True, False])
def test_menu_of_staff_pages_opens_from_one_line_that_names_the_page(visit, script):
    page = visit(InstructorFactory(), "documents/", viewport=PHONE, java_script_enabled=script)
    masthead, menu = page.locator(".masthead"), page.get_by_role("button", name="Menu: Documents")
    assert masthead.bounding_box()["height"] <= 64
    expect(page.get_by_role("link", name="Classes")).to_be_hidden()
    menu.click()
    for button in page.locator("#main-menu").get_by_role("button").all():
        assert button.bounding_box()["height"] >= 44
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    menu.press("Enter")
    page.get_by_role("link", name="Classes").click()
    expect(page.get_by_role("heading", level=1, name="Classes")).to_be_visible()


def test_links_of_staff_pages_stand_in_one_line_on_a_wide_screen(visit):
    page = visit(InstructorFactory(), "documents/")
    expect(page.get_by_role("button", name="Menu: Documents")).to_be_hidden()
    expect(page.get_by_role("link", name="Classes")).to_be_visible()
    assert page.locator(".masthead").bounding_box()["height"] <= 64
