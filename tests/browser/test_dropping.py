"""Files dropped on the page that brings documents in: by the browser's own drag, not by script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rosters.models import User
from sources.models import Import
from tests.browser.chromium import expect
from tests.factories import InstructorFactory
from tests.factories_review import bridge_text

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

COPY = 1
"""The one operation that the drag allows, in the protocol's terms."""


@pytest.fixture
def author() -> User:
    return InstructorFactory()


@pytest.fixture
def desktop(tmp_path: Path) -> Path:
    """Two texts, and a folder with one more."""
    for name in ("mill", "bridge"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} was built in 1911.\n", encoding="utf-8")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "toll.txt").write_text("The toll fell.\n", encoding="utf-8")
    return tmp_path


def drag(page: Page, where: str, *files: Path, drop: bool = True) -> None:
    """Drag files from outside the browser over the middle of an element, and let them go."""
    session = page.context.new_cdp_session(page)
    page.locator(where).scroll_into_view_if_needed()
    box = page.locator(where).bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": COPY}
    for kind in ("dragEnter", "dragOver", *(["drop"] if drop else [])):
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


def test_dropped_files_are_listed_and_sent(visit, author, desktop):
    page = visit(author, "documents/import/")
    drag(page, "file-drop", desktop / "mill.txt", drop=False)
    expect(page.locator("file-drop.is-over")).to_have_count(1)
    drag(page, "file-drop", desktop / "mill.txt", desktop / "bridge.txt")
    expect(page.locator(".dropped li")).to_have_text(
        ["mill.txt, 0.1 kBTake away", "bridge.txt, 0.1 kBTake away"]
    )
    expect(page.locator("file-drop.is-over")).to_have_count(0)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", level=1, name="Documents")).to_be_visible()
    names = Import.objects.filter(by=author).order_by("name").values_list("name", flat=True)
    assert list(names) == ["bridge.txt", "mill.txt"]


def test_a_dropped_folder_is_refused_in_words_and_files_beside_it_are_kept(visit, author, desktop):
    page = visit(author, "documents/import/")
    drag(page, "input[type=file]", desktop / "papers", desktop / "mill.txt")
    expect(page.locator(".dropped .is-wrong")).to_have_text(
        "“papers” is a folder. Open it and drop the files that are in it."
    )
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_a_drop_beside_the_frame_counts_and_the_page_stays(visit, author, desktop):
    page = visit(author, "documents/import/")
    page.get_by_label("Title of the new module").fill("Kept")
    drag(page, "h1", desktop / "mill.txt")
    drag(page, "h1", desktop / "mill.txt")
    expect(page.locator(".dropped li")).to_have_count(1)
    expect(page.get_by_label("Title of the new module")).to_have_value("Kept")


def test_too_many_are_not_sent_until_one_is_taken_away(visit, author, desktop):
    page = visit(author, "documents/import/")
    more = [desktop / f"{number}.txt" for number in range(21)]
    for file in more:
        file.write_text(f"{file.name} was built in 1911.\n", encoding="utf-8")
    drag(page, "file-drop", *more)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.locator(".dropped .is-wrong")).to_have_text("At most 20 files at a time.")
    assert not Import.objects.filter(by=author).exists()
    page.get_by_role("button", name="Take away: 7.txt", exact=True).click()
    expect(page.locator(".dropped .is-wrong")).to_have_count(0)
    expect(page.locator(".dropped li")).to_have_count(20)


def test_a_new_version_is_the_file_dropped_last(visit, author, desktop):
    page = visit(author, f"documents/import/?new_version_of={bridge_text(author).pk}")
    drag(page, "file-drop", desktop / "mill.txt")
    drag(page, "file-drop", desktop / "bridge.txt")
    expect(page.locator(".dropped li")).to_have_text(["bridge.txt, 0.1 kBTake away"])
    drag(page, "file-drop", desktop / "mill.txt", desktop / "bridge.txt")
    expect(page.locator(".dropped .is-wrong")).to_have_text("One file at a time.")
