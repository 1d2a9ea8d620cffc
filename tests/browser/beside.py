"""What the test of a first class does beside its site, each in a process of its own.

`tell("name")` runs one of the functions below on the site's data, as a command would.
"""

import json
from pathlib import Path
from typing import Any

from lessons.operations import demo_exam
from quizzes.models import Attempt
from quizzes.operations.receipts import verify_attempt
from rosters.models import User
from tests.running import run_command


def tell(name: str, data: Path) -> Any:
    """What a function of this module returns about the site in a data folder."""
    code = f"import json; from tests.browser import beside; print(json.dumps(beside.{name}()))"
    done = run_command("shell", "-v", "0", "-c", code, GROUNDWORK_DATA=str(data))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def make_exam() -> str:
    """A published exam of the teacher's own: four questions that a program grades and an essay."""
    return demo_exam.make_exam(by=User.objects.get(username="tess")).title


def receipts() -> list[tuple[int, bool]]:
    """Of every attempt, how many saves it has, and whether its receipts hold."""
    reports = [verify_attempt(each) for each in Attempt.objects.order_by("pk")]
    return [(report.saves, report.holds) for report in reports]
