"""The folder of backups that are made by themselves, and how many of them stay."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config.backup.archive import PARTIAL, Report, open_archive
from config.backup.errors import BackupError
from config.backup.making import BY_HAND, make_backup, site_mark
from config.backup.manifest import Manifest

NIGHTLY = "nightly"
BEFORE_MIGRATING = "before-migrating"
PRUNED = (NIGHTLY, BEFORE_MIGRATING)
NAMED = re.compile(rf"groundwork-(\d{{8}}-\d{{6}})-({NIGHTLY}|{BEFORE_MIGRATING}|{BY_HAND})\.zip")
LEFT_BEHIND_SECONDS = 24 * 60 * 60
NICENESS = 19


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that stands in the folder now, and what it says of itself."""

    path: Path
    manifest: Manifest


def make_in_folder(reason: str, *, report: Report) -> Made:
    """Make one under a name of its own, then let go of those that are too many."""
    folder = Path(settings.BACKUPS_DIR)
    path = _free_path(folder, reason)
    sweep(folder)
    made = Made(path, make_backup(path, reason=reason, report=report))
    for gone in prune(folder, just_made=made, keep=settings.BACKUPS_KEEP):
        report(f"Deleted the old backup {gone.name}.")
    return made


def _free_path(folder: Path, reason: str) -> Path:
    """A name that no file has: the second backup of one second is named after the next one."""
    moment = timezone.localtime()
    while (path := folder / f"groundwork-{moment:%Y%m%d-%H%M%S}-{reason}.zip").exists():
        moment += timedelta(seconds=1)
    return path


def make_in_own_process() -> None:
    """What the night does: in a process of its own, behind everybody who waits for a page.

    Raises BackupError with what that process said.
    """
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "backup", "--nightly"]
    options = ["--data", str(settings.DATA_DIR)]
    done = subprocess.run(  # noqa: S603
        [*command, *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=settings.BASE_DIR,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    if done.returncode:
        raise BackupError(done.stderr.strip() or done.stdout.strip())


def step_behind() -> None:
    """Let everybody else on this computer have the processor first.

    A backup packs and checks for some seconds. Linux knows a class of work that only takes what
    nobody else wants; elsewhere it is asked to be nice.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if hasattr(os, "SCHED_IDLE"):
        # A container may forbid it; nice has been done.
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def backups(folder: Path) -> list[Path]:
    """Files with a name as we give it, the newest name first."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if NAMED.fullmatch(path.name)), reverse=True)


def prune(folder: Path, *, just_made: Made, keep: int) -> list[Path]:
    """Delete all but the newest `keep` that this site made for the same reason; return those.

    Called after one was made and read back. That one is never deleted, whatever the clock says;
    nor is a file that does not open, that another site made, or that somebody made by hand.
    """
    reason = just_made.manifest.reason
    if reason not in PRUNED or keep < 1:
        return []
    others = []
    for path in backups(folder):
        if path == just_made.path or not path.name.endswith(f"-{reason}.zip"):
            continue
        try:
            with open_archive(path) as archive:
                manifest = archive.manifest
        except BackupError:
            continue
        if (manifest.site, manifest.reason) == (site_mark(), reason):
            others.append(Made(path, manifest))
    others.sort(key=lambda made: made.manifest.made_at, reverse=True)
    surplus = [made.path for made in others[keep - 1 :]]
    for path in surplus:
        path.unlink()
    return surplus


def sweep(folder: Path) -> None:
    """Delete what backups that were cut short left behind, once it is a day old."""
    if not folder.is_dir():
        return
    for path in folder.glob(f"{PARTIAL}*"):
        if time.time() - path.stat().st_mtime > LEFT_BEHIND_SECONDS:
            path.unlink(missing_ok=True)
