"""The same on PostgreSQL, with databases of the test's own: runs where DATABASE_URL names one."""

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from config.backup import postgres
from config.backup.errors import BackupError
from config.backup.postgres import tool
from tests.config.backup.site import VERIFIED, contents_of, fill, manage, receipts_of

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"
)


def run(*statements):
    with postgres.direct() as own, own.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def a_database():
    """A new empty database of the same server, as a DATABASE_URL."""
    name = f"groundwork_{secrets.token_hex(6)}"
    run(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    finally:
        run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def filled(django_db_setup, django_db_blocker, tmp_path):
    """A filled site and its archive: data folder, DATABASE_URL, archive."""
    with django_db_blocker.unblock(), a_database() as url:
        fill(tmp_path / "data", DATABASE_URL=url)
        archive = tmp_path / "site.zip"
        done = manage(tmp_path / "data", "backup", str(archive), DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        yield tmp_path / "data", url, archive


@pytest.fixture
def empty(filled):
    with a_database() as url:
        yield url


def test_restored_site_verifies_its_receipts(filled, empty, tmp_path):
    data, _, archive = filled
    other = tmp_path / "elsewhere"
    done = manage(other, "restore", str(archive), DATABASE_URL=empty)
    assert done.returncode == 0, done.stderr
    assert receipts_of(other, DATABASE_URL=empty) == VERIFIED
    assert "Receipts verify in 2 of the 2 newest attempts." in done.stdout
    assert contents_of(other) == contents_of(data)


def test_database_with_tables_is_refused(filled, tmp_path):
    _, url, archive = filled
    failed = manage(tmp_path / "elsewhere", "restore", str(archive), DATABASE_URL=url)
    assert failed.returncode == 1
    assert "A site is here already: the database that DATABASE_URL names." in failed.stderr
    assert not (tmp_path / "elsewhere").exists()


def test_replace_keeps_the_old_tables_in_a_schema(filled):
    data, url, archive = filled
    done = manage(data, "restore", str(archive), "--replace", DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert "The tables that stood there before are in the schema replaced_" in done.stdout
    assert receipts_of(data, DATABASE_URL=url) == VERIFIED


def test_backup_after_a_replacement_leaves_the_old_tables_out(filled, empty, tmp_path):
    data, url, archive = filled
    manage(data, "restore", str(archive), "--replace", DATABASE_URL=url)
    second = tmp_path / "second.zip"
    assert manage(data, "backup", str(second), DATABASE_URL=url).returncode == 0
    assert second.stat().st_size < archive.stat().st_size * 1.1
    done = manage(tmp_path / "other", "restore", str(second), DATABASE_URL=empty)
    assert done.returncode == 0, done.stderr


def test_database_that_others_use_is_refused(filled, empty, tmp_path):
    archive = filled[2]
    name = urlsplit(empty).path[1:]
    with postgres.direct() as own:
        own.close()
        own.settings_dict["NAME"] = name
        with own.cursor() as cursor:
            cursor.execute("SELECT 1")
            failed = manage(tmp_path / "other", "restore", str(archive), DATABASE_URL=empty)
    assert "1 other connections are open to the database." in failed.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_database_that_is_not_there_is_said(filled, tmp_path, command):
    _, url, archive = filled
    nowhere = urlunsplit(urlsplit(url)._replace(path="/groundwork_not_there"))
    file = archive if command == "restore" else tmp_path / "second.zip"
    failed = manage(tmp_path / "other", command, str(file), DATABASE_URL=nowhere)
    assert failed.returncode == 1
    assert failed.stderr.startswith("The database that DATABASE_URL names cannot be reached: ")
    assert "createdb makes one" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (tmp_path / "second.zip").exists()


def test_doctor_says_once_that_the_database_is_not_there(filled, tmp_path):
    nowhere = urlunsplit(urlsplit(filled[1])._replace(path="/groundwork_not_there"))
    failed = manage(tmp_path / "other", "doctor", DATABASE_URL=nowhere)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("The database that DATABASE_URL names cannot be reached: ")
    assert "could not look" not in failed.stderr


def test_tool_that_is_missing_is_said():
    with pytest.raises(BackupError, match="pg_dump of PostgreSQL 99 or newer is not on this"):
        tool("pg_dump", at_least=99)


def test_tool_is_the_oldest_that_is_new_enough(monkeypatch):
    versions = {Path(f"/{number}"): number for number in (13, 15, 17, 16)}
    monkeypatch.setattr(postgres, "_candidates", lambda name: iter(versions))
    monkeypatch.setattr(postgres, "_version_of", versions.__getitem__)
    assert tool("pg_dump", at_least=15) == Path("/15")
