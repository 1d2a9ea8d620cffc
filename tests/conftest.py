"""What every test shares. Fixtures of one app stand in `tests/<app>/conftest.py`."""

import os
import shutil
import sqlite3
from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cast"]

try:
    from playwright.sync_api import Browser, Page, sync_playwright
except ImportError:
    sync_playwright = None

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_OPTIONS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Speed belongs to `bench/`: no test fails because the machine had other work.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

# A test that cannot run on a developer's machine skips; where CI has all it needs, none may.
REQUIRED = {
    "browser": "GROUNDWORK_REQUIRE_BROWSER",
    "server": "GROUNDWORK_REQUIRE_BROWSER",
    "processes": "GROUNDWORK_REQUIRE_POSTGRES",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skipped test fail where its kind is required."""
    report = yield
    required = any(
        os.environ.get(variable) and item.get_closest_marker(marker)
        for marker, variable in REQUIRED.items()
    )
    if required and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where it is required: {report.longrepr}"
    return report


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Pages that say how late it is are the same while a test compares them."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database in which several threads can write at once, with the site's own settings.

    Tests on SQLite run in memory, where a second writer is refused instead of waiting; so this
    one is copied to a file. On PostgreSQL there is nothing to do.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "shared.sqlite3"
    copy = sqlite3.connect(file)
    memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One headless Chromium for the whole run; skips where none is installed."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if sync_playwright is None or found is None:
        pytest.skip("needs Chromium and the packages of config/requirements/browser.txt")
    # Playwright runs an event loop in this thread, and Django takes every loop for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=[*CHROMIUM_OPTIONS, *as_root]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """A page in a fresh context; the test fails when the console says anything."""
    context = chromium.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []
