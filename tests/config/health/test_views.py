"""The page for admins, and the two words for machines."""

import logging
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django_tasks.base import TaskResultStatus

from config import heartbeat
from config.health import checkup, views
from config.health.findings import Finding, Level, advice, ok, problem
from tests.statements import statements

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


@pytest.fixture
def findings(monkeypatch):
    """Let every check find these and nothing else."""

    def say(*found):
        monkeypatch.setattr(checkup, "CHECKS", (lambda look: list(found),))

    return say


@pytest.fixture(autouse=True)
def no_threads(monkeypatch):
    monkeypatch.setattr(heartbeat, "_beats", {})


def page_of(client):
    return client.get("/health/").content.decode()


def test_page_lists_the_worst_first(sam, client_of, findings):
    findings(
        ok("clock", "The clock is right."),
        problem("disk", "The disk is full.", "Make room."),
        advice("mail", "No mail server is set.", "Set one."),
    )
    page = page_of(client_of(sam))
    texts = ["The disk is full.", "Make room.", "No mail server is set.", "The clock is right."]
    assert sorted(texts, key=page.index) == texts
    assert "1 thing has to be mended." in page


def test_page_says_that_all_is_well(root, client_of, findings):
    findings(ok("clock", "The clock is right."))
    assert "Nothing has to be mended." in page_of(client_of(root))


def test_page_tells_each_level_in_words(root, client_of, findings):
    findings(*(Finding("disk", level, "Text.") for level in Level))
    page = page_of(client_of(root))
    assert [page.count(word) for word in ("To mend:", "Better:", "Well:")] == [1, 1, 1]


def test_check_that_fails_does_not_hide_the_others(root, client_of, monkeypatch, caplog):
    def fail(look):
        raise LookupError

    monkeypatch.setattr(checkup, "CHECKS", (fail, lambda look: [ok("clock", "Right.")]))
    page = page_of(client_of(root))
    assert ".fail could not look." in page
    assert "Right." in page


def test_page_costs_few_statements(root, client_of, data, make_task):
    for _ in range(30):
        make_task(TaskResultStatus.SUCCESSFUL, finished_ago=timedelta(hours=1))
    browser = client_of(root)
    browser.get("/health/")
    with statements() as sent:
        assert browser.get("/health/").status_code == 200
    assert len(sent) <= MOST_STATEMENTS


@pytest.mark.parametrize(("person", "linked"), [("root", 1), ("sam", 1), ("tess", 0)])
def test_administration_leads_there_whom_it_lets_in(cast, client_of, person, linked):
    page = client_of(cast[person]).get("/admin/").content.decode()
    assert page.count('href="/health/"') == linked


def test_healthz_says_ok_in_one_statement_and_without_a_cookie(visitor):
    with statements() as sent:
        answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert len(sent) == 1
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_healthz_says_unwell_while_a_task_waits_too_long(visitor, make_task):
    make_task(TaskResultStatus.READY, ago=timedelta(hours=3))
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"unwell\n")


def test_healthz_says_unwell_when_a_thread_hangs(visitor):
    heartbeat._beats["Deadlines"] = time.monotonic() - 301
    assert visitor.get("/healthz").status_code == 503


def test_healthz_says_unwell_when_the_database_does_not_answer(visitor, monkeypatch):
    def fail(at):
        raise OperationalError("the server closed the connection; password: secret")

    monkeypatch.setattr(views, "waiting_too_long", fail)
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"unwell\n")


def test_healthz_is_no_error_in_the_log(visitor, make_task, caplog):
    make_task(TaskResultStatus.READY, ago=timedelta(hours=3))
    with caplog.at_level(logging.ERROR):
        visitor.get("/healthz")
    assert caplog.records == []


def test_healthz_is_not_sent_on_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/accessibility/").status_code == 301
