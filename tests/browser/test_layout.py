"""Pages fit: no sideways scroll from 320 to 1600 pixels and at 200 % zoom; nothing on the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.places import all_names, places_of
from tests.browser.samples import MODULE, begin, quiz_of_type

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# 640 × 400 is a desk of 1280 × 800 at 200 %.
SIZES = [(320, 640), (360, 740), (768, 1024), (640, 400), (1280, 800), (1600, 900)]
LEARNERS = ("lessons:", "quizzes:", "rosters:")
PLAIN = ("theme", "accessibility", "about-you")

# What stands out of the page to the side, innermost first. What scrolls by itself may be wider.
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
    .filter((part) => !part.closest(".scroll, .vh"))
    .map((part) => `${part.tagName}.${part.className}`).slice(-3).concat(String(wide));
}"""

# Parts of the bar that stand on one another, or out of it.
CROWDED_BAR = """() => {
  const bar = document.querySelector(".bar");
  const box = bar.getBoundingClientRect();
  const parts = [...bar.querySelectorAll(".wrap > *:not(progress), .act > *")]
    .filter((part) => part.getClientRects().length && !part.classList.contains("act"));
  const found = [];
  for (const [index, part] of parts.entries()) {
    const at = part.getBoundingClientRect();
    const out = at.right > innerWidth + 1 || at.bottom > box.bottom + 1;
    if (out) found.push(`out of the bar: ${part.outerHTML}`);
    for (const other of parts.slice(index + 1)) {
      const its = other.getBoundingClientRect();
      const apart = at.right <= its.left + 1 || its.right <= at.left + 1
        || at.bottom <= its.top + 1 || its.bottom <= at.top + 1;
      if (!apart && !part.contains(other) && !other.contains(part)) {
        found.push(`${part.textContent.trim()} on ${other.textContent.trim()}`);
      }
    }
  }
  if (box.height > innerHeight / 2) found.push(`the bar takes ${box.height} of ${innerHeight}`);
  return found;
}"""


BOX_LOOKS = """all => [...new Set(all.map((one) => {
  const { appearance, backgroundColor, backgroundImage } = getComputedStyle(one);
  return [one.offsetWidth > 8, appearance, backgroundColor, backgroundImage].join();
}))]"""


def too_wide(page: Page, path: str) -> list[str]:
    page.goto(path)
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{path} at {width}: {part}" for part in page.evaluate(TOO_WIDE)]
    return found


@pytest.mark.parametrize(
    "name",
    [name for name in all_names() if name.startswith(LEARNERS) or name in PLAIN],
)
def test_page_does_not_scroll_sideways(name: str, visit: Visit, samples) -> None:
    found, pages = [], {}
    for place in places_of(name, samples):
        key = place.person.pk if place.person else None
        page = pages.setdefault(key, None) or visit(place.person, noisy=True)
        pages[key] = page
        answer = page.request.get(place.path, max_redirects=0)
        if answer.status == 200 and "text/html" in answer.headers["content-type"]:
            found += too_wide(page, place.path)
    assert found == []


@pytest.mark.parametrize("size", [(320, 640), (360, 740), (640, 400), (768, 1024), (1280, 800)])
def test_nothing_stands_on_anything_in_the_bar(size, visit, samples):
    width, height = size
    attempt = samples.open_attempt
    page = visit(
        attempt.learner, f"attempts/{attempt.pk}/2/", viewport={"width": width, "height": height}
    )
    page.locator("#response select, #response input[type=text]").first.wait_for()
    assert page.evaluate(CROWDED_BAR) == []


def test_bar_has_room_for_what_went_wrong(visit, learner):
    attempt = begin(quiz_of_type("choice"), learner)
    page = visit(
        learner, f"attempts/{attempt.pk}/1/", viewport={"width": 360, "height": 740}, noisy=True
    )
    page.context.set_offline(True)
    page.get_by_role("radio").first.check()
    page.locator("[data-when=offline]").wait_for()
    assert page.evaluate(CROWDED_BAR) == []


def printed(visit: Visit, person, path: str) -> Page:
    page = visit(person, path)
    page.emulate_media(media="print")
    return page


def shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


def test_printed_lesson_has_no_chrome(visit, samples):
    page = printed(visit, samples.ada, f"modules/{MODULE}/two-calendars/passage/")
    for chrome in (".masthead", ".skip", ".foot", ".crumbs", "main button.btn", ".go-on"):
        assert shown(page, chrome) == 0, chrome
    assert shown(page, ".line .t") > 3
    assert shown(page, ".paper-only") >= 1


def test_printed_highlight_has_empty_boxes_and_a_line_for_the_name(visit, learner):
    attempt = begin(quiz_of_type("highlight"), learner)
    page = visit(learner, f"attempts/{attempt.pk}/1/")
    boxes = page.locator(".is-choice input")
    boxes.first.check()
    page.locator("[data-when=saved]").wait_for()
    page.emulate_media(media="print")
    for chrome in (".masthead", ".bar", ".said", "summary"):
        assert shown(page, chrome) == 0, chrome
    strokes = page.locator(".stroke").evaluate_all(
        "all => new Set(all.map((one) => getComputedStyle(one).backgroundImage)).size"
    )
    assert strokes == 1
    assert page.get_by_text("Name ___").first.is_visible()
    looks = boxes.evaluate_all(BOX_LOOKS)
    assert len(looks) == 1
    assert looks[0].startswith("true")


def test_printed_page_is_black_on_white_from_the_dark_theme(visit, samples):
    page = printed(visit, samples.ada, "accessibility/")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert ink == "rgb(0, 0, 0)"
