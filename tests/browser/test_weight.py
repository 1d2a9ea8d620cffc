"""What a learner's browser has to fetch, in bytes on the wire, from the server that schools run."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from quizzes.models.quizzes import Feedback
from tests.browser.chromium import expect
from tests.browser.conftest import tallies
from tests.browser.pupil import fill_in
from tests.browser.samples import MODULE, one_of_each
from tests.factories import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

PAGE_BYTES, PAGE_REQUESTS = 60_000, 6
SIGN_IN_BYTES = 24_000
QUIZ_BYTES = 120_000
SCRIPT_BYTES = 20_000
TITLE = "Weight of a first visit (bytes on the wire, requests)"

PAGES = {
    "catalogue": "/",
    "module": f"modules/{MODULE}/",
    "reading": f"modules/{MODULE}/two-calendars/warm-up/",
    "passage": f"modules/{MODULE}/two-calendars/passage/",
    "check": f"modules/{MODULE}/two-calendars/check/",
    "glossary": f"modules/{MODULE}/glossary/",
    "timeline": f"modules/{MODULE}/timeline/",
    "document": f"modules/{MODULE}/documents/setting-the-stage/",
    "quiz": f"modules/{MODULE}/quizzes/module-quiz/",
    "progress": "progress/",
    "progress in the module": f"modules/{MODULE}/progress/",
    "account": "accounts/",
}


class Scale:
    """Weighs everything that a browser fetches: headers and bodies as they come over the wire."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.bytes = 0
        self.urls: list[str] = []
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._begin)
        session.on("Network.loadingFinished", self._end)

    def _begin(self, event) -> None:
        self.urls.append(event["response"]["url"])

    def _end(self, event) -> None:
        self.bytes += event["encodedDataLength"]


@pytest.fixture
def weigh(visit):
    """Opens a page as a first visit and weighs it."""

    def open_page(person, path):
        page = visit(person)
        scale = Scale(page.context, page)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page, scale

    return open_page


def note(name: str, scale: Scale) -> None:
    tallies.setdefault(TITLE, []).append(f"{scale.bytes:7,}  {len(scale.urls)}  {name}")


@pytest.mark.parametrize("name", PAGES)
def test_first_visit_of_a_page_is_light(name, weigh, samples, site):
    page, scale = weigh(samples.ada, PAGES[name])
    note(name, scale)
    assert scale.bytes <= PAGE_BYTES
    assert len(scale.urls) <= PAGE_REQUESTS
    assert {urlsplit(url).netloc for url in scale.urls} == {urlsplit(site.address).netloc}
    assert page.locator("h1").count() == 1


def test_first_visit_of_a_question_and_of_reviews_is_light(weigh, samples):
    pages = {
        "question": (samples.open_attempt, "1/"),
        "highlight question": (samples.open_attempt, "5/"),
        "checked highlight": (samples.checked_attempt, "5/"),
        "overview": (samples.open_attempt, "overview/"),
        "review of 13 types": (samples.handed_in, "review/"),
        "receipts": (samples.handed_in, "receipts/"),
        "all 13 types on one page": (samples.one_page_attempt, "1/"),
    }
    for name, (attempt, path) in pages.items():
        _, scale = weigh(attempt.learner, f"attempts/{attempt.pk}/{path}")
        note(name, scale)
        assert scale.bytes <= PAGE_BYTES, name
        assert len(scale.urls) <= PAGE_REQUESTS, name


def test_sign_in_page_is_lighter_still(weigh):
    _, scale = weigh(None, "accounts/sign-in/")
    note("sign-in", scale)
    assert scale.bytes <= SIGN_IN_BYTES


def test_ten_answers_from_sign_in_to_review_are_light(weigh, learner):
    quiz = one_of_each(show_feedback=Feedback.AFTER_SUBMITTING)
    page, scale = weigh(None, "accounts/sign-in/")
    page.get_by_label("Log-in name").fill(learner.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"quizzes/{quiz.pk}/")
    page.get_by_role("button", name=re.compile("Start")).click()
    for position in range(1, 11):
        fill_in(page)
        page.get_by_role("button", name="Next").click()
        expect(page).to_have_url(re.compile(f"/{position + 1}/$"))
    page.get_by_role("link", name=re.compile("overview")).click()
    page.get_by_role("button", name="Hand in the quiz").click()
    expect(page).to_have_url(re.compile("review"))
    page.wait_for_load_state("networkidle")
    note("sign-in, ten answers, review", scale)
    assert scale.bytes <= QUIZ_BYTES


def test_script_of_learners_is_small(site):
    scripts = list((site.data / "static").glob("learner.*.js"))
    weights = [len(gzip.compress(script.read_bytes())) for script in scripts]
    tallies.setdefault(TITLE, []).append(f"{max(weights):7,}  -  learner.js, compressed")
    assert max(weights) <= SCRIPT_BYTES


def test_nothing_is_inline_and_the_policy_says_so(visit, samples):
    page = visit(samples.ada)
    for path in PAGES.values():
        answer = page.goto(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        html = answer.text()
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html) == []


def test_static_files_are_kept_by_the_browser(visit, samples):
    page = visit(samples.ada, "/")
    scale = Scale(page.context, page)
    page.goto("progress/")
    page.wait_for_load_state("networkidle")
    cached = [url for url in scale.urls if "/static/" in url]
    assert scale.bytes < 20_000, cached


def test_source_names_no_other_site():
    root = Path(__file__).resolve().parents[2]
    for app in ("config", "lessons", "quizzes", "sources", "rosters"):
        for file in (root / app / "static").rglob("*.*"):
            text = file.read_text(encoding="utf-8")
            assert re.findall(r"(?:url\(|import |src=|fetch\()[\"']?https?://", text) == [], file
