"""Whether there is something to go back to when this disk dies."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from config.backup import manifest as manifests
from config.backup import sqlite
from config.backup.archive import Archive, Progress, open_archive
from config.backup.errors import BackupError
from config.backup.folder import backups
from config.health.disk import is_same_disk
from config.health.findings import Finding, Look, advice, ok, problem
from config.health.work import NIGHTLY

TOPIC = "backup"
# A night and a morning; a computer that sleeps at night makes up for it when it wakes.
OLDEST = timedelta(hours=36)


def check_schedule(look: Look) -> list[Finding]:
    """Nightly backups are on, and go to another disk."""
    folder = Path(settings.BACKUPS_DIR)
    if not settings.BACKUPS_KEEP:
        return [
            advice(
                TOPIC,
                _("No backup is made at night, nor before a migration: {name} is 0.").format(
                    name="GROUNDWORK_BACKUPS_KEEP"
                ),
                _("Make sure that somebody else makes them, and has restored one for a trial."),
            )
        ]
    if is_same_disk(folder, Path(settings.DATA_DIR)):
        return [
            advice(
                TOPIC,
                _("Backups stand on the same disk as the site, and die with it."),
                _("Set {name} to a folder on another disk, or copy {folder} elsewhere.").format(
                    name="GROUNDWORK_BACKUPS", folder=folder
                ),
            )
        ]
    return [ok(TOPIC, _("Backups stand on another disk than the site."))]


def check_last(look: Look) -> list[Finding]:
    """The newest backup is young, opens, and holds what it says."""
    made = backups(Path(settings.BACKUPS_DIR))
    if not made:
        return _none_yet()
    try:
        with open_archive(made[0]) as archive:
            manifest = archive.manifest
            if not look.is_page:
                archive.verify(lambda line: None)
            if look.is_thorough:
                _examine(archive)
    except BackupError as error:
        what = _("Make one now: {command}. If that fails too, the disk may be failing.")
        return [problem(TOPIC, str(error), what.format(command="python3 manage.py backup"))]
    when = timezone.localtime(manifest.made_at)
    said = {"when": f"{when:%Y-%m-%d %H:%M}", "name": made[0].name}
    if settings.BACKUPS_KEEP and look.at - manifest.made_at > OLDEST:
        text = _("The last backup is of {when}; none was made since.").format(**said)
        what = _("Look into the server's log of last night, and make one now: {command}.")
        return [problem(TOPIC, text, what.format(command="python3 manage.py backup"))]
    opens = _("The last backup, {name} of {when}, opens.")
    whole = _("The last backup, {name} of {when}, is whole.")
    return [ok(TOPIC, (opens if look.is_page else whole).format(**said))]


def _none_yet() -> list[Finding]:
    if not settings.BACKUPS_KEEP:
        return []
    if DBTaskResult.objects.filter(task_path=NIGHTLY, finished_at__isnull=False).exists():
        text = _("There is no backup, although a night has passed.")
        what = _("Look into the server's log of last night, and make one now: {command}.")
        return [problem(TOPIC, text, what.format(command="python3 manage.py backup"))]
    return [
        advice(
            TOPIC,
            _("There is no backup yet; the first one is made tonight at three."),
            _("To have one now: {command}.").format(command="python3 manage.py backup"),
        )
    ]


def _examine(archive: Archive) -> None:
    """Unpack the database and read all of it. Raises BackupError."""
    member = archive.member(manifests.SQLITE_MEMBER)
    if member is None:
        return
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".doctor-") as folder:
        target = Path(folder) / member.name
        archive.unpack(member, target, Progress("", member.size, lambda line: None))
        sqlite.examine(target)
