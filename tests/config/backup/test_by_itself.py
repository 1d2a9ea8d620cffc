"""Backups that nobody asks for: each night, and before `start` migrates."""

import pytest
from django_tasks.base import Task

from config.backup import tasks
from config.settings import NIGHTLY_JOBS
from tests.config.backup.site import counts_of, manage
from tests.running import SiteDidNotStart, running_site

NAME = "groundwork.sqlite3"


@pytest.fixture
def older_site(site):
    """A site whose database lacks a table."""
    manage(site, "migrate", "sessions", "zero")
    return site


def test_night_begins_with_the_backup():
    assert NIGHTLY_JOBS[0] == "config.backup.tasks.nightly"
    assert isinstance(tasks.nightly, Task)


@pytest.mark.server
@pytest.mark.disaster
def test_night_makes_a_backup_and_lets_go_of_the_oldest(site, tmp_path):
    for _ in range(2):
        done = manage(
            site,
            *("backup", "--nightly"),
            GROUNDWORK_BACKUPS=str(tmp_path / "kept"),
            GROUNDWORK_BACKUPS_KEEP="1",
        )
        assert done.returncode == 0, done.stderr
        (made,) = (tmp_path / "kept").iterdir()
        assert str(made) in done.stdout


@pytest.mark.server
@pytest.mark.disaster
def test_nightly_job_runs_the_command_in_a_process_of_its_own(site, settings, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings.DATA_DIR, settings.BACKUPS_KEEP = site, 14
    tasks.nightly.func()
    assert [path.name[-11:] for path in (site / "backups").iterdir()] == ["nightly.zip"]


def test_nightly_job_makes_none_where_the_school_wants_none(settings, monkeypatch):
    settings.BACKUPS_KEEP = 0
    monkeypatch.setattr(tasks, "make_in_own_process", lambda: pytest.fail("made one"))
    tasks.nightly.func()


@pytest.mark.server
@pytest.mark.disaster
def test_backup_by_hand_without_a_name_goes_into_the_folder(site):
    manage(site, "backup")
    (made,) = (site / "backups").iterdir()
    assert made.name.endswith("-by-hand.zip")


@pytest.mark.server
@pytest.mark.disaster
def test_start_makes_a_backup_before_it_migrates(older_site):
    with running_site(older_site) as running:
        (made,) = (older_site / "backups").iterdir()
        told = running.lines
    assert made.name.endswith("-before-migrating.zip")
    assert told.index(f"  {made}") < told.index("Migrating the database (1 steps) …")


@pytest.mark.server
@pytest.mark.disaster
def test_start_makes_none_where_nothing_is_to_migrate(site):
    with running_site(site):
        assert not (site / "backups").exists()


@pytest.mark.server
@pytest.mark.disaster
def test_start_says_that_it_makes_none_where_the_school_wants_none(older_site):
    with running_site(older_site, GROUNDWORK_BACKUPS_KEEP="0") as running:
        assert "No backup before migrating: GROUNDWORK_BACKUPS_KEEP is 0." in running.lines
        assert not (older_site / "backups").exists()


@pytest.mark.server
@pytest.mark.disaster
def test_start_does_not_migrate_when_it_cannot_make_one(older_site, tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(SiteDidNotStart, match="No backup could be made, so nothing was migrated"),
        running_site(older_site, GROUNDWORK_BACKUPS=str(tmp_path / "file")),
    ):
        pass
    assert "django_session" not in counts_of(older_site / NAME)
