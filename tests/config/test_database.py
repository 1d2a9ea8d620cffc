import os
import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.db.utils import ConnectionHandler

from config import database, env


@pytest.fixture
def file_connections(tmp_path, django_db_blocker):
    """Connections to an SQLite file with the site's own settings; each thread gets its own."""
    handler = ConnectionHandler({"default": database.sqlite(tmp_path / "test.sqlite3")})
    with django_db_blocker.unblock():
        yield handler
        handler.close_all()


def pragma(wrapper, name):
    with wrapper.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("cache_size", -2000),
        ("wal_autocheckpoint", 0),
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
    ],
)
def test_sqlite_connection_is_durable_and_patient(file_connections, name, value):
    assert pragma(file_connections["default"], name) == value


def test_sqlite_writers_wait_for_each_other(file_connections, monkeypatch):
    monkeypatch.setattr("django.db.transaction.connections", file_connections)
    with file_connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE tally (n INTEGER)")
        cursor.execute("INSERT INTO tally VALUES (0)")
    errors: list[Exception] = []

    def add_ten() -> None:
        try:
            for _ in range(10):
                with transaction.atomic(), file_connections["default"].cursor() as cursor:
                    n = cursor.execute("SELECT n FROM tally").fetchone()[0]
                    cursor.execute("UPDATE tally SET n = %s", [n + 1])
        except OperationalError as error:
            errors.append(error)
        finally:
            file_connections.close_all()

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with file_connections["default"].cursor() as cursor:
        assert errors == []
        assert cursor.execute("SELECT n FROM tally").fetchone()[0] == 40


def test_without_url_the_database_is_a_file_of_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert database.from_environment(tmp_path) == database.sqlite(tmp_path / "groundwork.sqlite3")


def test_postgres_url_gets_a_pool_of_the_given_size(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://teacher:secret@db.example:5433/school")
    monkeypatch.setenv("GROUNDWORK_DATABASE_POOL", "20")
    settings = database.from_environment(tmp_path)
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", 5433, "school")
    assert settings["CONN_MAX_AGE"] == 0
    assert settings["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 20, "timeout": 10}


@pytest.mark.parametrize("url", ["mysql://user@host/name", "not a url", "postgres://[broken"])
def test_other_urls_are_refused_in_a_sentence(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(env.WrongSetting, match="^DATABASE_URL "):
        database.from_environment(tmp_path)


def test_suite_runs_on_the_database_that_was_asked_for():
    asked = os.environ.get("DATABASE_URL", "sqlite")
    assert connection.vendor == ("postgresql" if asked.startswith("postgres") else "sqlite")
