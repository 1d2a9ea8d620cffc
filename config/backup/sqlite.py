"""An SQLite database as one file, copied while others write to it."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from config.backup.archive import Progress
from config.backup.errors import BackupError, DamagedBackup
from config.backup.facts import Facts, facts_of

STEP_PAGES = 256
# Between two steps, so that whoever waits for the disk comes first.
PAUSE_SECONDS = 0.002
COMPANIONS = ("-wal", "-shm", "-journal")


def copy_database(source: Path, target: Path, progress: Progress) -> None:
    """Copy the database as it is at one moment, in steps, with SQLite's own backup.

    SQLite begins such a copy anew whenever another connection wrote between two steps: on a busy
    site it would never end. So one read transaction is held open from the first step to the last.
    With a write-ahead log it keeps no writer waiting; the log is emptied when it is over.

    Raises BackupError when the file cannot be read.
    """
    copied = 0

    def tell(status: int, remaining: int, total: int) -> None:
        nonlocal copied
        progress.add((total - remaining - copied) * page_size)
        copied = total - remaining
        time.sleep(PAUSE_SECONDS)

    try:
        with _opened(source) as original, _opened(target) as copy:
            original.execute("PRAGMA wal_autocheckpoint=0")
            copy.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            page_size = original.execute("PRAGMA page_size").fetchone()[0]
            original.execute("BEGIN")
            original.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            original.backup(copy, pages=STEP_PAGES, progress=tell)
            original.execute("ROLLBACK")
            # One file that needs no log beside it; the site turns its log on again.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise BackupError(f"The database {source} cannot be copied: {error}.") from error


def examine(file: Path) -> Facts:
    """Check a copy through and through, and say what is in it. Raises DamagedBackup."""
    try:
        with _opened(file) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"]:
                raise DamagedBackup(f"The database is damaged: {found[0]}.")
            tables = [
                row[0]
                for row in database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' "
                    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                )
            ]
            return facts_of(lambda sql: database.execute(sql).fetchall(), tables)
    except sqlite3.Error as error:
        raise DamagedBackup(f"The database is damaged: {error}.") from error


def parts_of(file: Path) -> list[Path]:
    """The files that make up a database now: itself, its log and what belongs to it."""
    named = [file, *(file.with_name(file.name + suffix) for suffix in COMPANIONS)]
    return [path for path in named if path.exists()]


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    # `rw` makes no new file; `ro` could not read a log that no server has open.
    uri = f"{file.absolute().as_uri()}?mode=rw"
    with contextlib.closing(
        sqlite3.connect(uri, uri=True, isolation_level=None, timeout=20)
    ) as connection:
        yield connection
