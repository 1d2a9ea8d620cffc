"""A program: `prepare` makes learners in the middle of attempts, `inspect` looks what is there.

Works in the data folder of GROUNDWORK_DATA, with the site's own settings and receipt keys. Speaks
JSON: `prepare` prints what each client needs, `inspect` reads acknowledged saves and prints what
became of them.
"""

import json
import sys
from collections import Counter

import django

django.setup()

from django.conf import settings  # noqa: E402  needs the apps
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from config import instance  # noqa: E402
from quizzes.models import Attempt, ResponseRevision  # noqa: E402
from quizzes.operations.attempts import start_attempt  # noqa: E402
from quizzes.operations.receipts import receipt_of, verify_attempt  # noqa: E402
from tests.factories import LearnerFactory  # noqa: E402
from tests.factories_quizzes import ESSAY, QuizFactory, fill_section  # noqa: E402

ITEMS = 6


def prepare():
    """Four clients: two with an attempt each, two that share one and halve its questions."""
    instance.prepare(settings.DATA_DIR)
    call_command("migrate", interactive=False, verbosity=0)
    quiz = QuizFactory()
    fill_section(quiz, ITEMS, type_slug="essay", definition=ESSAY)
    every = list(range(1, ITEMS + 1))
    clients = []
    for shares in ([every], [every], [every[:3], every[3:]]):
        learner = LearnerFactory()
        attempt = start_attempt(quiz, learner=learner, at=timezone.now())
        browser = Client()
        browser.force_login(learner)
        clients += [
            {
                "attempt": attempt.pk,
                "positions": positions,
                "cookie_name": settings.SESSION_COOKIE_NAME,
                "cookie": browser.cookies[settings.SESSION_COOKIE_NAME].value,
                "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
            }
            for positions in shares
        ]
    return clients


def inspect(acknowledged):
    """Look for every acknowledged save: its row, its text, its receipt line, its chain."""
    found = {
        (revision.attempt_id, revision.number): revision
        for revision in ResponseRevision.objects.select_related("response")
    }
    lost = []
    for told in acknowledged:
        revision = found.get((told["attempt"], told["number"]))
        if (
            revision is None
            or receipt_of(revision).line != told["line"]
            or revision.response.position != told["position"]
            or revision.payload["data"] != {"text": told["text"]}
        ):
            lost.append(told)
    reports = [verify_attempt(attempt) for attempt in Attempt.objects.all()]
    sent = Counter((r.response_id, r.tab, r.sequence) for r in found.values())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        integrity = cursor.fetchone()[0]
    return {
        "lost": lost,
        "problems": [problem for report in reports for problem in report.problems],
        "saves": len(found),
        "written_twice": [str(key) for key, count in sent.items() if count > 1],
        "integrity": integrity,
    }


if sys.argv[1] == "prepare":
    json.dump(prepare(), sys.stdout)
else:
    json.dump(inspect(json.load(sys.stdin)), sys.stdout)
