"""A school on its first Monday: its server, its people in browsers of their own, and their ways.

`Monday` holds what goes on from one test of `test_first_class.py` to the next.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.chromium import expect
from tests.browser.pupil import fill_in
from tests.running import RunningSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHOSEN = "copper-kettle-93"
"""What everybody chooses in place of the one-time password."""

CLASS, EXAM = "8c", "Exam: the bath of Aldmoor"
MODULE = "Cold War diplomacy"
CLOSES = "2031-05-04T10:00"
LETTERS = "abcdefghijklmnopqrstuvwxyzåäöø"
NAMES = [f"{letter.upper()}na O'Brien-{letter.upper()}ee" for letter in LETTERS]
ESSAY = 5
BACK_WITHIN = 5_000


class Monday:
    """The site, its folder, and a page for each person who has signed in."""

    def __init__(self, chromium: Browser, folder: Path) -> None:
        self.chromium = chromium
        self.folder = folder
        self.site = RunningSite(folder / "data")
        self.pages: dict[str, Page] = {}
        self.cards: dict[str, tuple[str, str]] = {}
        self.before = b""

    @property
    def port(self) -> str:
        return self.site.address.rstrip("/").rpartition(":")[2]

    def first_password(self) -> str:
        """The administrator's, as `start` told it."""
        line = next(line for line in self.site.lines if line.startswith("  password "))
        return line.split()[1]

    def start_again(self, data: Path, *options: str) -> None:
        """Start the server, which is down, on a data folder."""
        self.site = RunningSite(data, *options)

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()
        if self.site.process.poll() is None:
            self.site.stop()

    def context(self, **options: Any) -> BrowserContext:
        made = self.chromium.new_context(
            base_url=self.site.address, reduced_motion="reduce", **options
        )
        made.set_default_timeout(10_000)
        return made

    def enter(self, who: str, log_in: str, word: str) -> Page:
        """Sign in with a one-time password in a browser of one's own, and choose another."""
        page = self.pages[who] = self.context().new_page()
        page.goto("accounts/sign-in/")
        sign_in(page, log_in, word)
        page.wait_for_url(re.compile("/accounts/password/"))
        for box in page.locator("input[type=password]").all():
            box.fill(CHOSEN)
        page.get_by_role("button", name="Set the password").click()
        page.wait_for_url(lambda url: "/accounts/password/" not in url)
        return page

    def enter_with_card(self, who: str) -> Page:
        return self.enter(who, *self.cards[who])

    def rows(self, query: str, *values: object) -> list[Any]:
        """What stands in the site's database."""
        with closing(sqlite3.connect(self.site.data / "groundwork.sqlite3")) as database:
            return database.execute(query, values).fetchall()

    def saves(self, page: Page) -> int:
        """How often the answer to the question of the page was saved."""
        [(count,)] = self.rows(
            "SELECT count(*) FROM quizzes_responserevision v JOIN quizzes_response r "
            "ON r.id = v.response_id WHERE r.attempt_id = ? AND r.position = ?",
            *place_of(page),
        )
        return int(count)


def sign_in(page: Page, log_in: str, word: str) -> None:
    page.get_by_label("Log-in name").fill(log_in)
    page.get_by_label("Password").fill(word)
    page.get_by_role("button", name="Sign in").click()


def place_of(page: Page) -> tuple[int, int]:
    """The attempt and the position of the question that a page shows."""
    found = re.search(r"/attempts/(\d+)/(\d+)/", page.url)
    assert found, page.url
    return int(found[1]), int(found[2])


def make_school(page: Page) -> None:
    page.goto("admin/rosters/school/add/")
    page.get_by_label("Name:").fill("Hillside School")
    page.get_by_label("Slug:").fill("hillside")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()


def make_staff(page: Page, log_in: str, name: str, role: str) -> str:
    """Make an account of staff in the admin; returns the password that is shown."""
    page.goto("admin/rosters/user/add/")
    page.get_by_label("Name:", exact=True).fill(name)
    page.get_by_label("Log-in name:").fill(log_in)
    page.get_by_label("Role:").select_option(label=role)
    page.get_by_label("School:").select_option(label="Hillside School")
    page.get_by_role("button", name="Save", exact=True).click()
    return page.locator("#result_list code").inner_text()


def seat(page: Page) -> dict[str, tuple[str, str]]:
    """Make the class from pasted names; returns log-in and password of each card by name."""
    page.goto("classes/new/")
    page.get_by_label("Name of the class").fill(CLASS)
    page.get_by_label("Names, one a line").fill("\n".join(NAMES))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Seat these learners").click()
    expect(page.locator(".slip")).to_have_count(len(NAMES), timeout=30_000)
    names = page.locator(".slip strong").all_inner_texts()
    words = page.locator(".slip code").all_inner_texts()
    return dict(zip(names, zip(words[::2], words[1::2], strict=True), strict=True))


def assign(page: Page, what: str, **fields: str) -> None:
    """Give the class something by the form. `fields`: what is typed, by name."""
    page.goto("classes/1/")
    page.get_by_role("link", name="Assign a module or a quiz").click()
    page.get_by_label("Module or quiz").select_option(label=what)
    page.get_by_role("button", name="Set the rules").click()
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    if "time_limit_minutes" in fields:
        page.get_by_label("Marks of written answers").select_option("together")
    page.get_by_role("button", name="Read the rules").click()
    page.get_by_role("button", name="Assign it").click()
    expect(page.get_by_text(f"is assigned to {CLASS}.")).to_be_visible()


def start_exam(page: Page) -> None:
    """From the start page, where the exam is due, to its first question."""
    page.goto("")
    page.get_by_role("link", name=re.compile(f"Start.*{EXAM}")).click()
    page.get_by_role("button", name="Start the quiz").click()
    page.wait_for_url(re.compile(r"/attempts/\d+/1/"))


def go_to(page: Page, position: int) -> None:
    attempt, _position = place_of(page)
    page.goto(f"attempts/{attempt}/{position}/")


def expect_saved(page: Page, within: int = BACK_WITHIN) -> str:
    """Wait until the page says that the answer is saved; returns the receipt that it shows."""
    state = page.locator("save-state [data-when=saved]")
    expect(state).to_be_visible(timeout=within)
    expect(state).to_have_text(re.compile(r"saved\s+\d\d:\d\d"))
    return state.inner_text()


def answer(page: Page, *positions: int) -> None:
    """Answer questions, and see each of them saved."""
    for position in positions:
        go_to(page, position)
        fill_in(page)
        expect_saved(page)


def hand_in(page: Page) -> None:
    attempt, _position = place_of(page)
    page.goto(f"attempts/{attempt}/overview/")
    page.get_by_role("button", name="Hand in the quiz").click()
    page.wait_for_url(re.compile("/review/"))
