"""Whether the clock can be believed: deadlines and receipts rest on it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from config.backup import sqlite
from config.backup.making import database_file
from config.health.findings import Finding, Look, advice, ok, problem

TOPIC = "clock"
# No site of this code is older than the code.
FIRST_YEAR = 2026
TOLERANCE = timedelta(minutes=5)
_clock = (
    getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    if hasattr(time, "CLOCK_MONOTONIC")
    else None
)


def _running_seconds() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the computer sleeps."""
    return time.clock_gettime(_clock) if _clock is not None else time.monotonic()


# When this process began, on both clocks.
STARTED_AT = (time.time(), _running_seconds())


def check_clock(look: Look) -> list[Finding]:
    """The clock is of this time, did not jump, and stands behind everything that was written."""
    said = {"now": f"{timezone.localtime(look.at):%Y-%m-%d %H:%M}"}
    what = _("Set the clock, and let the system set it by itself (NTP).")
    if look.at.year < FIRST_YEAR:
        text = _("This computer's clock says {now}, which is long ago.")
        return [problem(TOPIC, text.format(**said), what)]
    newest = newest_trace()
    if newest and newest - look.at > TOLERANCE:
        text = _("The clock says {now}, but something was written at {newest}: it went back.")
        shown = f"{timezone.localtime(newest):%Y-%m-%d %H:%M}"
        return [problem(TOPIC, text.format(**said, newest=shown), what)]
    jump = timedelta(seconds=jump_seconds())
    if abs(jump) > TOLERANCE:
        text = _("The clock was set by {minutes} minutes since the server started.")
        return [problem(TOPIC, text.format(minutes=round(jump.total_seconds() / 60)), what)]
    return [ok(TOPIC, _("The clock says {now}.").format(**said))]


def check_time_zone(look: Look) -> list[Finding]:
    """Somebody said in which zone the school is."""
    if settings.TIME_ZONE != "UTC":
        text = _("Times are shown as in {zone}.")
        return [ok("time-zone", text.format(zone=settings.TIME_ZONE))]
    return [
        advice(
            "time-zone",
            _("Times are shown in UTC, and nights begin by it, unless a school has its own zone."),
            _("Set GROUNDWORK_TIME_ZONE, for example to Europe/Vienna."),
        )
    ]


def newest_trace() -> datetime | None:
    """The latest moment that the site's files or its finished tasks tell of."""
    found = [
        datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        for path in (*sqlite.parts_of(database_file()), Path(settings.DATA_DIR) / "server.lock")
        if path.exists()
    ]
    finished = DBTaskResult.objects.aggregate(at=Max("finished_at"))["at"]
    return max([*found, *([finished] if finished else [])], default=None)


def jump_seconds() -> float:
    """By how much the clock was set while this process ran; positive is forward."""
    told, run = STARTED_AT
    return (time.time() - told) - (_running_seconds() - run)
