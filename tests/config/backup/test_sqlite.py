"""Copying an SQLite file while others write to it."""

import sqlite3
from contextlib import closing

import pytest

from config.backup import sqlite
from config.backup.archive import Progress
from config.backup.errors import BackupError, DamagedBackup

ROWS = 4000


@pytest.fixture
def database(tmp_path):
    """Four megabytes with a write-ahead log, as a site has it."""
    file = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as made:
        made.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; BEGIN;")
        made.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT)")
        made.executemany("INSERT INTO answer (text) VALUES (?)", [("x" * 1000,)] * ROWS)
        made.execute("COMMIT")
    return file


def quiet(total=1):
    return Progress("", total, lambda line: None)


class Writer:
    """Stands in for the progress: commits a row of its own at each step of the copy."""

    def __init__(self, file):
        self.connection = sqlite3.connect(file, isolation_level=None)
        self.steps = 0

    def add(self, count):
        assert count > 0, "the copy began anew"
        self.steps += 1
        self.connection.execute("INSERT INTO answer (text) VALUES ('meanwhile')")


def test_copy_is_of_one_moment_and_ends_although_somebody_writes_at_each_step(database, tmp_path):
    writer, copy = Writer(database), tmp_path / "copy.sqlite3"
    copy.touch()
    sqlite.copy_database(database, copy, writer)
    assert writer.steps > 3
    assert sqlite.examine(copy).counts == {"answer": ROWS}
    assert writer.connection.execute("SELECT count(*) FROM answer").fetchone() == (
        ROWS + writer.steps,
    )
    writer.connection.close()


def test_sqlites_own_way_begins_anew_when_somebody_writes(database, tmp_path):
    """Why one read transaction is held open: without it the copy goes back at each write."""
    remaining = []
    with (
        closing(sqlite3.connect(database, isolation_level=None)) as original,
        closing(sqlite3.connect(database, isolation_level=None)) as writer,
        closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy,
    ):

        def write(status, left, total):
            remaining.append(left)
            if len(remaining) < 5:
                writer.execute("INSERT INTO answer (text) VALUES ('meanwhile')")

        original.backup(copy, pages=256, progress=write)
    assert remaining[1] >= remaining[0]


def test_writers_do_not_wait_for_the_copy(database, tmp_path):
    class Impatient(Writer):
        def __init__(self, file):
            super().__init__(file)
            self.connection.execute("PRAGMA busy_timeout=0")

    writer, copy = Impatient(database), tmp_path / "copy.sqlite3"
    copy.touch()
    sqlite.copy_database(database, copy, writer)
    writer.connection.close()


def test_copy_needs_no_log_beside_it(database, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    copy.touch()
    sqlite.copy_database(database, copy, quiet())
    assert sqlite.parts_of(copy) == [copy]
    assert copy.read_bytes()[18:20] == b"\x01\x01"


def test_missing_database_is_said_and_not_made(tmp_path):
    copy = tmp_path / "copy.sqlite3"
    copy.touch()
    with pytest.raises(BackupError, match="cannot be copied"):
        sqlite.copy_database(tmp_path / "none.sqlite3", copy, quiet())
    assert not (tmp_path / "none.sqlite3").exists()


def test_copy_that_opens_but_does_not_hold_together_is_noticed(database):
    with closing(sqlite3.connect(database, isolation_level=None)) as made:
        made.execute("PRAGMA writable_schema=ON")
        made.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'text TEXT', 'text TEXT CHECK (text < 5)')"
        )
    with pytest.raises(DamagedBackup, match="CHECK constraint failed"):
        sqlite.examine(database)


def test_damaged_copy_is_noticed(database, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    copy.touch()
    sqlite.copy_database(database, copy, quiet())
    content = bytearray(copy.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    copy.write_bytes(content)
    with pytest.raises(DamagedBackup, match="The database is damaged"):
        sqlite.examine(copy)
