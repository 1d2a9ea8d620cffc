"""The work beside the requests: whether somebody does it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from config import heartbeat, last_start
from config.health.findings import Finding, Look, advice, ok, problem

NIGHTLY = "config.nightly.nightly"
# The backup of the night is a task, and others wait for it.
PATIENCE = timedelta(hours=2)
A_NIGHT = timedelta(hours=36)


def waiting_too_long(at: datetime) -> QuerySet[DBTaskResult[Any, Any]]:
    """Tasks that should have been done two hours ago."""
    limit = at - PATIENCE
    return DBTaskResult.objects.filter(
        Q(run_after__lte=limit) | Q(run_after=get_date_max(), enqueued_at__lte=limit),
        status=TaskResultStatus.READY,
    ).order_by()


def check_queue(look: Look) -> list[Finding]:
    """Background work is done."""
    silent = heartbeat.silent_threads()
    if silent:
        text = _("A part of the server has stopped: {names}.").format(names=", ".join(silent))
        return [problem("worker", text, _("Restart the server, and keep its log of today."))]
    count = waiting_too_long(look.at).count()
    if count:
        text = _("{count} tasks wait for more than two hours.").format(count=count)
        what = _("Is the server running? With several, one has to do the background work.")
        return [problem("worker", text, what)]
    return [ok("worker", _("Background work is done as it comes."))]


def check_night(look: Look) -> list[Finding]:
    """The nightly task is planned, and ran last night."""
    runs = DBTaskResult.objects.filter(task_path=NIGHTLY)
    planned = runs.filter(status=TaskResultStatus.READY).exists()
    last = (
        runs.filter(finished_at__isnull=False)
        .order_by("-finished_at")
        .only("finished_at", "status")
        .first()
    )
    if not planned and not runs.filter(status=TaskResultStatus.RUNNING).exists():
        text = _("Nothing is planned for the night: no backup, no tidying up.")
        what = _("Start the site with {command}.").format(command="python3 manage.py start")
        return [problem("night", text, what)]
    if last is None or last.finished_at is None:
        return [ok("night", _("The first night is still to come."))]
    when = f"{timezone.localtime(last.finished_at):%Y-%m-%d %H:%M}"
    if last.status == TaskResultStatus.FAILED:
        text = _("The work of the night of {when} failed.").format(when=when)
        return [problem("night", text, _("The server's log says why; keep it."))]
    if look.at - last.finished_at > A_NIGHT:
        text = _("The last night's work was done at {when}.").format(when=when)
        return [advice("night", text, _("Leave the server running, or the night is made up for."))]
    return [ok("night", _("The last night's work was done at {when}.").format(when=when))]


def check_packs(look: Look) -> list[Finding]:
    """The modules that come with the site could be loaded at the last start."""
    refused = [line for line in last_start.pack_lines() if line.endswith("not loaded")]
    if not refused:
        return []
    text = _("At the last start a pack was refused: {line}.").format(line=refused[0])
    return [advice("packs", text, _("The start says why. What was loaded before stays in use."))]
