"""One real site for all browser tests: both packs, the demo school, and rows made by the tests.

The site runs in its own process, as a school starts it. Tests make rows in the same SQLite file
through the site's own operations, each with a learner of its own, so nothing has to be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from quizzes.operations.receipt_keys import all_keys
from rosters.models import Enrollment, User
from tests.browser.samples import Samples, make_samples
from tests.factories import LearnerFactory, hashed_password
from tests.running import RunningSite, running_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

RECEIPT_KEY = "f00d" * 16
HASHERS = [
    "config.passwords.Argon2idPasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
WIDE = {"width": 1280, "height": 800}

Visit = Callable[..., "Page"]
"""Opens a page for somebody: see the fixture `visit`."""

tallies: dict[str, Any] = {}
"""What the tests counted, told at the end of the run."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[RunningSite]:
    """The site with its demo school. It shares the keys of this process, so both can sign."""
    if connection.vendor != "sqlite":
        pytest.skip("the browser's site runs on SQLite; unset DATABASE_URL")
    data = tmp_path_factory.mktemp("browser") / "data"
    keys = {"GROUNDWORK_SECRET_KEY": settings.SECRET_KEY, "GROUNDWORK_RECEIPT_KEY": RECEIPT_KEY}
    with running_site(data, "--demo", **keys) as site:
        yield site


@pytest.fixture(scope="package", autouse=True)
def records(site: RunningSite, django_db_blocker: Any) -> Iterator[None]:
    """This process reads and writes the site's own database, signed with the site's own keys."""
    name, kept = connection.settings_dict["NAME"], connection.connection
    changes = {"RECEIPT_KEY": RECEIPT_KEY, "PASSWORD_HASHERS": HASHERS}
    with django_db_blocker.unblock(), override_settings(**changes):
        # Put aside, not closed: a database in memory, which other tests may have made, lives only
        # as long as its connection.
        connection.connection = None
        connection.settings_dict["NAME"] = str(site.data / "groundwork.sqlite3")
        all_keys.cache_clear()
        hashed_password.cache_clear()  # made with the hasher of the other tests
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            connection.connection = kept
            all_keys.cache_clear()
            hashed_password.cache_clear()


@pytest.fixture(scope="package")
def samples(records: None) -> Samples:
    """One of each thing that a page can show."""
    return make_samples()


@pytest.fixture
def learner() -> User:
    """A learner of the demo class who has done nothing yet."""
    classroom = Enrollment.objects.get(user__username="demo-ada").classroom
    person: User = LearnerFactory(school=classroom.school, display_name="Nia Okafor")
    Enrollment.objects.create(user=person, classroom=classroom)
    return person


def sign_in(context: BrowserContext, person: User, address: str) -> None:
    """Give the browser the session of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


@pytest.fixture
def visit(chromium: Browser, site: RunningSite) -> Iterator[Visit]:
    """Opens a page in a browser of its own: `visit(person, path)`.

    Further keywords are the context's (`viewport`, `java_script_enabled` …). Unless `noisy`, the
    test fails when the console of any page says something.
    """
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def hear(page: Page, text: str) -> None:
        # Chromium notes that it did what the header of signing out asks.
        if not text.startswith("Clear-Site-Data header"):
            said.append(f"{page.url}: {text}")

    def listen(page: Page) -> None:
        page.on("console", lambda message: hear(page, message.text))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))

    def open_page(
        person: User | None = None, path: str = "", *, noisy: bool = False, **options: Any
    ) -> Page:
        context = chromium.new_context(
            base_url=site.address, **({"viewport": WIDE, "reduced_motion": "reduce"} | options)
        )
        contexts.append(context)
        if not noisy:
            context.on("page", listen)
        if person is not None:
            sign_in(context, person, site.address)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what was counted."""
    for title, lines in tallies.items():
        terminalreporter.section(title)
        for line in lines if isinstance(lines, list) else [lines]:
            terminalreporter.write_line(str(line))
