"""axe-core, put into a page once and run as often as wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

try:
    from axe_playwright_python.base import AXE_SCRIPT
except ImportError:
    AXE_SCRIPT = ""

if TYPE_CHECKING:
    from playwright.sync_api import Page

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
# What stays at the window's edge covers a part of something that scrolls below it, and axe would
# call that part too small to touch. test_keyboard.py looks at what is covered.
UNSTICK = """() => document.querySelectorAll(".bar, .submit-row").forEach((bar) => {
  bar.style.position = "static";
})"""
RUN = """async (options) => (await axe.run(document, options)).violations.flatMap(({ id, nodes }) =>
  nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA on the page as it stands, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(UNSTICK)
    found: list[Any] = page.evaluate(RUN, OPTIONS)
    return [" ".join(str(line).split()) for line in found]
