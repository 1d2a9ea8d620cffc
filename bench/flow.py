"""The flow by which quiz platforms are compared: from signing in to the review."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bench.learner import Browser, Unexpected, answers_of, assets_of, token_of

ANSWERS = 10
ATTEMPT = re.compile(r"^/attempts/(\d+)/(?:(\d+)/)?$")

SIGN_IN_PAGE, SIGN_IN = "sign-in page", "sign in"
MODULE, QUIZ, START = "module page", "page before the quiz", "start"
QUESTION, SAVE, NEXT = "question page", "save an answer", "Next (saves, then leads on)"
OVERVIEW, SUBMIT, REVIEW = "overview", "hand in", "review page"
ASSETS, REDIRECT = "assets (once)", "to the first question"

PAGES = (MODULE, QUIZ, QUESTION, OVERVIEW, REVIEW)
STEPS = (
    SIGN_IN_PAGE,
    SIGN_IN,
    ASSETS,
    MODULE,
    QUIZ,
    START,
    REDIRECT,
    QUESTION,
    SAVE,
    NEXT,
    OVERVIEW,
    SUBMIT,
    REVIEW,
)


def sign_in(browser: Browser, name: str, password: str) -> str:
    """Sign in and return the first page's HTML, whose assets a browser would fetch."""
    page = browser.get(SIGN_IN_PAGE, "/accounts/sign-in/").body
    form = [
        ("csrfmiddlewaretoken", token_of(page)),
        ("username", name),
        ("password", password),
    ]
    if browser.post(SIGN_IN, "/accounts/sign-in/", form).status != 302:
        raise Unexpected(f"{name} could not sign in")
    return page


def work_through(browser: Browser, site: Mapping[str, Any], *, assets_from: str = "") -> None:
    """Open the module, take its quiz, answer ten questions one a page, hand in, read the review."""
    for path in assets_of(assets_from):
        browser.get(ASSETS, path)
    browser.get(MODULE, site["module"])
    page = browser.get(QUIZ, site["quiz"]).body
    token = token_of(page)
    start = re.search(r'<form method="post" action="([^"]+/start/)"', page)
    if start is None:
        raise Unexpected("no Start button")
    attempt = browser.post(START, start[1], [("csrfmiddlewaretoken", token)]).location
    number, _ = attempt_at(attempt)
    path = browser.get(REDIRECT, attempt).location
    for _ in range(ANSWERS):
        path = answer(browser, path)
    browser.get(OVERVIEW, f"/attempts/{number}/overview/")
    token = token_of(browser.get(OVERVIEW, f"/attempts/{number}/overview/").body)
    browser.post(SUBMIT, f"/attempts/{number}/submit/", [("csrfmiddlewaretoken", token)])
    browser.get(REVIEW, f"/attempts/{number}/review/")


def answer(browser: Browser, path: str) -> str:
    """One question: its page, the save that the page makes by itself, and Next."""
    page = browser.get(QUESTION, path).body
    token, form = token_of(page), answers_of(page)
    entered = dict(form)
    saved = json.loads(
        browser.post(
            SAVE, f"{path}save/", [*without(form, "sequence"), ("sequence", "1")], token
        ).body
    )
    if not saved.get("saved"):
        raise Unexpected(f"not saved: {saved}")
    onward = [
        *without(form, "sequence", "base"),
        ("sequence", "2"),
        ("base", str(saved["base"])),
        ("csrfmiddlewaretoken", token),
        ("go", "next"),
    ]
    if not entered:
        raise Unexpected(f"nothing to enter on {path}")
    return browser.post(NEXT, path, onward).location


def attempt_at(path: str) -> tuple[int, int | None]:
    found = ATTEMPT.match(path)
    if found is None:
        raise Unexpected(f"{path} is no attempt")
    return int(found[1]), int(found[2]) if found[2] else None


def without(form: list[tuple[str, str]], *names: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form if name not in names]
