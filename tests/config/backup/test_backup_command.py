"""`manage.py backup FILE`, as a person runs it."""

import hashlib
import json
import os
import stat
import zipfile

import pytest

from tests.config.backup.site import counts_of, manage
from tests.running import running_site

pytestmark = [pytest.mark.server, pytest.mark.disaster]


def members(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def manifest_of(path):
    return json.loads(members(path)["groundwork-backup.json"])


def test_archive_holds_database_keys_and_uploads(made_archive, filled_site):
    found = members(made_archive)
    (key,) = (filled_site / "receipt-keys").glob("*.key")
    assert set(found) == {
        "database.sqlite3",
        "secret-key",
        f"receipt-keys/{key.name}",
        "uploads/ab/abcdef",
        "groundwork-backup.json",
    }
    assert found["secret-key"] == (filled_site / "secret-key").read_bytes()
    assert found["uploads/ab/abcdef"] == b"The mill opened in 1871."


def test_settings_file_goes_along_where_there_is_one(site, tmp_path):
    (site / "settings.env").write_text("GROUNDWORK_TIME_ZONE=Europe/Vienna\n")
    manage(site, "backup", str(tmp_path / "b.zip"))
    assert members(tmp_path / "b.zip")["settings.env"] == b"GROUNDWORK_TIME_ZONE=Europe/Vienna\n"


def test_manifest_tells_digests_and_counts(made_archive, filled_site):
    found, said = members(made_archive), manifest_of(made_archive)
    assert {each["name"]: each["sha256"] for each in said["members"]} == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in found.items()
        if name != "groundwork-backup.json"
    }
    assert said["counts"] == counts_of(filled_site / "groundwork.sqlite3")
    assert said["counts"]["quizzes_responserevision"] == 6
    assert (said["vendor"], said["reason"]) == ("sqlite", "by-hand")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_archive_is_readable_by_its_owner_only(made_archive):
    assert stat.S_IMODE(made_archive.stat().st_mode) == 0o600


def test_name_that_is_taken_is_refused(site, tmp_path):
    taken = tmp_path / "taken.zip"
    taken.write_text("mine")
    failed = manage(site, "backup", str(taken))
    assert failed.returncode == 1
    assert failed.stderr == f"{taken} is there already. Choose another name, or add --force.\n"
    assert taken.read_text() == "mine"


def test_force_replaces_a_file_of_that_name(site, tmp_path):
    taken = tmp_path / "taken.zip"
    taken.write_text("mine")
    assert manage(site, "backup", str(taken), "--force").returncode == 0
    assert zipfile.is_zipfile(taken)


def test_folder_that_is_not_there_is_not_made(site, tmp_path):
    failed = manage(site, "backup", str(tmp_path / "stick" / "site.zip"))
    assert failed.returncode == 1
    assert failed.stderr == (
        f"There is no folder {tmp_path / 'stick'}. Make it, or plug in the disk that has it.\n"
    )
    assert not (tmp_path / "stick").exists()


def test_folder_without_a_site_is_said_and_leaves_nothing(tmp_path):
    (tmp_path / "out").mkdir()
    failed = manage(tmp_path / "none", "backup", str(tmp_path / "out" / "b.zip"))
    assert failed.returncode == 1
    assert "groundwork.sqlite3 cannot be copied: unable to open database file" in failed.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_backup_of_a_running_site_holds_what_is_in_its_log(site, tmp_path):
    with running_site(site) as running:
        done = manage(site, "backup", str(tmp_path / "b.zip"))
        assert done.returncode == 0, done.stderr
        assert running.process.poll() is None
    said = manifest_of(tmp_path / "b.zip")
    assert said["counts"]["quizzes_responserevision"] == 6
    # What the start itself wrote, which was still in the log.
    assert said["counts"]["lessons_module"] == 2
