import sqlite3
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import database as database_settings
from config.health import database
from config.health.findings import Look
from tests.config.health.said import levels, only

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")


class FileConnection:
    """Stands in for the site's connection: to a file, with any pragmas."""

    vendor = "sqlite"

    def __init__(self, file, pragmas=database_settings.SQLITE_PRAGMAS):
        self.made = sqlite3.connect(file, isolation_level=None)
        for pragma in pragmas:
            self.made.execute(f"PRAGMA {pragma}")

    @contextmanager
    def cursor(self):
        with closing(self.made.cursor()) as cursor:
            yield cursor


@pytest.fixture
def connect(data, monkeypatch):
    opened = []

    def to(*pragmas):
        opened.append(FileConnection(data / "groundwork.sqlite3", *pragmas))
        monkeypatch.setattr(database, "connection", opened[-1])
        monkeypatch.setattr(database, "database_file", lambda: data / "groundwork.sqlite3")
        return opened[-1].made

    yield to
    for each in opened:
        each.made.close()


@pytest.mark.django_db
def test_tables_of_this_version_are_well(look):
    assert only(database.check_migrations(look)) == ("ok", "The tables are those of this version.")


@pytest.mark.django_db
def test_missing_migration_is_a_problem(look):
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    level, text = only(database.check_migrations(look))
    assert level == "problem"
    assert text == "The database is older than the code: 1 migrations are missing."


@pytest.mark.django_db
def test_migration_of_a_newer_version_is_a_problem(look):
    MigrationRecorder.Migration.objects.create(app="quizzes", name="0999_tomorrow")
    level, text = only(database.check_migrations(look))
    assert level == "problem"
    assert "it knows quizzes.0999_tomorrow" in text


@pytest.mark.parametrize(("version", "level"), [((3, 51, 2), "advice"), ((3, 51, 3), "ok")])
def test_sqlite_with_the_race_is_told(look, monkeypatch, version, level):
    monkeypatch.setattr(database, "connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr(
        database, "sqlite3", SimpleNamespace(sqlite_version_info=version, sqlite_version="3.51.2")
    )
    assert levels(database.check_sqlite_version(look)) == [level]


def test_pragmas_of_the_site_are_well(connect, look):
    connect()
    assert levels(database.check_sqlite_modes(look)) == ["ok"]


@pytest.mark.parametrize(
    "pragmas", [("journal_mode=DELETE",), ("journal_mode=WAL", "synchronous=NORMAL")]
)
def test_commits_that_a_power_cut_could_take_are_a_problem(connect, look, pragmas):
    connect(pragmas)
    assert levels(database.check_sqlite_modes(look)) == ["problem"]


def test_log_that_grows_is_told(connect, look, data, monkeypatch):
    connect().execute("CREATE TABLE answer (text TEXT)")
    monkeypatch.setattr(database, "LONG_LOG_BYTES", 1000)
    level, text = only(database.check_sqlite_modes(look))
    assert level == "advice"
    assert text.startswith("The database's log has grown to")


def test_integrity_is_looked_at_when_asked_to_be_thorough(connect, look):
    connect()
    assert database.check_sqlite_integrity(look) == []
    assert levels(database.check_sqlite_integrity(Look(at=look.at, is_thorough=True))) == ["ok"]


def test_damaged_database_is_a_problem(connect, look, data):
    made = connect(("journal_mode=DELETE",))
    made.execute("CREATE TABLE answer (text TEXT)")
    made.executemany("INSERT INTO answer VALUES (?)", [("x" * 900,)] * 50)
    made.close()
    content = bytearray((data / "groundwork.sqlite3").read_bytes())
    content[8192:12288] = b"\xff" * 4096
    (data / "groundwork.sqlite3").write_bytes(content)
    connect(("journal_mode=DELETE",))
    found = database.check_sqlite_integrity(Look(at=look.at, is_thorough=True))
    assert levels(found) == ["problem"]


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ((150006, "15.6", "on", "on"), "ok"),
        ((130001, "13.1", "on", "on"), "problem"),
        ((150006, "15.6", "off", "on"), "problem"),
        ((150006, "15.6", "on", "off"), "problem"),
    ],
)
def test_postgres_is_new_and_writes_through(look, monkeypatch, row, level):
    class Cursor:
        def execute(self, sql):
            pass

        def fetchone(self):
            return row

    @contextmanager
    def cursor():
        yield Cursor()

    monkeypatch.setattr(database, "connection", SimpleNamespace(vendor="postgresql", cursor=cursor))
    assert levels(database.check_postgres(look)) == [level]
