"""What a learner does on a question's page, by pointer or by keys; the rest is in the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ESSAY = (
    "The article says more than it shows. The first card gives a date and a place; the second "
    "reports a talk from one side only. I would look for a letter or a minute of those weeks."
)
TABS_AT_MOST = 250

PLACE = "at => [...at.closest('fieldset, .answers').querySelectorAll('select')].indexOf(at)"

# The stop where focus is: does it show, and is it clear of the bar that stays? A control that is
# drawn by its label, or by what stands beside it in the label, may carry the ring there.
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return { name: "nothing", where: "" };
  const drawn = at.closest("label") ?? at;
  const parts = [at, drawn, ...drawn.querySelectorAll("*"), at.parentElement];
  const ringed = parts.some((part) => {
    const style = getComputedStyle(part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  });
  const box = (at.getBoundingClientRect().width > 1 ? at : drawn).getBoundingClientRect();
  const bar = at.closest(".bar") ? null : document.querySelector(".bar, .submit-row");
  const over = bar?.getBoundingClientRect();
  const seen = box.top + Math.min(box.height, 20);
  const under = over && seen > over.top + 1 && box.top < over.bottom - 1;
  return {
    name: `${at.tagName.toLowerCase()} ${at.name || at.id || at.textContent.trim().slice(0, 30)}`,
    ringed,
    hidden: under || seen > innerHeight + 1 || box.bottom < 0 || box.width < 1,
  };
}"""


def fill_in(page: Page) -> None:
    """Answer the question that is shown, somehow, with everything that it asks for."""
    form = page.locator("#response")
    for name in _names(page, "input[type=radio]"):
        form.locator(f"input[name='{name}']").first.check()
    for box in form.locator("input[type=checkbox]").all()[:2]:
        box.check()
    for choice in form.locator("select").all():
        # Each its own, as matching wants it.
        choice.select_option(index=1 + choice.evaluate(PLACE))
    places = form.locator("input[type=number]").all()
    for place, field in zip(range(len(places), 0, -1), places, strict=True):
        field.fill(str(place))
    for field in form.locator("input[type=text]").all():
        field.fill("24")
    for field in form.locator("textarea").all():
        field.fill(ESSAY)


def type_in(page: Page) -> None:
    """Answer the question that is shown with the keyboard alone, from the top of the page."""
    answered: set[str] = set()
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        kind, name, inside = page.evaluate(
            "(at => [at.type ?? '', at.name ?? '', !!at.closest('#response')])"
            "(document.activeElement)"
        )
        if not inside and answered:
            return
        if not inside or (name and name in answered):
            continue
        _press(page, kind, len(answered))
        answered.add(name)


def _press(page: Page, kind: str, number: int) -> None:
    """Use the control that has the focus as its kind wants it."""
    if kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
    elif kind == "select-one":
        for _ in range(number + 1):
            page.keyboard.press("ArrowDown")
    elif kind == "text":
        page.keyboard.type("24")
    elif kind == "textarea":
        page.keyboard.type(ESSAY)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def bad_stops(page: Page) -> list[str]:
    """Every stop of Tab from the top to the end whose focus is not seen."""
    found, seen = [], 0
    for _ in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["name"] == "nothing":
            break
        seen += 1
        if not stop["ringed"]:
            found.append(f"no ring: {stop['name']}")
        if stop["hidden"]:
            found.append(f"out of sight: {stop['name']}")
    assert seen > 3, f"Tab goes nowhere on {page.url}"
    return found


def _names(page: Page, selector: str) -> list[str]:
    names = page.locator(f"#response {selector}").evaluate_all("all => all.map(one => one.name)")
    return sorted(set(names))
