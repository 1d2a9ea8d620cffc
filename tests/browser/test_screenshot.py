"""The screenshot of the README: a passage in which a learner has marked some sentences.

`README_SCREENSHOT=docs/screenshot.png python3 manage.py test -m browser -k readme` writes it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizzes.models import Quiz
from rosters.models import User
from tests.browser.conftest import Visit
from tests.browser.samples import begin

pytestmark = pytest.mark.browser

MARKED = (2, 3)


def test_readme_shows_marks_that_were_saved(visit: Visit, learner: User, tmp_path: Path) -> None:
    lab = Quiz.objects.get(collection__slug="cold-war-diplomacy", slug="claim-lab")
    page = visit(
        learner,
        f"/attempts/{begin(lab, learner).pk}/1/",
        viewport={"width": 1120, "height": 700},
    )
    boxes = page.locator(".is-choice input")
    for number in MARKED:
        boxes.nth(number).check()
    page.locator('[data-when="saved"]').wait_for(state="visible")
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 240)")
    target = Path(os.environ.get("README_SCREENSHOT", tmp_path / "screenshot.png"))
    page.screenshot(path=target)
    assert page.locator(".is-choice input:checked").count() == len(MARKED)
    assert target.read_bytes().startswith(b"\x89PNG")
