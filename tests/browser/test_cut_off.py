"""A browser that is killed as a whole: what was saved is there, and what waited on its disk comes.

Cut cables, closed tabs and lost replies are in test_saving.py, a killed server in
test_first_class.py.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizzes.models import ResponseRevision
from tests.browser.chromium import expect
from tests.browser.conftest import sign_in
from tests.browser.samples import begin, quiz_of_type
from tests.conftest import CHROMIUM_NAMES, CHROMIUM_OPTIONS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

BACK_WITHIN = 5_000
# Chromium writes what a page stores to its disk some five seconds after the page stored it.
ON_DISK_AFTER = 8


@pytest.fixture
def profile(tmp_path) -> Path:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("finds the processes of a browser under /proc")
    return tmp_path / "profile"


@pytest.fixture
def open_browser(chromium, site, learner, profile):
    """Starts a browser of the learner's own, which keeps what it stores in `profile`."""
    path = next(found for name in CHROMIUM_NAMES if (found := shutil.which(name)))
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []

    def start() -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            profile,
            executable_path=path,
            args=[*CHROMIUM_OPTIONS, *as_root],
            base_url=site.address,
        )
        sign_in(context, learner, site.address)
        return context

    yield start
    kill_browser(profile)


def kill_browser(profile: Path) -> None:
    """End every process of the browser that keeps its things in a folder, as a crash would."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if f"--user-data-dir={profile}".encode() in command.split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue


def test_killed_browser_loses_nothing_that_was_saved_or_waited(open_browser, learner, profile):
    attempt = begin(quiz_of_type("choice"), learner)
    page = open_browser().new_page()
    page.goto(f"attempts/{attempt.pk}/1/")
    page.get_by_role("radio").first.check()
    expect(page.locator("save-state [data-when=saved]")).to_be_visible()
    page.goto(f"attempts/{attempt.pk}/2/")
    page.context.set_offline(True)
    page.get_by_role("radio").nth(1).check()
    expect(page.locator("[data-when=offline]")).to_be_visible()
    time.sleep(ON_DISK_AFTER)
    kill_browser(profile)

    again = open_browser().new_page()
    again.goto(f"attempts/{attempt.pk}/2/")
    expect(again.locator("save-state [data-when=saved]")).to_be_visible(timeout=BACK_WITHIN)
    expect(again.get_by_role("radio").nth(1)).to_be_checked()
    again.goto(f"attempts/{attempt.pk}/1/")
    expect(again.get_by_role("radio").first).to_be_checked()
    saves = ResponseRevision.objects.filter(attempt=attempt).order_by("number")
    assert [save.response.position for save in saves] == [1, 2]
