"""Room for what learners write, and for the backups."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from config.backup.archive import megabytes
from config.backup.making import database_size
from config.health.findings import Finding, Look, advice, ok, problem

# Below the first a site stops soon, whatever its size; below the second somebody should look.
LEAST_BYTES = 500_000_000
COMFORTABLE_BYTES = 5_000_000_000
TOPIC = "disk"


def check_data_folder(look: Look) -> list[Finding]:
    """The disk of the data folder has to hold the log, a migration's copy and a year's answers."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    # PostgreSQL keeps its database elsewhere.
    needed = 2 * database_size() if connection.vendor == "sqlite" else 0
    return [_room(Path(settings.DATA_DIR), free, needed=needed)]


def check_backups_folder(look: Look) -> list[Finding]:
    """So has the disk of the backups, where it is another one."""
    folder = nearest(Path(settings.BACKUPS_DIR))
    if not settings.BACKUPS_KEEP or is_same_disk(folder, Path(settings.DATA_DIR)):
        return []
    return [_room(folder, shutil.disk_usage(folder).free, needed=2 * database_size())]


def _room(folder: Path, free: int, *, needed: int) -> Finding:
    said = {"folder": folder, "free": megabytes(free)}
    if free < max(LEAST_BYTES, needed):
        text = _("The disk of {folder} is nearly full: {free} are free.").format(**said)
        return problem(TOPIC, text, _("Make room now: when it is full, no answer can be saved."))
    if free < COMFORTABLE_BYTES:
        text = _("The disk of {folder} fills up: {free} are free.").format(**said)
        return advice(TOPIC, text, _("Make room, or plan for a larger disk."))
    return ok(TOPIC, _("The disk of {folder} has room: {free} are free.").format(**said))


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether two folders stand on the same file system."""
    return nearest(one).stat().st_dev == nearest(other).stat().st_dev
