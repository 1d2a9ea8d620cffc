"""What <order-list> and <mark-sheet> add to pages that work without them."""

from pathlib import Path
from random import Random

import pytest

from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.gallery import GalleryLibrary, gallery_item

pytestmark = pytest.mark.browser

ELEMENTS = Path(__file__).resolve().parents[3] / "quizzes/static/quizzes/elements"


def add_element(page, name):
    page.add_script_tag(content=(ELEMENTS / f"{name}.js").read_text(), type="module")
    page.wait_for_function(f"!!customElements.get('{name}')")


@pytest.fixture
def show(page):
    def show_item(slug: str, *, order=None, script: bool = True):
        kind = get_item_type(slug)
        definition = kind.load(kind.complete(gallery_item(slug), GalleryLibrary()))
        order = order or kind.order(definition, shuffle=True, rng=Random(3))  # noqa: S311
        html = kind.form(definition, order).render_parts()
        page.set_content(f"<!doctype html><html lang=en><form>{html}</form></html>")
        if script:
            add_element(page, "order-list")
            add_element(page, "mark-sheet")
        return page

    return show_item


def test_order_list_moves_an_entry_by_its_button_and_keeps_the_focus(show):
    page = show("ordering", order={"entries": [3, 2, 1, 0]})
    first = page.locator(".entry").nth(0).inner_text()
    page.get_by_role("button", name="Move down").nth(0).focus()
    page.keyboard.press("Enter")
    assert page.locator(".entry").nth(1).inner_text() == first
    assert [i.input_value() for i in page.locator(".entry input").all()] == ["1", "2", "3", "4"]
    assert page.evaluate("document.activeElement.dataset.step") == "1"
    assert page.locator("[data-status]").inner_text() == "Now at place 2 of 4."


def test_order_list_sends_places_by_the_fields_as_shown(show):
    page = show("ordering", order={"entries": [3, 2, 1, 0]})
    page.get_by_role("button", name="Move down").nth(0).click()
    sent = page.evaluate("Object.fromEntries(new FormData(document.forms[0]))")
    assert sent == {"place-0": "2", "place-1": "1", "place-2": "3", "place-3": "4"}


def test_order_list_tells_whoever_saves(show):
    page = show("ordering")
    page.evaluate("document.forms[0].addEventListener('change', () => { document.title += 'x'; })")
    page.get_by_role("button", name="Move up").nth(3).click()
    assert page.title() == "x"


def test_order_list_makes_room_for_a_typed_number(show):
    page = show("ordering")
    last = page.locator(".entry").nth(3).inner_text()
    page.locator(".entry input").nth(3).fill("1")
    page.keyboard.press("Tab")
    assert page.locator(".entry").nth(0).inner_text() == last
    assert [i.input_value() for i in page.locator(".entry input").all()] == ["1", "2", "3", "4"]


def test_order_list_names_its_buttons_by_their_entry(show):
    page = show("ordering")
    text = page.locator(".entry-text").nth(1).inner_text()
    assert page.get_by_role("button", name=f"Move up: {text}", exact=True).count() == 1
    assert page.get_by_role("button", name="Move up").nth(0).is_disabled()


def test_ordering_without_script_has_numbers_alone(show):
    page = show("ordering", script=False)
    assert page.locator(".entry input").count() == 4
    assert page.locator("button:visible").count() == 0


def test_mark_sheet_counts_marks(show):
    page = show("highlight")
    assert page.locator("[data-count-line]").is_visible()
    page.get_by_label("Sentence 3").check()
    page.get_by_label("Sentence 4").check()
    assert page.locator("[data-count]").inner_text() == "2"


def test_mark_sheet_without_script_shows_no_count_that_could_be_wrong(show):
    page = show("highlight", script=False)
    assert page.locator("[data-count-line]").is_hidden()


def test_mark_sheet_presses_buttons_by_key_only_when_asked(page):
    page.set_content(
        "<!doctype html><mark-sheet><label><input type=checkbox data-keys>Keys on</label>"
        "<button type=button data-key=y onclick=\"document.title+='y'\">Yes</button>"
        "<input type=text aria-label=Note></mark-sheet>"
    )
    add_element(page, "mark-sheet")
    page.get_by_role("button").focus()
    page.keyboard.press("y")
    assert page.title() == ""
    page.get_by_label("Keys on").check()
    page.keyboard.press("y")
    page.get_by_label("Note").press("y")
    assert page.title() == "y"
