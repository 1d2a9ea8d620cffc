"""A data folder in which nothing is wrong."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import heartbeat
from config.health.findings import Look
from config.health.work import NIGHTLY


@pytest.fixture
def data(settings, tmp_path, monkeypatch):
    """The folder, with the settings pointing at it and at backups beside it."""
    folder = tmp_path / "data"
    for name in ("receipt-keys", "uploads", "static"):
        (folder / name).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    for name in ("secret-key", "groundwork.sqlite3", "static/staticfiles.json"):
        (folder / name).touch(mode=0o600)
    settings.DATA_DIR, settings.STATIC_ROOT = folder, folder / "static"
    settings.RECEIPT_KEYS_DIR, settings.MEDIA_ROOT = folder / "receipt-keys", folder / "uploads"
    settings.BACKUPS_DIR, settings.BACKUPS_KEEP = tmp_path / "backups", 14
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", folder / "groundwork.sqlite3")
    monkeypatch.setattr(heartbeat, "_beats", {})
    return folder


@pytest.fixture
def look():
    return Look(at=timezone.now())


@pytest.fixture
def make_task(db):
    """A row of the queue: its status, and how long ago it was to run and was finished."""

    def make(status, *, ago=timedelta(), finished_ago=None, path=NIGHTLY):
        now = timezone.now()
        task = DBTaskResult.objects.create(
            task_path=path,
            args_kwargs={"args": [], "kwargs": {}},
            queue_name="default",
            backend_name="default",
            status=status,
            run_after=now - ago,
            started_at=None if status == TaskResultStatus.READY else now,
            finished_at=None if finished_ago is None else now - finished_ago,
        )
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=now - ago)
        return task

    return make


@pytest.fixture
def set_time():
    """Set a file's time to so long from now."""

    def change(path, offset):
        moment = (datetime.now(tz=UTC) + offset).timestamp()
        os.utime(path, (moment, moment))

    return change
