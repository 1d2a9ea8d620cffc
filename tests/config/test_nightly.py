import datetime as dt
import logging
from zoneinfo import ZoneInfo

import pytest
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import nightly
from config.settings import NIGHTLY_JOBS

VIENNA = ZoneInfo("Europe/Vienna")
DONE: list[str] = []


@pytest.fixture(autouse=True)
def queue(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.NIGHTLY_JOBS = []
    DONE.clear()


def note() -> None:
    DONE.append("noted")


def fail() -> None:
    raise LookupError


@pytest.mark.parametrize(("now", "day"), [((21, 1, 30), 21), ((21, 3, 0), 22), ((21, 22, 0), 22)])
def test_next_run_is_the_next_three_o_clock(now, day):
    date, hour, minute = now
    moment = dt.datetime(2026, 11, date, hour, minute, tzinfo=VIENNA)
    assert nightly.next_run(moment) == dt.datetime(2026, 11, day, 3, 0, tzinfo=VIENNA)


def test_plan_next_queues_one_run_however_often_it_is_asked():
    assert nightly.plan_next() is True
    assert nightly.plan_next() is False
    assert DBTaskResult.objects.get().run_after.astimezone(dt.UTC).hour == nightly.HOUR


def test_night_plans_the_next_night():
    nightly.nightly.func()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


@pytest.mark.parametrize("status", [TaskResultStatus.RUNNING, TaskResultStatus.FAILED])
def test_night_that_runs_or_failed_is_not_taken_for_the_next_one(status):
    nightly.plan_next()
    DBTaskResult.objects.update(status=status)
    assert nightly.plan_next() is True


def test_every_job_of_the_site_is_there():
    assert all(callable(getattr(import_string(job), "func", None)) for job in NIGHTLY_JOBS)


def test_failing_job_is_logged_and_stops_no_other(settings, caplog):
    settings.NIGHTLY_JOBS = [f"{__name__}.fail", f"{__name__}.note"]
    with caplog.at_level(logging.ERROR, logger="config.nightly"):
        nightly.run_jobs()
    assert DONE == ["noted"]
    assert "fail failed" in caplog.text
