import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django_tasks.base import TaskResultStatus

from config.backup.making import make_backup
from config.health import backups, disk
from tests.config.health.said import levels, only

# On PostgreSQL the size of the database is asked of its server.
pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


@pytest.fixture
def free(monkeypatch):
    """Says how much is free."""

    def say(megabytes):
        usage = SimpleNamespace(free=megabytes * MEGABYTE)
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)

    return say


@pytest.fixture
def one_backup(data, settings, monkeypatch):
    """An archive in the folder of backups, as the night makes it."""
    settings.BACKUPS_DIR.mkdir()
    path = settings.BACKUPS_DIR / "groundwork-20261121-030000-nightly.zip"
    (data / "secret-key").write_text("k" * 50)

    def without_database(writer, folder, report):
        return SimpleNamespace(migrations={}, counts={}, receipt_keys=[]), "3"

    monkeypatch.setattr("config.backup.making._add_database", without_database)
    make_backup(path, reason="nightly", report=lambda line: None)
    return path


@pytest.mark.parametrize(
    ("megabytes", "level"), [(100, "problem"), (499, "problem"), (501, "advice"), (5001, "ok")]
)
def test_room_in_the_data_folder(data, look, free, megabytes, level):
    free(megabytes)
    assert levels(disk.check_data_folder(look)) == [level]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is elsewhere")
def test_room_has_to_hold_a_copy_of_the_database(data, look, free, monkeypatch):
    monkeypatch.setattr(disk, "database_size", lambda: 3000 * MEGABYTE)
    free(5999)
    assert levels(disk.check_data_folder(look)) == ["problem"]


def test_disk_of_the_backups_is_looked_at_where_it_is_another(data, look, free, monkeypatch):
    free(100)
    assert disk.check_backups_folder(look) == []
    monkeypatch.setattr(disk, "is_same_disk", lambda one, other: False)
    assert levels(disk.check_backups_folder(look)) == ["problem"]


def test_backups_on_the_same_disk_are_advised_against(data, look, monkeypatch):
    assert levels(backups.check_schedule(look)) == ["advice"]
    monkeypatch.setattr(backups, "is_same_disk", lambda one, other: False)
    assert levels(backups.check_schedule(look)) == ["ok"]


def test_backups_that_are_switched_off_are_said(data, look, settings):
    settings.BACKUPS_KEEP = 0
    level, text = only(backups.check_schedule(look))
    assert level == "advice"
    assert text == "No backup is made at night, nor before a migration: " + (
        "GROUNDWORK_BACKUPS_KEEP is 0."
    )


def test_no_backup_after_a_night_is_a_problem(data, look, make_task):
    make_task(TaskResultStatus.SUCCESSFUL, finished_ago=timedelta(hours=1))
    assert levels(backups.check_last(look)) == ["problem"]


def test_no_backup_yet_is_said(data, look):
    level, text = only(backups.check_last(look))
    assert (level, text) == (
        "advice",
        "There is no backup yet; the first one is made tonight at three.",
    )


def test_young_backup_that_opens_is_well(one_backup, look):
    level, text = only(backups.check_last(look))
    assert level == "ok"
    assert text.endswith("is whole.")


@pytest.mark.parametrize(("hours", "level"), [(35, "ok"), (37, "problem")])
def test_backup_must_be_younger_than_a_day_and_a_half(one_backup, look, hours, level):
    object.__setattr__(look, "at", look.at + timedelta(hours=hours))
    assert levels(backups.check_last(look)) == [level]


def test_old_backup_is_no_problem_where_the_school_makes_its_own(one_backup, look, settings):
    settings.BACKUPS_KEEP = 0
    object.__setattr__(look, "at", look.at + timedelta(days=30))
    assert levels(backups.check_last(look)) == ["ok"]


def test_backup_that_does_not_open_is_a_problem(one_backup, look):
    one_backup.write_bytes(one_backup.read_bytes()[:-30])
    level, text = only(backups.check_last(look))
    assert level == "problem"
    assert text == f"{one_backup} cannot be restored. It is no zip file, or was cut short."


def test_backup_that_was_changed_is_a_problem(one_backup, look):
    content = one_backup.read_bytes()
    place = content.index(b"secret-key") + len(b"secret-key") + 25
    one_backup.write_bytes(content[:place] + b"\xff" + content[place + 1 :])
    assert levels(backups.check_last(look)) == ["problem"]
