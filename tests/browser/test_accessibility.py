"""No page breaks WCAG 2.2 AA as far as axe can tell: light and dark, on a phone and a desk.

The list of pages is the URL resolver's: an address that is new fails until it has an example in
`places.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string

from tests.browser.axe import violations
from tests.browser.conftest import Visit, sign_in, tallies
from tests.browser.places import NO_PAGE, Place, all_names, paths_of_module, places_of
from tests.browser.samples import MODULE, OWN_MODULE, Samples, begin, quiz_of_type

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.running import RunningSite

pytestmark = pytest.mark.browser

THEMES = ("light", "dark")
WIDTHS = (360, 1280)
TITLE = "Accessibility (axe, WCAG 2.2 AA)"
counts = {"pages": 0, "checks": 0, "violations": 0}


@pytest.fixture(scope="module", autouse=True)
def _tell():
    yield
    tallies[TITLE] = ", ".join(f"{count} {name}" for name, count in counts.items())


def check(page: Page, path: str, *, about: str = "") -> list[str]:
    """Every violation on a page, in both themes and both widths."""
    found: list[str] = []
    for theme in THEMES:
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            counts["checks"] += 1
            found += [f"{path} {about} {theme} {width}: {line}" for line in violations(page)]
    counts["pages"] += 1
    counts["violations"] += len(found)
    return found


@pytest.fixture(scope="module")
def page_of(chromium: Browser, site: RunningSite):
    """A page for each person, kept for all tests: opening a browser takes longer than a page."""
    pages: dict[object, Page] = {}

    def open_page(place: Place) -> Page:
        key = place.person.pk if place.person else None
        if key not in pages:
            context = chromium.new_context(base_url=site.address, reduced_motion="reduce")
            if place.person:
                sign_in(context, place.person, site.address)
            pages[key] = context.new_page()
            pages[key].goto("accessibility/")
        return pages[key]

    yield open_page
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("name", all_names())
def test_page_breaks_no_rule(name: str, samples: Samples, page_of) -> None:
    found: list[str] = []
    refused = 0
    places = places_of(name, samples)
    for place in places:
        page = page_of(place)
        answer = page.request.get(place.path, max_redirects=0)
        assert answer.status in (200, 302, 403, 404, 405), f"{place.path}: {answer.status}"
        if answer.status == 200 and "text/html" in answer.headers["content-type"]:
            found += check(page, place.path, about=place.about)
        refused += answer.status in (403, 404)
    assert found == []
    assert refused < len(places) or name in NO_PAGE or name.endswith("_delete")


@pytest.mark.parametrize("slug", [MODULE, OWN_MODULE])
def test_content_of_a_shipped_module_breaks_no_rule(slug: str, samples: Samples, page_of) -> None:
    found: list[str] = []
    page = page_of(Place("/", samples.ada if slug == MODULE else samples.author))
    page.context.add_cookies([{"name": "theme", "value": "light", "url": page.url}])
    page.set_viewport_size({"width": 1280, "height": 800})
    for path in paths_of_module(slug):
        page.goto(path)
        counts["pages"] += 1
        counts["checks"] += 1
        found += [f"{path}: {line}" for line in violations(page)]
    assert found == []


def test_question_that_is_sent_back_breaks_no_rule(visit: Visit, learner) -> None:
    attempt = begin(quiz_of_type("numeric"), learner)
    page = visit(learner, f"attempts/{attempt.pk}/1/", noisy=True)
    page.get_by_role("textbox").fill("two dozen")
    page.locator("#response").evaluate("form => form.submit()")
    page.locator(".item-errors").first.wait_for()
    assert violations(page) == []


def test_form_that_is_sent_back_breaks_no_rule(visit: Visit) -> None:
    page = visit(path="accounts/sign-in/")
    page.locator("main form").evaluate("form => form.submit()")
    page.locator(".problems").wait_for()
    assert violations(page) == []


def test_open_card_breaks_no_rule(visit: Visit, samples: Samples) -> None:
    page = visit(samples.ada, f"modules/{MODULE}/two-calendars/warm-up/")
    page.locator("a.term").first.click()
    page.locator("[popover]:popover-open").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["no/such/page/", "admin/no/such/page/", "attempts/1/"])
def test_error_page_breaks_no_rule(path: str, visit: Visit) -> None:
    assert check(visit(path="accessibility/", noisy=True), path) == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "409", "500"])
def test_page_for_a_fault_breaks_no_rule(name: str, visit: Visit) -> None:
    page = visit(path="accessibility/")
    html = render_to_string(f"{name}.html")
    page.route("**/a-fault/", lambda route: route.fulfill(body=html, content_type="text/html"))
    assert check(page, "a-fault/") == []
