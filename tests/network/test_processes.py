"""Two servers on one PostgreSQL database and one data folder, as behind a proxy."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.db import connection

from config.background import LEADING_LOCK
from tests.durability.clients import eventually
from tests.network.visitor import Visitor, save_something
from tests.running import RunningSite

pytestmark = pytest.mark.processes

DATABASE = "groundwork_two_servers"
LEADER = f"""
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND objid = {LEADING_LOCK} AND granted
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
# Who looked for the next task in the last moments, or committed after it: a worker does each
# second. Nothing else does where nobody visits.
WORKING = """
    SELECT DISTINCT application_name FROM pg_stat_activity
    WHERE datname = current_database() AND query_start > now() - interval '2 seconds'
    AND (query LIKE '%dbtaskresult%priority" DESC%' OR query = 'COMMIT')
    AND pid <> pg_backend_pid()
"""
QUIET_SECONDS, WATCH_SECONDS = 3, 6


class Two:
    """Both servers, and a connection to what they share."""

    def __init__(self, data, url, database):
        self.database = database

        def start(name):
            return RunningSite(data, "--demo", DATABASE_URL=url, PGAPPNAME=name)

        # At the same moment, on an empty database and in an empty folder.
        with ThreadPoolExecutor(2) as both:
            self.first, self.second = both.map(start, ["first", "second"])
        self.sites = {"first": self.first, "second": self.second}

    def read(self, query, *values):
        return self.database.execute(query, values or None).fetchall()

    @property
    def lines(self):
        return self.first.lines + self.second.lines

    def visitor(self, site):
        return Visitor("127.0.0.1", urlsplit(site.address).port, name="localhost")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL in DATABASE_URL")
    psycopg = pytest.importorskip("psycopg")
    given = os.environ["DATABASE_URL"]
    url = urlsplit(given)._replace(path=f"/{DATABASE}").geturl()
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
        with psycopg.connect(url, autocommit=True) as database:
            two = Two(tmp_path_factory.mktemp("two") / "data", url, database)
            yield two
            for site in two.sites.values():
                if site.process.poll() is None:
                    site.stop()
        server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


@pytest.fixture
def dan(two):
    """A learner who is signed in at the first server, and her attempt's path."""
    password = next(line.split()[1] for line in two.lines if line.startswith("  demo-dan"))
    visitor = two.visitor(two.first)
    visitor.send("/accounts/sign-in/", username="demo-dan", password=password)
    return visitor, visitor.send("/assignments/1/start/", on="/assignments/1/").location


def test_servers_that_start_together_prepare_the_site_once(two):
    assert sum(line.startswith("  password    ") for line in two.lines) == 1
    assert sum(line.startswith("  demo-dan") for line in two.lines) == 1
    assert two.read("SELECT count(*) FROM rosters_user WHERE is_superuser") == [(1,)]


def test_servers_plan_the_night_once(two):
    night = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path = %s"
    assert two.read(night, "config.nightly.nightly") == [("READY",)]


def test_save_at_one_server_is_seen_at_the_other(two, dan):
    visitor, attempt = dan
    page = save_something(visitor, attempt)
    elsewhere = two.visitor(two.second)
    # The session too is good at both.
    elsewhere.cookies = visitor.cookies
    assert 'value="1"></progress>' in elsewhere.ask(page).text


def test_one_server_does_the_background_work(two):
    # What the tests before this one asked the servers for is over by then.
    time.sleep(QUIET_SECONDS)
    assert eventually(lambda: two.read(WORKING) != [])
    # Both have had time to begin by now: whoever works is seen at it within these seconds.
    working, until = set(), time.monotonic() + WATCH_SECONDS
    while time.monotonic() < until:
        working.update(two.read(WORKING))
        time.sleep(0.2)
    assert working == set(two.read(LEADER))
    assert len(working) == 1


def test_overdue_attempt_is_handed_in_once(two, dan):
    pk = int(dan[1].split("/")[2])
    overdue = "UPDATE quizzes_attempt SET deadline_at = started_at WHERE id = %s"
    two.database.execute(overdue, [pk])
    status = "SELECT status FROM quizzes_attempt WHERE id = %s"
    assert eventually(lambda: two.read(status, pk) != [("in_progress",)])
    twice = """
        SELECT response_id FROM quizzes_score JOIN quizzes_response r ON r.id = response_id
        WHERE attempt_id = %s GROUP BY response_id HAVING count(*) > 1
    """
    assert two.read(twice, pk) == []


def test_other_server_takes_over_when_one_is_killed(two):
    assert eventually(lambda: len(two.read(LEADER)) == 1)
    ((leader,),) = two.read(LEADER)
    ((task,),) = two.read(
        "UPDATE django_tasks_database_dbtaskresult SET status = 'RUNNING', run_after = now(), "
        "started_at = now(), worker_ids = '[\"groundwork-start\"]' "
        "WHERE status = 'READY' RETURNING id"
    )
    two.sites[leader].kill()
    assert eventually(lambda: two.read(LEADER) not in ([], [(leader,)]))
    # What the killed one was doing is done again, and the next night planned.
    rows = "SELECT id, status FROM django_tasks_database_dbtaskresult ORDER BY status DESC"
    assert eventually(lambda: [status for _, status in two.read(rows)] == ["SUCCESSFUL", "READY"])
    assert two.read(rows)[0][0] == task
