"""The one task that runs every night and plans its own next run."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

HOUR = 3
KEEP_TASK_RESULTS_DAYS = 14


def run_jobs() -> None:
    """Run every job of `settings.NIGHTLY_JOBS`; one that fails is logged and stops no other."""
    for path in settings.NIGHTLY_JOBS:
        try:
            job = import_string(path)
            (job.func if isinstance(job, Task) else job)()
        except Exception:
            logger.exception("The nightly job %s failed; it runs again tomorrow.", path)


@task()
def nightly() -> None:
    """Run the night's jobs, drop old task results, and plan the next night."""
    try:
        run_jobs()
        call_command("prune_db_task_results", min_age_days=KEEP_TASK_RESULTS_DAYS, verbosity=0)
    finally:
        plan_next()


def plan_next() -> bool:
    """Queue the next run unless one is queued; say whether it had to be.

    Two servers starting at once can queue two: the first to run then finds the second queued and
    plans no third, so that one is left.
    """
    queued = DBTaskResult.objects.filter(
        task_path=nightly.module_path, status=TaskResultStatus.READY
    )
    if queued.exists():
        return False
    nightly.using(run_after=next_run(timezone.localtime())).enqueue()
    return True


def next_run(now: dt.datetime) -> dt.datetime:
    """The next three o'clock in the time zone of `now`, later than `now` (aware, as the result)."""
    today = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return today if today > now else today + dt.timedelta(days=1)
