"""`manage.py restore FILE`, as a person runs it: into an empty folder, and what it refuses."""

import json
import os
import sqlite3
import stat
import zipfile
from contextlib import closing
from types import SimpleNamespace

import pytest

from config.backup import restoring
from config.backup.errors import BackupError
from config.backup.restoring import restore_backup
from tests.config.backup.site import VERIFIED, contents_of, counts_of, manage, receipts_of
from tests.running import running_site

pytestmark = [pytest.mark.server, pytest.mark.disaster]


def restore(data, archive, *options, **variables):
    return manage(data, "restore", str(archive), *options, **variables)


def contents_of_zip(archive):
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rewrite(archive, change, *, names=None):
    """Write the archive anew with its manifest changed and, where `names` says so, its members."""
    found = contents_of_zip(archive)
    said = json.loads(found.pop("groundwork-backup.json"))
    change(said, found)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in found.items():
            written.writestr(name, content)
        written.writestr("groundwork-backup.json", json.dumps(said))


@pytest.fixture
def refused(settings, tmp_path):
    """Restore into a folder that is not there yet; return the sentence of the refusal.

    Nothing of this process's own database is asked before an archive is known to be good.
    """

    def restore_and_fail(archive):
        settings.DATA_DIR = tmp_path / "fresh"
        settings.MEDIA_ROOT = settings.DATA_DIR / "uploads"
        settings.RECEIPT_KEYS_DIR = settings.DATA_DIR / "receipt-keys"
        with pytest.raises(BackupError) as caught:
            restore_backup(archive, replaces=False, report=lambda line: None)
        assert not settings.DATA_DIR.exists()
        return str(caught.value)

    return restore_and_fail


def test_restored_site_has_every_row_and_its_receipts_verify(archive, filled_site, tmp_path):
    data = tmp_path / "elsewhere"
    done = restore(data, archive)
    assert done.returncode == 0, done.stderr
    name = "groundwork.sqlite3"
    restored = counts_of(data / name)
    # The log says that it was restored; nothing else is different.
    restored["rosters_act"] -= 1
    assert restored == counts_of(filled_site / name)
    assert receipts_of(data) == VERIFIED
    assert "Receipts verify in 2 of the 2 newest attempts." in done.stdout


def test_restored_site_is_told_how_it_starts(archive, tmp_path):
    data = tmp_path / "the new one"
    done = manage(tmp_path / "unused", "restore", str(archive), "--data", str(data))
    assert done.stdout.endswith(f"Start the site: python3 manage.py start --data '{data}'\n")


def test_restored_site_says_so_in_its_log(archive, tmp_path):
    data = tmp_path / "elsewhere"
    restore(data, archive)
    made_at = json.loads(contents_of_zip(archive)["groundwork-backup.json"])["made_at"]
    with closing(sqlite3.connect(data / "groundwork.sqlite3")) as database:
        acts = database.execute("SELECT verb, actor_id, detail FROM rosters_act").fetchall()
    assert acts == [("site-restored", None, json.dumps({"made_at": made_at}))]


def test_restored_site_has_keys_and_uploads(archive, filled_site, tmp_path):
    data = tmp_path / "elsewhere"
    restore(data, archive)
    before, after = contents_of(filled_site), contents_of(data)
    before.pop("groundwork.sqlite3"), after.pop("groundwork.sqlite3")
    assert after == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_restored_site_is_the_owners_alone(archive, tmp_path):
    data = tmp_path / "elsewhere"
    restore(data, archive)
    paths = [data, *(path for path in data.rglob("*") if path.name != "server.lock")]
    assert [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_restored_site_starts(archive, tmp_path):
    data = tmp_path / "elsewhere"
    restore(data, archive)
    with running_site(data) as site:
        assert "administrator" not in site.lines[0]


def test_folder_with_a_site_is_refused(refused, archive, site):
    before = contents_of(site)
    failed = restore(site, archive)
    assert failed.returncode == 1
    assert failed.stderr.startswith(f"A site is here already: {site / 'groundwork.sqlite3'}.")
    assert contents_of(site) == before


def test_folder_with_nothing_but_a_secret_key_is_taken(archive, tmp_path):
    data = tmp_path / "elsewhere"
    assert manage(data, "check").returncode == 0
    assert (data / "secret-key").exists()
    assert restore(data, archive).returncode == 0


def test_replace_moves_the_site_aside_whole(archive, site):
    (site / "uploads" / "ab" / "new").write_text("since the backup")
    before = contents_of(site)
    done = restore(site, archive, "--replace")
    assert done.returncode == 0, done.stderr
    (aside,) = site.glob("replaced-*")
    assert contents_of(aside) == before
    assert f"What stood there before is in {aside}." in done.stdout
    assert not (site / "uploads" / "ab" / "new").exists()
    assert receipts_of(site) == VERIFIED


def test_replacement_that_fails_half_way_is_undone(archive, site, settings, monkeypatch):
    settings.DATA_DIR, settings.MEDIA_ROOT = site, site / "uploads"
    settings.RECEIPT_KEYS_DIR = site / "receipt-keys"
    file = site / "groundwork.sqlite3"
    monkeypatch.setattr(restoring, "database_file", lambda: file)
    # This process's own connection is to the tests' database in memory.
    monkeypatch.setattr(restoring, "connections", SimpleNamespace(close_all=lambda: None))
    (site / "uploads" / "ab" / "new").write_text("since the backup")
    before = contents_of(site)

    def fail(folder):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(restoring, "write_through", fail)
    with pytest.raises(BackupError, match="Input/output error"):
        restore_backup(archive, replaces=True, report=lambda line: None)
    assert contents_of(site) == before
    assert not list(site.glob("replaced-*"))


def test_replace_leaves_backups_where_they_are(archive, site):
    (site / "backups").mkdir()
    (site / "backups" / "kept.zip").write_text("a backup")
    restore(site, archive, "--replace")
    assert (site / "backups" / "kept.zip").read_text() == "a backup"


def test_folder_in_which_a_server_works_is_refused(refused, archive, site):
    with running_site(site) as running:
        failed = restore(site, archive, "--replace")
        assert running.process.poll() is None
    assert failed.stderr == f"A server works in {site}. Stop it first.\nNothing was changed.\n"


def test_file_that_is_not_there_is_said(refused, tmp_path):
    said = refused(tmp_path / "none.zip")
    assert said == f"{tmp_path / 'none.zip'} cannot be read: No such file or directory."


def test_refusal_is_told_without_a_traceback(tmp_path):
    (tmp_path / "notes.zip").write_text("not a zip")
    failed = restore(tmp_path / "fresh", tmp_path / "notes.zip")
    assert failed.returncode == 1
    assert failed.stderr == (
        f"{tmp_path / 'notes.zip'} cannot be restored. It is no zip file, or was cut short.\n"
        "Nothing was changed. Look whether this is the file that you mean, copy it again from "
        "where it came, or take another backup.\n"
    )
    assert not (tmp_path / "fresh").exists()


def test_file_that_is_no_zip_is_refused(refused, tmp_path):
    (tmp_path / "notes.zip").write_text("not a zip")
    assert refused(tmp_path / "notes.zip") == (
        f"{tmp_path / 'notes.zip'} cannot be restored. It is no zip file, or was cut short."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_archive_that_was_cut_short_is_refused(refused, archive, tmp_path, share):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])
    assert refused(archive).endswith("It is no zip file, or was cut short.")


def test_zip_of_something_else_is_refused(refused, tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as opened:
        opened.writestr("photo.jpg", b"")
    said = refused(tmp_path / "photos.zip")
    assert said.endswith("It is a zip file, but not one that Groundwork made.")


def test_flipped_byte_is_refused(refused, archive, tmp_path):
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0xFF
    archive.write_bytes(content)
    assert "in the archive" in refused(archive)


def test_member_that_was_exchanged_is_refused(refused, archive, tmp_path):
    def change(said, found):
        found["uploads/ab/abcdef"] = b"The mill opened in 1872."

    rewrite(archive, change)
    assert refused(archive) == ("uploads/ab/abcdef in the archive is not what was backed up.")


def test_member_that_is_missing_is_refused(refused, archive, tmp_path):
    rewrite(archive, lambda said, found: found.pop("uploads/ab/abcdef"))
    said = refused(archive)
    assert said.endswith("It does not hold exactly what its list of contents names.")


@pytest.mark.parametrize(
    "name", ["../escaped", "uploads/../../escaped", "/escaped", "uploads/C:\\escaped", "other"]
)
def test_member_that_leads_elsewhere_is_refused(refused, archive, tmp_path, name):
    def change(said, found):
        found[name] = found.pop("uploads/ab/abcdef")
        for member in said["members"]:
            if member["name"] == "uploads/ab/abcdef":
                member["name"] = name

    rewrite(archive, change)
    assert f"It holds {name!r}" in refused(archive)
    assert not list(tmp_path.rglob("escaped"))


def test_archive_of_a_newer_groundwork_is_refused(refused, archive, tmp_path):
    def change(said, found):
        said["version"] = "9.0"
        said["migrations"]["quizzes"].append("0999_tomorrow")

    rewrite(archive, change)
    said = refused(archive)
    assert said.startswith(f"{archive} was made by Groundwork 9.0, which is newer than this one")


def test_archive_of_a_newer_format_is_refused(refused, archive, tmp_path):
    rewrite(archive, lambda said, found: said.update(format=2, version="9.0"))
    assert "It was made by a newer Groundwork (9.0)." in refused(archive)


def test_counts_that_do_not_fit_are_refused(refused, archive, tmp_path):
    rewrite(archive, lambda said, found: said["counts"].update(quizzes_attempt=3))
    said = refused(archive)
    assert said == "The database in the archive does not hold what its list tells."


def test_archive_of_the_other_database_is_refused(refused, archive, tmp_path):
    rewrite(archive, lambda said, found: said.update(vendor="postgresql"))
    assert "holds a database of PostgreSQL, and this site is set to SQLite" in refused(archive)


def test_older_archive_is_migrated(site, tmp_path):
    manage(site, "migrate", "sessions", "zero")
    manage(site, "backup", str(tmp_path / "old.zip"))
    done = restore(tmp_path / "elsewhere", tmp_path / "old.zip")
    assert "Migrating the database (1 steps) …" in done.stdout
    assert "django_session" in counts_of(tmp_path / "elsewhere" / "groundwork.sqlite3")


def test_missing_receipt_key_is_said(archive, tmp_path):
    rewrite(archive, lambda said, found: said["receipt_keys"].append("env-0123456789"))
    done = restore(tmp_path / "elsewhere", archive)
    assert "The receipt keys env-0123456789 are not here" in done.stdout
