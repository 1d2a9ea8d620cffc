"""The backups that are made by themselves: their names, and which of them stay."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from config.backup import folder
from config.backup.archive import Progress, Writer, written_whole
from config.backup.folder import BEFORE_MIGRATING, BY_HAND, NIGHTLY, Made, prune
from config.backup.making import site_mark
from config.backup.manifest import Manifest

FIRST = datetime(2026, 11, 1, 3, tzinfo=UTC)


def make(place, day, *, reason=NIGHTLY, site=None):
    """An archive with a manifest and nothing else, as of a night in November."""
    made_at = FIRST + timedelta(days=day)
    path = place / f"groundwork-{made_at:%Y%m%d-%H%M%S}-{reason}.zip"
    manifest = Manifest(
        version="0.1.0",
        made_at=made_at,
        reason=reason,
        site=site or site_mark(),
        vendor="sqlite",
        database_version="3.51.3",
        migrations={},
        counts={},
        receipt_keys=[],
    )
    with written_whole(path, replaces=False) as file:
        Writer(file, Progress("", 1, lambda line: None)).finish(manifest)
    return Made(path, manifest)


def names(place):
    return sorted(path.name for path in place.iterdir())


def test_prune_keeps_the_newest(tmp_path):
    made = [make(tmp_path, day) for day in range(5)]
    assert prune(tmp_path, just_made=made[4], keep=3) == [made[1].path, made[0].path]
    assert names(tmp_path) == [each.path.name for each in made[2:]]


def test_prune_keeps_all_while_they_are_few(tmp_path):
    made = [make(tmp_path, day) for day in range(3)]
    assert prune(tmp_path, just_made=made[2], keep=3) == []


def test_prune_counts_each_reason_by_itself(tmp_path):
    before = make(tmp_path, 0, reason=BEFORE_MIGRATING)
    made = [make(tmp_path, day) for day in range(1, 3)]
    prune(tmp_path, just_made=made[1], keep=1)
    assert names(tmp_path) == [before.path.name, made[1].path.name]


def test_prune_leaves_what_was_made_by_hand(tmp_path):
    kept = make(tmp_path, 0, reason=BY_HAND)
    just_made = make(tmp_path, 1, reason=BY_HAND)
    assert prune(tmp_path, just_made=just_made, keep=1) == []
    assert kept.path.exists()


def test_prune_leaves_another_sites_backups(tmp_path):
    others = make(tmp_path, 0, site="another-site")
    prune(tmp_path, just_made=make(tmp_path, 1), keep=1)
    assert others.path.exists()


def test_prune_leaves_what_only_has_such_a_name(tmp_path):
    strange = tmp_path / "groundwork-20261031-030000-nightly.zip"
    strange.write_text("somebody's notes")
    prune(tmp_path, just_made=make(tmp_path, 1), keep=1)
    assert strange.exists()


def test_prune_leaves_the_one_just_made_when_the_clock_went_back(tmp_path):
    later = [make(tmp_path, day) for day in (5, 6)]
    just_made = make(tmp_path, 1)
    prune(tmp_path, just_made=just_made, keep=1)
    assert names(tmp_path) == [just_made.path.name]
    assert not later[1].path.exists()


def test_prune_with_nothing_to_keep_deletes_nothing(tmp_path):
    made = [make(tmp_path, day) for day in range(2)]
    assert prune(tmp_path, just_made=made[1], keep=0) == []


def test_failing_backup_deletes_nothing(tmp_path, settings, monkeypatch):
    settings.BACKUPS_DIR, settings.BACKUPS_KEEP = tmp_path, 1
    made = [make(tmp_path, day) for day in range(2)]

    def fail(*args, **kwargs):
        raise folder.BackupError("The disk is full.")

    monkeypatch.setattr(folder, "make_backup", fail)
    with pytest.raises(folder.BackupError):
        folder.make_in_folder(NIGHTLY, report=lambda line: None)
    assert names(tmp_path) == [each.path.name for each in made]


def test_sweep_deletes_what_was_left_behind_a_day_ago(tmp_path):
    old, fresh = tmp_path / ".groundwork-backup-1", tmp_path / ".groundwork-backup-2"
    for path in (old, fresh, tmp_path / "other"):
        path.touch()
    os.utime(old, (time.time() - 90_000,) * 2)
    folder.sweep(tmp_path)
    assert names(tmp_path) == [fresh.name, "other"]


def test_backups_are_listed_by_name_with_the_newest_first(tmp_path):
    made = [make(tmp_path, day) for day in range(2)]
    (tmp_path / "holiday.zip").touch()
    assert folder.backups(tmp_path) == [made[1].path, made[0].path]


def test_another_secret_key_is_another_site(settings):
    before = site_mark()
    settings.SECRET_KEY = "another"
    assert site_mark() != before


def test_manifest_says_again_what_was_written(tmp_path):
    made = make(tmp_path, 0)
    with folder.open_archive(made.path) as archive:
        assert archive.manifest == replace(made.manifest, members=[])
