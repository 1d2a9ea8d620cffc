"""A save that could not be written is never called saved, and can be sent again."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from quizzes.models import ResponseRevision
from quizzes.operations.attempts import start_attempt
from quizzes.operations.receipts import verify_attempt
from tests.durability.clients import Class, eventually, inspect, prepare, site_environment
from tests.factories import LearnerFactory
from tests.factories_quizzes import ESSAY, NOON, QuizFactory, fill_section, response_of
from tests.running import ROOT

if sys.platform == "linux":
    import resource

LONG = "because it was written there " * 600


# The database is full: PRAGMA max_page_count


@pytest.fixture
def attempt(transactional_db):
    quiz = QuizFactory()
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    return start_attempt(quiz, learner=LearnerFactory(), at=NOON)


@pytest.fixture
def learner_browser(attempt):
    browser = Client(raise_request_exception=False)
    browser.force_login(attempt.learner)
    return browser


@contextmanager
def full_database():
    """No page can be added to the database for as long as the block lasts."""
    with connection.cursor() as cursor:
        # Pages that earlier tests freed would be room.
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


def send(browser, attempt):
    return browser.post(
        f"/attempts/{attempt.pk}/1/save/", {"text": LONG, "tab": "tab-a", "sequence": "1"}
    )


needs_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has no such limit"
)


@needs_sqlite
@pytest.mark.filterwarnings("ignore")
def test_save_on_a_full_disk_is_an_error(attempt, learner_browser):
    with full_database():
        answer = send(learner_browser, attempt)
    assert answer.status_code == 500
    assert b'"saved": true' not in answer.content
    assert not ResponseRevision.objects.exists()
    assert response_of(attempt).revision == 0


@needs_sqlite
def test_save_is_taken_when_there_is_room_again(attempt, learner_browser):
    with full_database():
        send(learner_browser, attempt)
    assert send(learner_browser, attempt).json()["number"] == 1
    assert verify_attempt(attempt).problems == []


@needs_sqlite
def test_page_without_script_keeps_the_answer_on_a_full_disk(attempt, learner_browser):
    with full_database():
        page = learner_browser.post(f"/attempts/{attempt.pk}/1/", {"text": LONG, "go": "next"})
    assert page.status_code == 503
    assert LONG.strip() in page.content.decode()
    assert "could not be written down" in page.content.decode()


# The COMMIT fails: the log cannot grow any more


@contextmanager
def serving(data):
    command = [sys.executable, "-m", "tests.durability.serve", "once"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=site_environment(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            port, pid = process.stdout.readline().split()
            yield int(port), int(pid)
        finally:
            process.kill()


@pytest.mark.server
@pytest.mark.disaster
@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
def test_save_whose_commit_fails_is_never_acknowledged(tmp_path, capsys):
    """The kernel lets no file of the server grow: writing the log fails inside COMMIT."""
    data = tmp_path / "site"
    four = prepare(data)
    with serving(data) as (port, pid), Class(four, lambda: port) as learners:
        assert eventually(lambda: len(learners.acknowledged) > 20)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        assert eventually(lambda: len(learners.refused) > 10)
        during = len(learners.acknowledged)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert eventually(lambda: len(learners.acknowledged) > during + 20)
    found = inspect(data, learners.acknowledged)
    with capsys.disabled():
        print(f"\n{len(learners.refused)} saves refused on a full disk, {len(found['lost'])} lost")
    assert found["lost"] == []
    assert found["problems"] == []
    assert {words.split(":")[0] for words in learners.refused} == {"500"}
