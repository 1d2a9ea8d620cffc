"""The learner's pages beside the flow, each asked for again and again in turns with the floor."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.flow import answer, sign_in
from bench.learner import Browser, Sample, Unexpected, token_of

Page = tuple[str, str]
"""What it is called in the table, and its address."""

QUESTIONS = re.compile(r"<dt>Questions</dt><dd>(\d+)</dd>")


def pages_of(browser: Browser, site: Mapping[str, Any]) -> Sequence[Page]:
    """Sign in as the learner who has something on every page; what each is called and where.

    She takes a check whose review shows the keys, and saves the answers of another.
    """
    sign_in(browser, site["seated"], site["password"])
    keyed = take(browser, site["keyed_quiz"])
    browser.post("", f"{keyed}submit/", [("csrfmiddlewaretoken", token_on(browser, keyed))])
    module, shelf = site["module"], site["shelf"]
    saved = take(browser, shelf["check"])
    review = f"{keyed}review/"
    if "why-box" not in browser.get("", review).body:
        raise Unexpected("the review shows no key")
    browser.samples.clear()
    return [
        ("start page", "/"),
        ("reading step", shelf["reading"]),
        ("passage step", shelf["passage"]),
        ("check step", shelf["check"]),
        ("glossary", f"{module}glossary/"),
        ("timeline", f"{module}timeline/"),
        ("document", shelf["document"]),
        ("source card", shelf["card"]),
        ("progress", "/progress/"),
        ("progress in the module", f"{module}progress/"),
        ("module page, given", module),
        ("review with keys", review),
        ("receipts", f"{saved}receipts/"),
        ("page of an assignment", site["assignment"]),
        ("notices", "/notices/"),
    ]


def take(browser: Browser, address: str) -> str:
    """Start the quiz of a page and answer all its questions; the attempt's address."""
    page = browser.get("", address).body
    start = re.search(r'<form method="post" action="([^"]+/start/)"', page)
    questions = QUESTIONS.search(page)
    if start is None or questions is None:
        raise Unexpected(f"no quiz on {address}")
    attempt = browser.post("", start[1], [("csrfmiddlewaretoken", token_of(page))]).location
    path = browser.get("", attempt).location
    for _ in range(int(questions[1])):
        path = answer(browser, path)
    return attempt


def token_on(browser: Browser, attempt: str) -> str:
    return token_of(browser.get("", f"{attempt}overview/").body)


def in_turns(
    browser: Browser, pages: Sequence[Page], on_floor: Callable[[], list[Sample]], each: int
) -> list[Sample]:
    """Each page so many times, and before each the floor: whatever else the machine does meanwhile
    slows both. Samples of both."""
    bare = []
    for step, address in pages:
        bare += on_floor()
        for _ in range(each):
            browser.get(step, address)
    return bare + browser.samples
