"""The database: whether commits reach the disk, and whether it fits the code."""

from __future__ import annotations

import sqlite3

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from config.backup import sqlite
from config.backup.archive import megabytes
from config.backup.facts import unknown_migrations
from config.backup.making import database_file
from config.checks import is_mended
from config.health.findings import Finding, Look, advice, ok, problem

TOPIC = "database"
DURABLE = (2, 3)
LONG_LOG_BYTES = 256_000_000
OLDEST_POSTGRES = 140000


def check_migrations(look: Look) -> list[Finding]:
    """The tables are those of this code."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    applied: dict[str, list[str]] = {}
    for app, name in executor.loader.applied_migrations:
        applied.setdefault(app, []).append(name)
    unknown = unknown_migrations(dict(applied))
    if unknown:
        text = _("The database was made by a newer Groundwork: it knows {name}.")
        what = _("Install the version that was here before, or a later one.")
        return [problem("migrations", text.format(name=unknown[0]), what)]
    if plan:
        text = _("The database is older than the code: {count} migrations are missing.")
        what = _("Start the site with {command}, which makes a backup and then migrates.")
        what = what.format(command="python3 manage.py start")
        return [problem("migrations", text.format(count=len(plan)), what)]
    return [ok("migrations", _("The tables are those of this version."))]


def check_sqlite_version(look: Look) -> list[Finding]:
    """SQLite 3.7.0 to 3.51.2 can damage a file when two connections reset its log at once."""
    if connection.vendor != "sqlite":
        return []
    version = sqlite3.sqlite_version
    if is_mended(sqlite3.sqlite_version_info):
        return [ok(TOPIC, _("SQLite {version} is sound.").format(version=version))]
    return [
        advice(
            TOPIC,
            _(
                "SQLite {version} has a rare fault in shortening its log; this server avoids it by "
                "doing that in one place only."
            ).format(version=version),
            _("Let no other program open the file. SQLite 3.51.3 or newer is free of it."),
        )
    ]


def check_sqlite_modes(look: Look) -> list[Finding]:
    """An answer that was acknowledged outlives a power cut."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        mode = str(cursor.execute("PRAGMA journal_mode").fetchone()[0])
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if mode != "wal" or synchronous not in DURABLE:
        text = _(
            "The database does not write through: journal mode {mode}, synchronous {number}."
        ).format(mode=mode, number=synchronous)
        what = _(
            "Move the data folder to a disk of this computer that allows a write-ahead log, and "
            "start the site again."
        )
        return [problem(TOPIC, text, what)]
    log = database_file().with_name(f"{database_file().name}-wal")
    if log.exists() and log.stat().st_size > LONG_LOG_BYTES:
        text = _("The database's log has grown to {size}.")
        what = _("It is emptied every half minute unless a reader never ends. Restart the server.")
        return [advice(TOPIC, text.format(size=megabytes(log.stat().st_size)), what)]
    return [ok(TOPIC, _("Every save is written through to the disk."))]


def check_sqlite_integrity(look: Look) -> list[Finding]:
    """Every page of the file is where it should be. Reads all of it."""
    if connection.vendor != "sqlite" or not look.is_thorough:
        return []
    try:
        with connection.cursor() as cursor:
            found = [row[0] for row in cursor.execute("PRAGMA quick_check(5)").fetchall()]
    except (DatabaseError, sqlite3.DatabaseError) as error:
        found = [str(error)]
    if found != ["ok"]:
        text = _("The database is damaged: {what}.").format(what=found[0])
        what = _(
            "Stop the server, keep the data folder as it is, and restore the last good backup."
        )
        return [problem(TOPIC, text, what)]
    size = sum(path.stat().st_size for path in sqlite.parts_of(database_file()))
    return [ok(TOPIC, _("The database is sound: {size} read.").format(size=megabytes(size)))]


def check_postgres(look: Look) -> list[Finding]:
    """PostgreSQL is new enough, and commits there reach the disk."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
            "current_setting('fsync'), current_setting('synchronous_commit')"
        )
        number, version, fsync, commit = cursor.fetchone()
    if number < OLDEST_POSTGRES:
        text = _("PostgreSQL {version} is too old.").format(version=version)
        return [problem(TOPIC, text, _("Install PostgreSQL 14 or newer."))]
    if fsync != "on" or commit == "off":
        text = _("PostgreSQL does not write through: fsync {fsync}, synchronous_commit {commit}.")
        what = _("Turn both on in its settings, or a power cut takes answers that were saved.")
        return [problem(TOPIC, text.format(fsync=fsync, commit=commit), what)]
    text = _("PostgreSQL {version} writes every save through to the disk.")
    return [ok(TOPIC, text.format(version=version))]
