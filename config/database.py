"""The database: SQLite in the data folder, or PostgreSQL when DATABASE_URL names one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from config import env

SQLITE_ENGINE = "django.db.backends.sqlite3"
# The same, with writers that take turns (config/sqlite/base.py).
SQLITE_ENGINE_WITH_TURNS = "config.sqlite"
POSTGRES_ENGINE = "django.db.backends.postgresql"

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    # A save that was acknowledged must outlive a power cut: every commit reaches the disk. On macOS
    # only fullfsync does that; elsewhere it means nothing.
    "synchronous=FULL",
    "fullfsync=ON",
    # In kB, since it is negative: each thread keeps a connection with its own. What does not fit is
    # read again from the system's memory, not from the disk.
    "cache_size=-2000",
    "journal_size_limit=67108864",
    # One thread of the server checkpoints instead (config/serving.py says why).
    "wal_autocheckpoint=0",
)


def from_environment(data_folder: Path) -> dict[str, Any]:
    """Build the default database's settings from DATABASE_URL, or for the file in the folder."""
    url = env.secret("DATABASE_URL")
    if not url:
        return sqlite(data_folder / "groundwork.sqlite3")
    try:
        given = dict(dj_database_url.parse(url))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise env.WrongSetting(
            "DATABASE_URL cannot be read. Write postgres://user:password@host:5432/name."
        ) from error
    if given["ENGINE"] == SQLITE_ENGINE:
        return sqlite(Path(str(given["NAME"])))
    if given["ENGINE"] == POSTGRES_ENGINE:
        return _postgres(given)
    raise env.WrongSetting(
        "DATABASE_URL names another engine. Groundwork runs on PostgreSQL or SQLite."
    )


def sqlite(file: Path | str) -> dict[str, Any]:
    """Settings for an SQLite file: durable commits, and writers that wait instead of failing."""
    return {
        "ENGINE": SQLITE_ENGINE_WITH_TURNS,
        "NAME": file,
        # Each server thread keeps its connection: opening one costs as much as a small page.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Taking the write lock at BEGIN: a reader that turns writer inside a transaction gets
            # "database is locked" at once, whatever the timeout.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "; ".join(f"PRAGMA {pragma}" for pragma in SQLITE_PRAGMAS),
        },
    }


def _postgres(given: dict[str, Any]) -> dict[str, Any]:
    largest = env.whole_number("GROUNDWORK_DATABASE_POOL", 10, at_least=2, at_most=200)
    pool = {"min_size": 2, "max_size": largest, "timeout": 10}
    # The pool keeps connections; Django refuses to keep them a second time.
    return given | {
        "CONN_MAX_AGE": 0,
        # A connection that did not outlive the database's restart is replaced before it is used.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**given.get("OPTIONS", {}), "pool": pool},
    }
